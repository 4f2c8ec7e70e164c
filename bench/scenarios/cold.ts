// Pages of enterprises that nothing is known of yet, joined with the land registry and the police, then with tax besides: what
// the gateway adds to the departments' own time, and what it costs.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counters } from '../../commands/town/control.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import type { LoadRequest } from '../load/job.ts';
import { medianOf, takeTurns } from '../rounds.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { graphRequest, type Stage } from '../stage.ts';

const PEOPLE = 1_000_000;
const SEED = 1;
const PAGE = 20;
/** So many that none comes again while it is fresh. */
const PAGES = 4_000;
const LATENCY_MS = 5;
const TRIAL_PER_SECOND = 40;
const TAXED_PER_SECOND = 15;
const REST_S = 5;
const TRIAL_S = 5;
/** Until what a page needs is compiled as well as it will be: a few thousand pages, of which each takes less than the one before. */
const STEPS = 18;
const STEPS_SHORT = 6;

const page = (more: string) => `query Page($county: String!, $after: String) {
  enterprises(where: { county: $county }, first: ${PAGE}, after: $after) { nodes {
    name licence { state validTo } realEstate(first: 5) { totalCount nodes { unitNumber address } }
    legalRepresentative { name household { address } } ${more} } } }`;

export const scenario: Scenario = {
  about: `a page of ${PAGE} enterprises, not known before, from three departments and from four, ${LATENCY_MS} ms each`,
  run: async (bench) => {
    const stage = await bench.openStage({ people: PEOPLE });
    for (const department of ['tax', 'land', 'licensing', 'police']) {
      await stage.control.setFaults(department, { latencyMs: LATENCY_MS });
    }
    const token = await stage.token('window', 'acceptance');
    const [three, four] = ['', 'taxAccount { status arrears }'].map((more) => pages(token, page(more)));
    if (!three || !four) throw new Error('There are no pages to ask for.');
    const perSecond = await halfLoad(bench, stage, three);
    bench.say(`half of its capacity is ${Math.round(perSecond)} requests a second`);
    const { usage } = stage.gateway;
    const idleBefore = await usage();
    await sleep(REST_S * 1_000);
    const idleMs = ((await usage()).cpuMs - idleBefore.cpuMs) / REST_S;
    const load = (requests: Pages, rate: number) => (forS: number) =>
      bench.load.paced({ url: stage.url, requests: requests(rate * forS), perSecond: rate, forS });
    const settings = { rounds: bench.rounds, roundS: bench.roundS, warmUpS: TRIAL_S };
    await stage.control.resetCounters();
    const [plain] = [...(await takeTurns([{ name: 'three', usage, load: load(three, perSecond) }], settings)).values()];
    const criticalMs = criticalPath(await stage.control.counters());
    const { residentBytes } = await usage();
    // Equally many a second, so that what the gateway does between them cancels out.
    const contenders = [
      { name: 'three', usage, load: load(three, TAXED_PER_SECOND) },
      { name: 'four', usage, load: load(four, TAXED_PER_SECOND) },
    ];
    const turns = await takeTurns(contenders, settings);
    const cpuOf = (rounds: Parameters<typeof medianOf>[0]) => medianOf(rounds, ({ cpuUsPerAnswer }) => cpuUsPerAnswer);
    const soapUs = (cpuOf(turns.get('four')) - cpuOf(turns.get('three'))) / PAGE;
    const p50Ms = medianOf(plain, ({ tally }) => tally.latencyMs.p50);
    return [
      { name: 'p50 over the departments’ own time', value: p50Ms - criticalMs, unit: 'ms', target: { atMost: 2 } },
      { name: 'departments’ own time', value: criticalMs, unit: 'ms' },
      { name: 'requests a CPU second', value: 1_000_000 / cpuOf(plain), unit: '1/s', target: { atLeast: 945 } },
      { name: 'CPU of a SOAP call', value: soapUs, unit: 'us', target: { atMost: 350 } },
      { name: 'CPU without requests', value: idleMs, unit: 'ms/s' },
      { name: 'resident memory', value: residentBytes / 2 ** 20, unit: 'MB', target: { atMost: 250 } },
    ] satisfies readonly Figure[];
  },
};

/** So many of the next pages. */
type Pages = (count: number) => readonly LoadRequest[];

/** The pages of the town one after another, in an order in which neighbours are far apart: none comes again while it is fresh. */
function pages(token: string, document: string): Pages {
  const population = createPopulation({ seed: SEED, people: PEOPLE });
  const starts = population.counties.flatMap(({ code }) => {
    const { first, count } = population.enterprisesOfCounty(code);
    return Array.from({ length: Math.floor(count / PAGE) - 1 }, (_, index) => ({ code, at: first + index * PAGE }));
  });
  const step = Math.floor(starts.length / PAGES);
  const all = Array.from({ length: PAGES }, (_, index) => {
    const start = starts[(index * step) % starts.length];
    if (!start) throw new Error(`The town has only ${starts.length} pages.`);
    const after = Buffer.from(population.enterprise(start.at).creditCode).toString('base64url');
    return graphRequest(token, document, { county: start.code, after });
  });
  let at = 0;
  return (count) => Array.from({ length: Math.ceil(count) }, () => all[at++ % all.length] as LoadRequest);
}

/**
 * Requests a second at which the gateway's process is busy half of the time. Found in many steps: compiled code and a busier
 * gateway, which does its own rounds between the requests, make a request cheaper.
 */
async function halfLoad({ load, say, short }: Bench, { url, gateway }: Stage, requests: Pages): Promise<number> {
  let perSecond = TRIAL_PER_SECOND;
  for (let step = 0; step < (short ? STEPS_SHORT : STEPS); step += 1) {
    const before = await gateway.usage();
    const { statuses } = await load.paced({ url, requests: requests(perSecond * TRIAL_S), perSecond, forS: TRIAL_S });
    const after = await gateway.usage();
    const good = statuses['200'] ?? 0;
    if (good === 0) throw new Error(`No page was answered: ${JSON.stringify(statuses)}`);
    const cpuMs = (after.cpuMs - before.cpuMs) / good;
    say(`at ${Math.round(perSecond)} requests a second each takes ${cpuMs.toFixed(2)} ms of CPU`);
    perSecond = Math.min(500 / cpuMs, 2 * perSecond);
  }
  return perSecond;
}

/**
 * By the departments' own clocks, from the arrival of a message to its answer: the list comes first; units and residents are
 * asked for together.
 */
function criticalPath(counters: Counters): number {
  const meanMs = (department: string) => {
    const { answeringMs = 0, messages = 0 } = counters[department] ?? {};
    return answeringMs / Math.max(1, messages);
  };
  return meanMs('licensing') + Math.max(meanMs('land'), meanMs('police'));
}
