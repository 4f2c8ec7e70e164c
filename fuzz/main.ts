// `npm run fuzz`: damaged input of every kind that reaches us, against what takes it. First each target must find the faults
// that are planted in it; then nothing else may be found.

import { frames } from './frames.ts';
import { readOptions } from './options.ts';
import { replies } from './replies.ts';
import { requests } from './requests.ts';
import { rows } from './rows.ts';
import { type Outcome, runInput, runTarget } from './run.ts';
import type { Target } from './target.ts';

const TARGETS: readonly Target[] = [requests, replies, rows, frames];
const GROWTH_MAX_BYTES = 100 * 1024 * 1024;

const options = readOptions(
  process.argv.slice(2),
  TARGETS.map(({ name }) => name),
);
if ('fault' in options) {
  console.error(options.fault);
  process.exit(2);
}
const { seed, minutes, only, input } = options;
const targets = TARGETS.filter(({ name }) => only === undefined || name === only);
// What nobody caught is a finding as well; it ends the run with its stack.
process.on('uncaughtException', (error) => {
  console.error(`crashed, with --seed ${seed}:`, error);
  process.exit(1);
});

if (input !== undefined) process.exit(await lookAt(input));
const startedMs = Date.now();
console.log(`fuzz: seed ${seed}`);
let failed = 0;
let passed = 0;
for (const [index, target] of targets.entries()) {
  for (const plant of target.plants) {
    // As many inputs as look for anything else; it ends with the first that are found.
    const { findings } = await runTarget(target, { seed, untilMs: undefined }, plant);
    count(findings.length > 0, `${target.name}: control, one that ${plant.name}, is caught`);
  }
  // What is left of the time is shared by those that are still to come.
  const leftMs = minutes === undefined ? undefined : startedMs + minutes * 60_000 - Date.now();
  const untilMs = leftMs === undefined ? undefined : Date.now() + leftMs / (targets.length - index);
  tell(await runTarget(target, { seed, untilMs }));
}
console.log(`fuzz: ${passed} passed, ${failed} failed, ${Math.round((Date.now() - startedMs) / 1000)} s, seed ${seed}`);
process.exit(failed === 0 ? 0 : 1);

function tell({ target: { name }, inputs, taken, refused, grownBytes, findings }: Outcome): void {
  const grownMb = Math.round(grownBytes / 1024 / 1024);
  count(
    findings.length === 0,
    `${name}: ${inputs} inputs, ${refused} refused, ${taken} taken, ${findings.length} findings`,
  );
  for (const found of findings) {
    console.log(
      `  ${found.why}\n  input: ${found.input}\n  again: npm run fuzz -- --seed ${seed} --only ${name} --input ${found.number}`,
    );
  }
  count(taken > 0 && refused > 0, `${name}: there was something to take and something to refuse`);
  count(grownBytes < GROWTH_MAX_BYTES, `${name}: memory grew by ${grownMb} MB`);
}

function count(holds: boolean, what: string): void {
  if (holds) passed += 1;
  else failed += 1;
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
}

async function lookAt(number: number): Promise<number> {
  const [target] = targets;
  if (!target) throw new Error('There is no target.');
  const verdict = await runInput(target, seed, number);
  console.log(verdict.kind === 'finding' ? `${verdict.why}\n${verdict.input}` : verdict.kind);
  return verdict.kind === 'finding' ? 1 : 0;
}
