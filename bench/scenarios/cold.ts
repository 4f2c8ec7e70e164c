// Pages of enterprises that nothing is known of yet, joined with the land registry and the police, then with tax besides: what
// the gateway adds to the departments' own time, and what it costs.
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
const TRIAL_S = 5;
const STEPS = 6;

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
    const load = (requests: readonly LoadRequest[], rate: number) => (forS: number) =>
      bench.load.paced({ url: stage.url, requests, perSecond: rate, forS });
    const { usage } = stage.gateway;
    const before = await exchanges(stage);
    const [plain] = [
      ...(await takeTurns([{ name: 'three', usage, load: load(three, perSecond) }], settingsOf(bench))).values(),
    ];
    const criticalMs = criticalPath(before, await exchanges(stage));
    await stage.control.resetCounters();
    const [taxed] = [
      ...(await takeTurns([{ name: 'four', usage, load: load(four, TAXED_PER_SECOND) }], settingsOf(bench))).values(),
    ];
    const cpuUs = medianOf(plain, ({ cpuUsPerAnswer }) => cpuUsPerAnswer);
    const cpuUsTaxed = medianOf(taxed, ({ cpuUsPerAnswer }) => cpuUsPerAnswer);
    const p50Ms = medianOf(plain, ({ tally }) => tally.latencyMs.p50);
    const { residentBytes } = await stage.gateway.usage();
    return [
      { name: 'p50 over the departments’ own time', value: p50Ms - criticalMs, unit: 'ms', target: { atMost: 2 } },
      { name: 'departments’ own time', value: criticalMs, unit: 'ms' },
      { name: 'requests a CPU second', value: 1_000_000 / cpuUs, unit: '1/s', target: { atLeast: 945 } },
      { name: 'CPU of a SOAP call', value: (cpuUsTaxed - cpuUs) / PAGE, unit: 'us', target: { atMost: 350 } },
      { name: 'resident memory', value: residentBytes / 2 ** 20, unit: 'MB', target: { atMost: 250 } },
    ] satisfies readonly Figure[];
  },
};

function settingsOf({ rounds, roundS }: Bench) {
  return { rounds, roundS, warmUpS: TRIAL_S };
}

/** Every page of the town once, in an order in which neighbours are far apart. */
function pages(token: string, document: string): readonly LoadRequest[] {
  const population = createPopulation({ seed: SEED, people: PEOPLE });
  const starts = population.counties.flatMap(({ code }) => {
    const { first, count } = population.enterprisesOfCounty(code);
    return Array.from({ length: Math.floor(count / PAGE) - 1 }, (_, index) => ({ code, at: first + index * PAGE }));
  });
  const step = Math.floor(starts.length / PAGES);
  return Array.from({ length: PAGES }, (_, index) => {
    const start = starts[(index * step) % starts.length];
    if (!start) throw new Error(`The town has only ${starts.length} pages.`);
    const after = Buffer.from(population.enterprise(start.at).creditCode).toString('base64url');
    return graphRequest(token, document, { county: start.code, after });
  });
}

/**
 * Requests a second at which the gateway's process is busy half of the time. Found in several steps: compiled code and a busier
 * gateway, which does its own rounds between the requests, make a request cheaper.
 */
async function halfLoad(
  { load, say }: Bench,
  { url, gateway }: Stage,
  requests: readonly LoadRequest[],
): Promise<number> {
  let perSecond = TRIAL_PER_SECOND;
  for (let step = 0; step < STEPS; step += 1) {
    const before = await gateway.usage();
    const { statuses } = await load.paced({ url, requests, perSecond, forS: TRIAL_S });
    const after = await gateway.usage();
    const good = statuses['200'] ?? 0;
    if (good === 0) throw new Error(`No page was answered: ${JSON.stringify(statuses)}`);
    const cpuMs = (after.cpuMs - before.cpuMs) / good;
    say(`at ${Math.round(perSecond)} requests a second each takes ${cpuMs.toFixed(2)} ms of CPU`);
    perSecond = Math.min(500 / cpuMs, 2 * perSecond);
  }
  return perSecond;
}

type Exchanges = ReadonlyMap<string, { readonly sumS: number; readonly count: number }>;

/** What exchanges with departments took so far, by department and kind, as the gateway's own metrics have it. */
async function exchanges({ url }: Stage): Promise<Exchanges> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = new Map<string, { sumS: number; count: number }>();
  const lines = text.matchAll(
    /^department_exchange_duration_seconds_(sum|count)\{department="(\w+)",kind="(\w+)",[^}]*\} (\S+)$/gm,
  );
  for (const [, measure, department, kind, value] of lines) {
    const entry = found.get(`${department} ${kind}`) ?? { sumS: 0, count: 0 };
    if (measure === 'sum') entry.sumS += Number(value);
    else entry.count += Number(value);
    found.set(`${department} ${kind}`, entry);
  }
  return found;
}

/** The list comes first; units and residents are asked for together. */
function criticalPath(before: Exchanges, after: Exchanges): number {
  const meanMs = (name: string) => {
    const [from, to] = [before.get(name) ?? { sumS: 0, count: 0 }, after.get(name) ?? { sumS: 0, count: 0 }];
    return (1_000 * (to.sumS - from.sumS)) / Math.max(1, to.count - from.count);
  };
  return meanMs('licensing list') + Math.max(meanMs('land read'), meanMs('police read'));
}
