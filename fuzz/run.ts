// Gives a target its inputs: as many as it asks for, or for as long as there is time. Each input follows from seed, target and
// its own number alone, so that one that was found can be looked at by itself.
import { createHash } from 'node:crypto';
import { type Chance, openChance } from '../commands/history/chance.ts';
import type { OpenTarget, Plant, Target, Verdict } from './target.ts';

export interface Found {
  readonly number: number;
  readonly why: string;
  readonly input: string;
}

export interface Outcome {
  readonly target: Target;
  readonly inputs: number;
  readonly taken: number;
  readonly refused: number;
  readonly grownBytes: number;
  readonly findings: readonly Found[];
}

export interface Budget {
  readonly seed: number;
  /** Time of the machine until which to go on; undefined: the number of inputs decides. */
  readonly untilMs: number | undefined;
}

const FINDINGS_MAX = 20;
/** Caches fill and code is compiled; what grows after that is counted. */
const WARM_UP_SHARE = 0.1;

/** Stops early where enough was found. */
export async function runTarget(target: Target, budget: Budget, plant?: Plant): Promise<Outcome> {
  const open = await target.open(plant);
  try {
    return await runOpen(target, open, budget);
  } finally {
    await open.close();
  }
}

async function runOpen(target: Target, open: OpenTarget, budget: Budget): Promise<Outcome> {
  const total = target.inputs;
  const warm = Math.floor(total * WARM_UP_SHARE);
  const counts = { taken: 0, refused: 0 };
  const findings: Found[] = [];
  let next = 0;
  const goesOn = (until: number) =>
    findings.length < FINDINGS_MAX &&
    (next < until || (until === total && budget.untilMs !== undefined && Date.now() < budget.untilMs));
  const work = async (until: number) => {
    while (goesOn(until)) {
      const number = next;
      next += 1;
      const verdict = await judged(open, chanceOf(budget.seed, target.name, number));
      if (verdict.kind === 'finding') findings.push({ number, why: verdict.why, input: verdict.input });
      else counts[verdict.kind] += 1;
    }
  };
  const workers = (until: number) => Promise.all(Array.from({ length: target.atOnce }, () => work(until)));
  await workers(warm);
  const before = await open.memoryBytes();
  await workers(total);
  const grownBytes = (await open.memoryBytes()) - before;
  return { target, inputs: next, ...counts, grownBytes, findings };
}

/** One input, for a closer look. */
export async function runInput(target: Target, seed: number, number: number): Promise<Verdict> {
  const open = await target.open();
  try {
    return await judged(open, chanceOf(seed, target.name, number));
  } finally {
    await open.close();
  }
}

/** What a target throws is a finding too: a fault of ours that nobody named. */
async function judged(open: OpenTarget, chance: Chance): Promise<Verdict> {
  try {
    return await open.run(chance);
  } catch (error) {
    return { kind: 'finding', why: error instanceof Error ? (error.stack ?? error.message) : String(error), input: '' };
  }
}

function chanceOf(seed: number, target: string, number: number): Chance {
  return openChance(createHash('sha256').update(`${seed} ${target} ${number}`).digest().readInt32BE(0));
}
