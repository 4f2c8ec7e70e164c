// Rounds in turns: whatever disturbs the machine meets everything that is compared, and the median leaves it out.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tally } from './load/job.ts';
import type { Measured } from './measured.ts';

export interface Contender {
  readonly name: string;
  readonly usage: Measured<unknown>['usage'];
  readonly load: (forS: number, leadS: number) => Promise<Tally>;
}

export interface Round {
  readonly tally: Tally;
  /** CPU of the contender's own process for one good answer. */
  readonly cpuUsPerAnswer: number;
}

export interface TurnSettings {
  readonly rounds: number;
  readonly roundS: number;
  readonly warmUpS: number;
  /** How long a round goes on before it is measured, so that what cooled down during the others' is warm again. */
  readonly leadS?: number;
}

/** Each contender's rounds, by name, after one round of each to warm up. */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, roundS, warmUpS, leadS = 0 }: TurnSettings,
): Promise<ReadonlyMap<string, readonly Round[]>> {
  for (const { load } of contenders) await load(warmUpS, 0);
  const taken = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) taken.get(contender.name)?.push(await takeRound(contender, roundS, leadS));
  }
  return taken;
}

async function takeRound({ usage, load }: Contender, forS: number, leadS: number): Promise<Round> {
  const [tally, before] = await Promise.all([load(forS, leadS), sleep(leadS * 1_000).then(usage)]);
  const after = await usage();
  const good = tally.statuses['200'] ?? 0;
  return { tally, cpuUsPerAnswer: ((after.cpuMs - before.cpuMs) * 1000) / Math.max(1, good) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - (sorted.length % 2 === 0 ? 1 : 0)], sorted[middle]];
  return (low + high) / 2;
}

/** The median over the rounds of one measure. */
export function medianOf(rounds: readonly Round[] | undefined, measure: (round: Round) => number): number {
  return median((rounds ?? []).map(measure));
}
