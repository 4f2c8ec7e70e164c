// Runs one scenario: opens for it what it asks for, and takes everything down after it.
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../commands/town/folder.ts';
import { startFloor } from './floor/floor.ts';
import { openLoad } from './load/load.ts';
import { compileSelfReport } from './measured.ts';
import type { Bench, Figure, Scenario } from './scenario.ts';
import { openStage, type Stage } from './stage.ts';
import { figureLine, headLine } from './table.ts';

export interface RunSettings {
  readonly short: boolean;
  readonly cases?: number | undefined;
  readonly minutes?: number | undefined;
  /** Told of every stage before the scenario has it; what is returned is called before the stage ends. */
  readonly watch?: (stage: Stage) => Promise<() => Promise<void>>;
}

const scenarioFolder = new URL('scenarios/', import.meta.url);
const ROUNDS = { rounds: 5, roundS: 5 };
const SHORT_ROUNDS = { rounds: 2, roundS: 2 };

export async function scenarioNames(): Promise<readonly string[]> {
  return (await readdir(scenarioFolder)).map((file) => file.replace(/\.ts$/, '')).sort();
}

/** Prints the figures too. */
export async function runScenario(
  name: string,
  { short, cases, minutes, watch }: RunSettings,
): Promise<readonly Figure[]> {
  const { scenario } = (await import(new URL(`${name}.ts`, scenarioFolder).href)) as { scenario: Scenario };
  console.log(headLine(name, scenario.about));
  const folder = await makeFolder();
  const closing: (() => Promise<unknown>)[] = [];
  const keep = <Opened extends { close: () => Promise<void> }>(opened: Opened): Opened => {
    closing.push(opened.close);
    return opened;
  };
  try {
    compileSelfReport();
    const bench: Bench = {
      short,
      cases,
      minutes,
      ...(short ? SHORT_ROUNDS : ROUNDS),
      openStage: async (settings) => {
        const stage = keep(await openStage(join(folder.path, `stage-${closing.length}`), settings));
        if (watch) closing.push(await watch(stage));
        return stage;
      },
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
