// `npm run demo`: the main job from beginning to end, on simulators and databases of its own, which are gone afterwards.
// Exit 1: something that is expected of the gateway did not hold, and the last lines say what.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { developmentToken } from '../development/issuer.ts';
import { rehearse, submitOnce } from './demo/application.ts';
import { readDossiers } from './demo/dossiers.ts';
import { Unmet } from './demo/expectation.ts';
import { followToIssue, openWatch } from './demo/journey.ts';
import { openNarration } from './demo/narration.ts';
import { proveOnce } from './demo/proof.ts';
import type { Stage } from './demo/stage.ts';
import { findSubject, TOWN } from './demo/subject.ts';
import { openControl } from './town/control.ts';
import { makeFolder } from './town/folder.ts';
import { openGraph } from './town/graph.ts';
import { Interrupted, interruption } from './town/interruption.ts';
import { freeMocksPort } from './town/ports.ts';
import { startTown, type Town } from './town/town.ts';

const WITHIN_MS = 55_000;

const interrupted = interruption();
const say = openNarration(process.stdout);

async function run(): Promise<number> {
  say.title('一窗 Yichuang: one window, four departments, one submission');
  const folder = await makeFolder();
  const town = startTown({
    mocksPort: await freeMocksPort(),
    mocks: {
      MOCKS_DATA: join(folder.path, 'mocks'),
      MOCKS_SEED: String(TOWN.seed),
      MOCKS_POPULATION: String(TOWN.people),
    },
    gateway: { PORT: '0', DATA_DIR: folder.path, LOG_LEVEL: 'warn' },
  });
  try {
    await Promise.race([play(town), interrupted, breakdown(town), lateness()]);
    say.proof(`Everything held. ${say.seconds()} s in all; next: npm run dev`);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted) return error.exitCode;
    console.error(error instanceof Unmet ? `\nThe demonstration failed. ${error.message}` : error);
    console.error(await town.complaints());
    return 1;
  } finally {
    await town.close();
    await folder.remove();
  }
}

async function play(town: Town): Promise<void> {
  say.step(`Opening a town of ${TOWN.people.toLocaleString('en')} synthetic people: four departments and a gateway`);
  const subject = findSubject();
  const [control, url] = await Promise.all([town.control, town.url]);
  say.step('税务 tax speaks SOAP, 不动产登记 land registry a staging database,');
  say.detail('市场监管 licensing signed REST, 公安 police fixed-width records over TCP.');
  say.step(`The gateway in front of them speaks GraphQL at ${url}/graphql`);
  const token = await developmentToken({ role: 'window', purpose: 'acceptance', expires: '10 minutes' });
  const stage: Stage = { say, graph: openGraph(url, token), control: openControl(control), subject };
  await readDossiers(stage);
  await rehearse(stage);
  say.chapter('3  一次申报  Submit once: the home is transferred by three departments');
  await stage.control.setFaults('tax', { lostReplyRate: 1 });
  const number = await submitOnce(stage);
  const issued = await followToIssue(stage, openWatch(stage, number));
  await proveOnce(stage, issued);
}

async function breakdown({ broken }: Town): Promise<never> {
  throw new Unmet(`Expected simulators and gateway to stay up. ${await broken}`);
}

async function lateness(): Promise<never> {
  await sleep(WITHIN_MS);
  throw new Unmet(`Expected the demonstration to end within ${WITHIN_MS / 1000} s`);
}

process.exit(await run());
