// `npm run bench`: how fast the gateway is, next to a floor that is measured in the same run. bench/README.md says how to read it.
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { Interrupted, interruption } from '../commands/town/interruption.ts';
import { belowLevels, readLevels } from './levels.ts';
import { type Options, readOptions } from './options.ts';
import { runScenario, scenarioNames } from './run.ts';
import type { Figure } from './scenario.ts';

interface Report {
  readonly at: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly short: boolean;
  readonly scenarios: Readonly<Record<string, readonly Figure[]>>;
}

const options = readOptions(process.argv.slice(2), await scenarioNames());
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

async function run({ scenarios, short, cases, minutes, json }: Options): Promise<number> {
  const report: Record<string, readonly Figure[]> = {};
  const levels = await readLevels();
  for (const name of scenarios) {
    const measure = () => runScenario(name, { short, cases, minutes });
    report[name] = await measure();
    // A neighbour's moment passes; a careless change is still there.
    if (short && belowLevels({ [name]: report[name] }, levels).length > 0) report[name] = await measure();
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(whole(report, short), undefined, 2)}\n`);
  if (!short) return 0;
  const fallen = belowLevels(report, levels);
  for (const line of fallen) console.error(line);
  return fallen.length === 0 ? 0 : 1;
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
