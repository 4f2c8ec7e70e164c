// `npm run profile`: where the gateway's CPU goes under one scenario, as a flame graph in one file that needs no network.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Interrupted, interruption } from '../commands/town/interruption.ts';
import { flameGraph } from './flame-graph.ts';
import { runScenario, scenarioNames } from './run.ts';

const { values } = parseArgs({
  options: { scenario: { type: 'string', default: 'hot' }, out: { type: 'string', default: 'data/profile' } },
});
const names = await scenarioNames();
if (!names.includes(values.scenario)) {
  console.error(`There is no scenario ${values.scenario}; there are: ${names.join(', ')}`);
  process.exit(2);
}
try {
  await Promise.race([profile(values.scenario, resolve(values.out)), interruption()]);
  process.exit(0);
} catch (error) {
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(error);
  process.exit(1);
}

/** Where a scenario opens several stages, the last one's gateway is shown. */
async function profile(scenario: string, out: string): Promise<void> {
  await mkdir(dirname(out), { recursive: true });
  const raw = `${out}-${scenario}.cpuprofile`;
  await runScenario(scenario, {
    short: true,
    watch: async ({ gateway }) => {
      await gateway.startProfile();
      return () => gateway.stopProfile(raw);
    },
  });
  const page = `${out}-${scenario}.html`;
  await writeFile(page, await flameGraph(`${scenario}.cpuprofile`, await readFile(raw)));
  console.log(`\nFlame graph: file://${page}\nFor Chrome's or an editor's viewer: ${raw}`);
}
