// `npm run bench`: how fast the gateway is, next to a floor that is measured in the same run. bench/README.md says how to read it.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '../commands/town/folder.ts';
import { Interrupted, interruption } from '../commands/town/interruption.ts';
import { startFloor } from './floor/floor.ts';
import { belowLevels, readLevels } from './levels.ts';
import { openLoad } from './load/load.ts';
import { type Options, readOptions } from './options.ts';
import type { Bench, Figure, Scenario } from './scenario.ts';
import { openStage } from './stage.ts';
import { figureLine, headLine } from './table.ts';

interface Report {
  readonly at: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly short: boolean;
  readonly scenarios: Readonly<Record<string, readonly Figure[]>>;
}

const scenarioFolder = new URL('scenarios/', import.meta.url);
const ROUNDS = { rounds: 5, roundS: 5 };
const SHORT_ROUNDS = { rounds: 2, roundS: 2 };

const names = (await readdir(scenarioFolder)).map((file) => file.replace(/\.ts$/, '')).sort();
const options = readOptions(process.argv.slice(2), names);
if ('fault' in options) {
  console.error(options.fault);
  process.exit(2);
}
try {
  process.exit(await Promise.race([run(options), interruption()]));
} catch (error) {
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(error);
  process.exit(1);
}

async function run({ scenarios, short, json }: Options): Promise<number> {
  const report: Record<string, readonly Figure[]> = {};
  for (const name of scenarios) report[name] = await runScenario(name, short);
  if (json !== undefined) await writeFile(json, `${JSON.stringify(whole(report, short), undefined, 2)}\n`);
  if (!short) return 0;
  const fallen = belowLevels(report, await readLevels());
  for (const line of fallen) console.error(line);
  return fallen.length === 0 ? 0 : 1;
}

async function runScenario(name: string, short: boolean): Promise<readonly Figure[]> {
  const { scenario } = (await import(new URL(`${name}.ts`, scenarioFolder).href)) as { scenario: Scenario };
  console.log(headLine(name, scenario.about));
  const folder = await makeFolder();
  const closing: (() => Promise<unknown>)[] = [];
  const keep = <Opened extends { close: () => Promise<void> }>(opened: Opened): Opened => {
    closing.push(opened.close);
    return opened;
  };
  try {
    const bench: Bench = {
      short,
      ...(short ? SHORT_ROUNDS : ROUNDS),
      openStage: async (settings) => keep(await openStage(join(folder.path, `stage-${closing.length}`), settings)),
      openFloor: async (answers) => {
        const own = join(folder.path, `floor-${closing.length}`);
        await mkdir(own);
        const floor = await startFloor(own, answers);
        closing.push(floor.end);
        return { url: (await floor.ready).url, usage: floor.usage };
      },
      load: keep(await openLoad()),
      folder: folder.path,
      say: (text) => console.log(`  ${text}`),
    };
    const figures = await scenario.run(bench);
    for (const figure of figures) console.log(figureLine(figure));
    return figures;
  } finally {
    for (const step of closing.reverse()) await step();
    await folder.remove();
  }
}

function whole(scenarios: Report['scenarios'], short: boolean): Report {
  const processor = cpus()[0]?.model ?? 'unknown';
  return {
    at: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    processor,
    short,
    scenarios,
  };
}
