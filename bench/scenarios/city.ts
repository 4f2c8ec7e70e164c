// A city's year of cases, in small: submitted, dispatched, decided and issued by simulators that take 5 ms, held against their
// journal. A sample begins, goes on evenly and ends; a year does so once, and goes on for longer: it is the sample, and the cases
// that are left at the even pace. `--cases 159000` goes all the way.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Figure, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { application, submit } from '../submission.ts';

/** Forecast of a city's plan for the year. */
const YEAR_CASES = 159_000;
const YEAR_WITHIN_MIN = 30;
const BUNDLES = ['home-transfer', 'enterprise-opening'];
const CASES = 4_000;
const CASES_SHORT = 300;
const CLIENTS = 32;
const LATENCY_MS = 5;
const IN_FLIGHT_MAX = 1_000;
const COUNTED_EVERY_MS = 500;
const SETTLED_WITHIN_MS = 120_000;
/** So much of the sample is issued before its pace counts: until then code is compiled, and more comes in than goes out. */
const EVEN_FROM = 1 / 3;
/** A pace of fewer cases says nothing. */
const EVEN_CASES_MIN = 500;

export const scenario: Scenario = {
  about: `${BUNDLES.join(' and ')} from submission to joint issue, ${CLIENTS} clients, departments at ${LATENCY_MS} ms`,
  run: async (bench) => {
    const cases = bench.cases ?? (bench.short ? CASES_SHORT : CASES);
    const stage = await bench.openStage({ people: Math.max(10_000, cases * 8) });
    for (const department of ['tax', 'land', 'licensing', 'police']) {
      await stage.control.setFaults(department, { latencyMs: LATENCY_MS });
    }
    const database = new pg.Pool({ connectionString: stage.databaseUrl, max: 1 });
    try {
      return await measure(stage, database, cases, bench.say);
    } finally {
      await database.end();
    }
  },
};

async function measure(
  stage: Stage,
  database: pg.Pool,
  cases: number,
  say: (text: string) => void,
): Promise<readonly Figure[]> {
  const token = await stage.token('window', 'acceptance');
  const before = await stage.gateway.usage();
  const mocksBefore = await stage.mocks.usage();
  const startedMs = performance.now();
  let memoryHalfway = 0;
  let next = 0;
  let received = 0;
  const client = async () => {
    for (let index = next++; index < cases; index = next++) {
      if (index === Math.floor(cases / 2)) memoryHalfway = (await stage.gateway.usageCollected()).heapBytes;
      const bundle = BUNDLES[index % BUNDLES.length] ?? '';
      await submit(stage, token, application(stage, bundle, Math.floor(index / BUNDLES.length)));
      received += 1;
      while (index - (await issued.count()) > IN_FLIGHT_MAX) await sleep(50);
    }
  };
  const issued = countIssued(database, () => received);
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await issued.now();
  const pace = issued.pace(cases * EVEN_FROM);
  const submittedMs = performance.now() - startedMs;
  say(`${cases} submitted after ${(submittedMs / 1000).toFixed(1)} s`);
  const untilMs = performance.now() + SETTLED_WITHIN_MS;
  while ((await issued.now()) < cases) {
    if (performance.now() > untilMs) throw new Error(`${await issued.now()} of ${cases} cases are issued.`);
    await sleep(250);
  }
  const tookMs = performance.now() - startedMs;
  const [after, mocksAfter] = [await stage.gateway.usage(), await stage.mocks.usage()];
  const { heapBytes } = await stage.gateway.usageCollected();
  const effects = await stage.control.journal();
  const doubled = effects.length - new Set(effects.map(({ department, key }) => `${department} ${key}`)).size;
  const [expected] = (
    await database.query<{ effects: string }>(
      `select count(*) as effects from parts where code not in ('identity', 'premises')`,
    )
  ).rows;
  const perSecond = (cases * 1000) / tookMs;
  const evenly = pace ?? perSecond;
  return [
    {
      name: 'a year of the city',
      value: (tookMs / 1000 + Math.max(0, YEAR_CASES - cases) / evenly) / 60,
      unit: 'min',
      target: { atMost: YEAR_WITHIN_MIN },
    },
    { name: 'cases issued while as many come in', value: evenly, unit: '1/s' },
    { name: 'cases issued, start and end included', value: perSecond, unit: '1/s' },
    { name: 'gateway CPU of a case', value: (after.cpuMs - before.cpuMs) / cases, unit: 'ms' },
    { name: 'simulators CPU of a case', value: (mocksAfter.cpuMs - mocksBefore.cpuMs) / cases, unit: 'ms' },
    { name: 'effects that are doubled', value: doubled, unit: '', target: { atMost: 0 } },
    {
      name: 'effects that are missing',
      value: Number(expected?.effects) - effects.length,
      unit: '',
      target: { atMost: 0 },
    },
    {
      name: 'heap at the end / halfway',
      value: heapBytes / Math.max(1, memoryHalfway),
      unit: 'ratio',
      target: { atMost: 1.15 },
    },
  ];
}

/**
 * Of those received, all but the ones under way. Looked up once for all who ask, and a few times a second at most, among what is
 * under way alone: it must not weigh on the database that is measured.
 */
function countIssued(database: pg.Pool, received: () => number) {
  let known = 0;
  let knownMs = Number.NEGATIVE_INFINITY;
  const marks: { readonly atMs: number; readonly issued: number }[] = [];
  let looking: Promise<number> | undefined;
  const look = async () => {
    const before = received();
    const { rows } = await database.query<{ open: string }>(
      `select (select count(*) from cases where state < 'ISSUED')
         + (select count(*) from cases where state > 'ISSUED') as open`,
    );
    knownMs = performance.now();
    known = Math.max(0, before - Number(rows[0]?.open));
    marks.push({ atMs: knownMs, issued: known });
    looking = undefined;
    return known;
  };
  const now = () => {
    looking ??= look();
    return looking;
  };
  /** Cases a second from when so many were issued until now; undefined where that is too few to tell. */
  const pace = (from: number): number | undefined => {
    const [first, last] = [marks.find(({ issued }) => issued >= from), marks.at(-1)];
    if (!first || !last || last.issued - first.issued < EVEN_CASES_MIN) return undefined;
    return ((last.issued - first.issued) * 1000) / (last.atMs - first.atMs);
  };
  return { now, pace, count: async () => (performance.now() - knownMs > COUNTED_EVERY_MS ? now() : known) };
}
