// `npm run chaos`: real processes are killed at random while all faults are on, and a checker holds what came of it against
// what was promised. Two controls break the promise on purpose, and must be caught.
import { makeFolder } from '../commands/town/folder.ts';
import { Interrupted, interruption } from '../commands/town/interruption.ts';
import { controls } from './controls.ts';
import { type Options, readOptions } from './options.ts';
import { drawPlan, hitsOf } from './plan.ts';
import { controlLine, historyLines, holds, verdictLines } from './report.ts';
import { runStorm } from './storm.ts';

/** What a run needs beside its storm: controls, start, the time in which everything settles, a last look. */
const BESIDE_STORM_MS = 150_000;
/** Of that, what comes after the storm. */
const AFTER_STORM_MS = 80_000;
const startedMs = Date.now();

const options = readOptions(process.argv.slice(2));
if ('fault' in options) {
  console.error(options.fault);
  process.exit(2);
}
try {
  const failed = await Promise.race([run(options), interruption()]);
  process.exit(failed === 0 ? 0 : 1);
} catch (error) {
  if (error instanceof Interrupted) process.exit(error.exitCode);
  console.error(error);
  process.exit(1);
}

/** How many of the rules and controls failed. */
async function run({ seed, cases, minutes }: Options): Promise<number> {
  const totalMs = minutes * 60_000;
  const plan = drawPlan({ seed, cases, stormMs: totalMs - BESIDE_STORM_MS });
  const folder = await makeFolder();
  say(`seed ${seed}, plan ${plan.fingerprint}: ${cases} cases, ${hitsOf(plan)} hits; files in ${folder.path}`);
  const caught = await Promise.all(
    controls.map(async ({ name, rule, run: perform }) => ({ name, rule, findings: await perform(folder.path, seed) })),
  );
  for (const { name, rule, findings } of caught) print([controlLine(`control: ${name}`, rule, findings)]);
  const storm = await runStorm(plan, folder.path, startedMs + totalMs - AFTER_STORM_MS, say);
  say('verdict');
  print(verdictLines(storm.verdicts));
  print(historyLines(storm));
  const outcomes = [...caught.map(({ findings }) => findings.length > 0), ...storm.verdicts.map(holds)];
  const failed = outcomes.filter((passed) => !passed).length;
  if (failed === 0) await folder.remove();
  else
    say(`again with: npm run chaos -- --seed ${seed} --cases ${cases} --minutes ${minutes}; files in ${folder.path}`);
  say(`chaos: ${outcomes.length - failed} passed, ${failed} failed`);
  return failed;
}

function say(text: string): void {
  print([`${String(Math.round((Date.now() - startedMs) / 1000)).padStart(4)} s  ${text}`]);
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}
