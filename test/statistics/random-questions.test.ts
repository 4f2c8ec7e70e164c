import { beforeAll, expect, test } from 'vitest';
import { openChance } from '../../commands/history/chance.ts';
import { verify } from '../../src/statistics/verify.ts';
import { bruteForce, type Counted, countedOf } from './brute-force.ts';
import { tellLater } from './later-events.ts';
import { randomQuestion } from './random-question.ts';
import { openRecords, type Records } from './records.ts';

const SEED = Number(process.env['STATISTICS_SEED'] ?? Date.now() % 1_000_000);
const NOW = new Date('2025-12-03T10:30:00+08:00');
/** Nothing happens until then, but lights change. */
const LATER = new Date('2025-12-19T15:00:00+08:00');
const QUESTIONS = 100;

let records: Records;
let all: readonly Counted[];
let later: readonly Counted[];

beforeAll(async () => {
  console.log(`STATISTICS_SEED=${SEED}`);
  records = await openRecords();
  const regions = ['350428', '350102', '350203'];
  const span = { from: '2025-10-09', to: '2025-12-02', regions, supplemented: 20, refused: 10 };
  await records.load({
    ...span,
    seed: SEED,
    received: 'bundles',
    groups: [{ kind: 'PROMISED', received: 150, completed: 100 }],
  });
  await records.load({
    ...span,
    seed: SEED + 1,
    groups: [
      { kind: 'ON_THE_SPOT', received: 150, completed: 140 },
      { kind: 'PROMISED', received: 100, completed: 60 },
    ],
  });
  // Their time is not over yet, whatever the seed.
  await records.load({
    ...{ ...span, from: '2025-12-01', supplemented: 0, refused: 0 },
    seed: SEED + 3,
    groups: [{ kind: 'PROMISED', received: 20, completed: 0 }],
  });
  // Counted once as they were, and again after they changed: the difference must arrive.
  await records.level();
  await tellLater(records, openChance(SEED), 150, NOW);
  await records.level();
  all = await countedOf(records, NOW);
  later = await countedOf(records, LATER);
});

test('The history holds what the questions are about', () => {
  const lights = new Set(all.flatMap(({ values }) => values['LIGHT']));
  expect([...lights].filter(Boolean).sort()).toEqual(expect.arrayContaining(['GREEN', 'RED']));
  const states = new Set(all.filter(({ isPart }) => !isPart).flatMap(({ values }) => values['STATE']));
  expect([...states]).toEqual(expect.arrayContaining(['ISSUED', 'DELIVERED', 'REFUSED', 'RECEIVED']));
  expect(all.filter(({ kept }) => kept === false).length).toBeGreaterThan(0);
  expect(all.filter(({ rating }) => rating !== null).length).toBeGreaterThan(20);
  const reds = (counted: readonly Counted[]) => counted.filter(({ values }) => values['LIGHT']?.[0] === 'RED').length;
  expect(reds(later)).toBeGreaterThan(reds(all));
});

test(`${QUESTIONS} random questions are answered as by counting one by one`, async () => {
  const chance = openChance(SEED + 2);
  let rows = 0;
  for (let index = 0; index < QUESTIONS; index += 1) {
    const question = randomQuestion(all, chance);
    const [now, counted] = index % 2 === 0 ? ([NOW, all] as const) : ([LATER, later] as const);
    const expected = new Map(bruteForce(question, counted).map((row) => [JSON.stringify(row.values), row]));
    const { rows: answered } = await records.ask(question, now);
    expect(
      Object.fromEntries(answered.map((row) => [JSON.stringify(row.values), row])),
      `STATISTICS_SEED=${SEED}, question ${index}: ${JSON.stringify(question)}`,
    ).toEqual(Object.fromEntries(expected));
    rows += answered.filter(({ received }) => received > 0).length;
  }
  expect(rows).toBeGreaterThan(QUESTIONS);
});

test('Rows come in the order of their values, and what has no value comes last', async () => {
  const everyDay = { received: { from: null, before: null }, where: { every: [] } };
  const { rows } = await records.ask({ by: ['KIND', 'DAY'], ...everyDay }, NOW);
  const names = rows.map(({ values }) => values.map((value) => value ?? '~').join(' '));
  expect(names).toEqual([...names].sort());
  expect(rows.at(-1)?.values[0]).toBeNull();
});

test('What is kept is what the events say, and a figure that was changed by hand is found', async () => {
  const clean = await verify(records);
  expect(clean).toMatchObject({ differing: 0, pending: 0, cases: 420 });
  expect(clean.cells).toBeGreaterThan(100);
  const tamperings = [
    `update statistics_facts set seconds = seconds + 1 where seconds is not null and case_id = (select min(case_id) from statistics_facts where seconds is not null and position = 0) and position = 0`,
    `update statistics_cells set kept = kept + 1 where series = 'case-month' and id = (select min(id::text)::uuid from statistics_cells where series = 'case-month')`,
    `delete from statistics_times where ctid in (select ctid from statistics_part_day_times limit 1) and series = 'part-day'`,
    `delete from statistics_facts where position = 1 and case_id = (select min(case_id) from statistics_facts)`,
  ];
  for (const tampering of tamperings) {
    expect(await records.store.run(tampering), tampering).toBe(1);
    expect((await verify(records)).differing, tampering).toBeGreaterThan(0);
    await records.store.run(`truncate statistics_facts, statistics_cells, statistics_times`);
    await records.store.run(`update statistics_progress set position = 0, basis = ''`);
    await records.level();
  }
  expect((await verify(records)).differing).toBe(0);
});
