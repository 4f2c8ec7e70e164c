import { beforeAll, describe, expect, test } from 'vitest';
import { openChance } from '../../commands/history/chance.ts';
import { readCases } from '../../src/cases/known-cases.ts';
import { openLog } from '../../src/log.ts';
import { answer } from '../../src/statistics/answer.ts';
import { advance } from '../../src/statistics/projection.ts';
import { openStatistics } from '../../src/statistics/statistics.ts';
import { verify } from '../../src/statistics/verify.ts';
import { tellLater } from './later-events.ts';
import { everything, openRecords, type Records } from './records.ts';

const NOW = new Date('2025-12-03T10:30:00+08:00');
const clock = { now: () => NOW, machineMs: () => Date.now(), shownAt: (machineMs: number) => new Date(machineMs) };
const received = async (records: Records) => (await records.ask(everything, NOW)).rows[0]?.received;

describe('Counting', () => {
  let records: Records;

  beforeAll(async () => {
    records = await openRecords();
    await records.load({ seed: 5, groups: [{ kind: 'PROMISED', received: 800, completed: 760 }] });
  });

  test('by several replicas at once counts every case once', async () => {
    const maintainers = Array.from({ length: 3 }, async () => {
      for (let step = 0; step < 20; step += 1) await advance(records);
    });
    await Promise.all(maintainers);
    await records.level();
    expect(await received(records)).toBe(800);
    expect((await verify(records)).differing).toBe(0);
  });

  test('goes on where it stood after a step that was cut off', async () => {
    await records.load({ seed: 6, groups: [{ kind: 'ON_THE_SPOT', received: 200, completed: 200 }] });
    const cut = { ...records.store, transaction: cutOff(records) };
    await expect(advance({ ...records, store: cut })).rejects.toThrow('cut off');
    expect(await received(records)).toBe(800);
    await records.level();
    expect(await received(records)).toBe(1_000);
    expect((await verify(records)).differing).toBe(0);
  });

  test('is not repeated where nothing is new', async () => {
    const before = await records.store.query('select sum(timed) from statistics_cells');
    await records.level();
    expect(await advance(records)).toBe('level');
    expect(await records.store.query('select sum(timed) from statistics_cells')).toEqual(before);
  });

  test('is done again where the calendar or the rules changed', async () => {
    const lights = { ...records.rules.lights, warningPercent: 1 };
    const changed = { ...records, rules: { ...records.rules, lights, limits: records.rules.limits } };
    expect((await verify(changed)).differences[0]).toContain('rules changed');
    while ((await advance(changed)) === 'more');
    expect((await verify(changed)).differing).toBe(0);
    await records.level();
    expect((await verify(records)).differing).toBe(0);
  });

  test('is behind until it has read everything, and the cut-off says since when', async () => {
    const at = new Date('2025-12-01T09:00:00+08:00');
    await tellLater(records, openChance(3), 50, at);
    const behind = await records.ask(everything, NOW);
    expect(behind.cutOff).toEqual(at);
    expect((await verify(records)).pending).toBeGreaterThan(0);
    await records.level();
    expect((await records.ask(everything, NOW)).cutOff).toEqual(NOW);
  });
});

test('Steps that go on from each other derive a case once, wherever in the feed its events lie', async () => {
  const records = await openRecords();
  await records.load({ seed: 9, groups: [{ kind: 'PROMISED', received: 900, completed: 700 }] });
  await tellLater(records, openChance(4), 60, new Date('2025-12-01T09:00:00+08:00'));
  const derived: number[] = [];
  const watched: Records = {
    ...records,
    casesOf: (session, ids) => {
      derived.push(...ids);
      return readCases(session, ids);
    },
  };
  const levels = new Map<number, number>();
  let steps = 1;
  while ((await advance(watched, levels)) === 'more') steps += 1;
  expect(steps, 'the events are more than one step takes').toBeGreaterThan(1);
  expect(derived).toHaveLength(900);
  expect(new Set(derived).size).toBe(900);
  expect(levels.size, 'what no later place tells of is not remembered').toBe(0);
  expect((await verify(records)).differing).toBe(0);
});

/** A transaction that does everything and is then lost before it commits. */
function cutOff({ store }: Records): Records['store']['transaction'] {
  return (work, settings) =>
    store.transaction(async (session) => {
      await work(session);
      throw new Error('cut off');
    }, settings);
}

test('An answer waits for what was on record when it was asked for', async () => {
  const records = await openRecords();
  const statistics = await openStatistics({ ...records, clock, log: openLog('silent') });
  try {
    await records.load({ seed: 8, groups: [{ kind: 'PROMISED', received: 20, completed: 20 }] });
    const { rows, cutOff: until } = await statistics.ask(everything, false);
    expect(rows[0]).toMatchObject({ received: 20, medianWorkingHours: null });
    expect(until).toEqual(NOW);
  } finally {
    await statistics.close();
  }
});

test('An empty record has one row of zeros without dimensions, and no row with them', async () => {
  const records = await openRecords();
  const { rows } = await records.ask(everything, NOW);
  expect(rows).toMatchObject([
    { received: 0, completed: 0, promised: 0, oldestOpenAt: null, medianWorkingHours: null },
  ]);
  expect((await records.ask({ ...everything, by: ['MONTH'] }, NOW)).rows).toEqual([]);
});

test('A table of more rows than anybody reads is refused', async () => {
  const records = await openRecords();
  await records.store.run(
    `insert into statistics_cells (series, id, starts_on, bundle, departments, items, channel, state, counted, promised,
       kept, supplemented, rated, satisfied, timed)
     select 'case-day', gen_random_uuid(), date '2000-01-01' + day, 'b', '{}', '{}', 'WINDOW', 'ISSUED', 1, 0, 0, 0, 0, 0, 0
     from generate_series(1, 5001) as day`,
  );
  const question = { ...everything, by: ['DAY'] as const };
  await expect(answer(records.store, question, NOW, false)).rejects.toThrow('more than 5000 rows');
  await records.store.run(
    `delete from statistics_cells where starts_on = (select max(starts_on) from statistics_cells)`,
  );
  expect((await answer(records.store, question, NOW, false)).rows).toHaveLength(5_000);
});
