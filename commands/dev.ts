// `npm run dev`: simulators and gateway on an embedded store, with fixed ports and data that stays; ends with Ctrl-C.
import { join } from 'node:path';
import { styleText } from 'node:util';
import { z } from 'zod';
import { developmentToken } from '../development/issuer.ts';
import { readSettings } from '../mocks/settings.ts';
import { roles } from '../src/access/principal.ts';
import { openControl } from './town/control.ts';
import { Interrupted, interruption } from './town/interruption.ts';
import { freeMocksPort } from './town/ports.ts';
import { startTown, type Town } from './town/town.ts';

/** What each role reads and does while a developer tries things out. */
const PURPOSES: Readonly<Record<(typeof roles)[number], string>> = {
  'front-end': 'own-data',
  window: 'acceptance',
  analyst: 'statistics',
  supervisor: 'supervision',
  operator: 'operation',
};
const TOKENS_LAST = '12 hours';
const citizens = z.array(z.object({ number: z.string(), name: z.string() })).min(1);

const interrupted = interruption();
async function run(): Promise<number> {
  const mocks = readSettings(process.env);
  if ('faults' in mocks) {
    for (const fault of mocks.faults) console.error(fault);
    return 1;
  }
  const town = open(mocks.settings.port === 0 ? await freeMocksPort() : mocks.settings.port);
  const serving = Promise.all([town.control, town.url]).then(([control, url]) => introduce(control, url));
  try {
    const failed = serving.then(() => new Promise<never>(() => undefined));
    console.error(await Promise.race([town.broken, failed, interrupted]));
    return 1;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return error.exitCode;
  } finally {
    await town.close();
  }
}

/** Only the store is not the developer's to choose here: that is what `npm start` is for. */
function open(port: number): Town {
  const { DATABASE_URL: ignored, ...environment } = process.env;
  if (ignored)
    console.error('DATABASE_URL is left aside: npm run dev has a database of its own; npm start uses yours.');
  const folder = environment['DATA_DIR'] || './data';
  return startTown({
    mocksPort: port,
    mocks: { ...environment, MOCKS_DATA: environment['MOCKS_DATA'] || join(folder, 'mocks') },
    gateway: environment,
    outspoken: true,
  });
}

async function introduce(control: string, url: string): Promise<void> {
  const { items } = await openControl(control).population('people', 0, 1);
  const [citizen] = citizens.parse(items);
  const number = citizen?.number ?? '';
  const tokens = await Promise.all(
    roles.map(async (role) => {
      const subject = role === 'front-end' ? number : undefined;
      return [role, await developmentToken({ role, purpose: PURPOSES[role], subject, expires: TOKENS_LAST })] as const;
    }),
  );
  const bold = (text: string) => styleText('bold', text, { stream: process.stdout });
  console.log(`${bold('一窗 Yichuang')}, ready in ${(performance.now() / 1000).toFixed(1)} s; Ctrl-C ends it

  GraphQL    ${bold(`${url}/graphql`)}
  Explorer   ${url}/explorer
  Simulators ${control}  (truth, samples, journal, faults)
  Front end  GATEWAY_URL=${url} MOCKS_URL=${control} npm run example

Tokens for ${TOKENS_LAST}; the front end's is of ${citizen?.name}, ${number}:
${tokens.map(([role, token]) => `${variable(role)}=${token}`).join('\n')}

Try, with WINDOW set as above:
${example(url, number)}`);
}

function variable(role: string): string {
  return role.toUpperCase().replace('-', '_');
}

function example(url: string, number: string): string {
  const query = `{ person(number: "${number}") { name household { address } taxAccount { status } } }`;
  return `curl -s ${url}/graphql -H 'content-type: application/json' -H "authorization: Bearer $WINDOW" \\
  -d '${JSON.stringify({ query })}'`;
}

process.exit(await run());
