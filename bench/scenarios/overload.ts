// Ten times as many requests as can be answered, each of them costly: what comes through, and how long that takes.

import { z } from 'zod';
import { type LoadRequest, OWN_ID, type Tally } from '../load/job.ts';
import { median } from '../rounds.ts';
import type { Figure, Scenario } from '../scenario.ts';
import { golden, graphRequest, type Stage } from '../stage.ts';

/** Enough to keep the gateway busy, and not more. */
const CONNECTIONS = 64;
const TIMES = 10;
const WARM_UP_S = 5;
const FIRST_MOMENT_S = 2;
/** Of a unit's number, which begins with the county's. */
const COUNTY_DIGITS = 6;
const units = z.array(z.object({ unitNumber: z.string() })).min(1);

export const scenario: Scenario = {
  about: `${TIMES} times the requests that can be answered, by the clock, once that has lasted: the golden list of a hundred enterprises`,
  run: async (bench) => {
    const stage = await bench.openStage();
    const requests = await questions(stage);
    const { closed, paced } = bench.load;
    await closed({ url: stage.url, requests, connections: CONNECTIONS, forS: WARM_UP_S });
    const rounds: { capacity: Tally; overload: Tally }[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      const atCapacity = {
        url: stage.url,
        requests,
        connections: CONNECTIONS,
        forS: bench.roundS,
        leadS: FIRST_MOMENT_S,
      };
      const capacity = await closed(atCapacity);
      const perSecond = Math.round(capacity.perSecond * TIMES);
      // What comes in the first moment is taken for a crowd that passes, and let in to wait.
      const overload = await paced({ url: stage.url, requests, perSecond, forS: bench.roundS, leadS: FIRST_MOMENT_S });
      rounds.push({ capacity, overload });
    }
    return figures(rounds);
  },
};

/**
 * A hundred enterprises, each joined with three other departments, all of which are in the cache after the first answer. Each
 * request carries something of its own that nobody reads: none is answered with what another was told.
 */
async function questions(stage: Stage): Promise<readonly LoadRequest[]> {
  const { items } = await stage.control.population('units', 0, 1);
  const county = units.parse(items)[0]?.unitNumber.slice(0, COUNTY_DIGITS);
  const document = await golden('enterprise-list');
  return [graphRequest(await stage.token('window', 'acceptance'), document, { county, own: OWN_ID })];
}

function figures(rounds: readonly { capacity: Tally; overload: Tally }[]): readonly Figure[] {
  const over = (measure: (round: { capacity: Tally; overload: Tally }) => number) => median(rounds.map(measure));
  const goodput = over(({ capacity, overload }) => overload.perSecond / capacity.perSecond);
  const slower = over(({ capacity, overload }) => overload.latencyMs.p95 / capacity.latencyMs.p95);
  return [
    { name: 'goodput / capacity', value: goodput, unit: 'ratio', target: { atLeast: 0.9 } },
    { name: 'p95 / p95 at capacity', value: slower, unit: 'ratio', target: { atMost: 2 } },
    { name: 'capacity', value: over(({ capacity }) => capacity.perSecond), unit: '1/s' },
    { name: 'p95 at capacity', value: over(({ capacity }) => capacity.latencyMs.p95), unit: 'ms' },
    { name: 'p95', value: over(({ overload }) => overload.latencyMs.p95), unit: 'ms' },
    { name: 'sent away', value: over(({ overload }) => shareOf(overload, '503')), unit: 'ratio' },
    {
      name: 'not answered',
      value: over(({ overload }) => shareOf(overload, '0')),
      unit: 'ratio',
      target: { atMost: 0 },
    },
  ];
}

function shareOf({ statuses }: Tally, status: string): number {
  const all = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return (statuses[status] ?? 0) / Math.max(1, all);
}
