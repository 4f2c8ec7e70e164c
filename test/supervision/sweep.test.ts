import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedCases } from '../../src/supervision/sql/sweep.ts';
import { sweep } from '../../src/supervision/sweep.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { parseCivilDate } from '../../src/values/civil-date.ts';
import { at, catalogue, course, rules, type Told } from '../cases/clocks/centre.ts';
import { type Ledger, openLedger } from './ledger.ts';

const MONDAY = '2026-11-23 09:00';
const roots = [...course('identity', MONDAY, MONDAY, MONDAY), ...course('clearance', MONDAY, MONDAY, MONDAY)];

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.store.close());

/** Alerts of one case, with its keys told by their parts. */
async function alertsOf(number: string): Promise<string[]> {
  const all = await ledger.alerts();
  return all
    .filter((alert) => alert.includes(number))
    .map((alert) => alert.replace(/([A-Z]+)\d{30,}/, '$1').replace(`${number} `, ''));
}

test('A turn that takes as many events as it may says that more may be waiting', async () => {
  const { id } = await ledger.put('home-transfer', MONDAY, roots);
  expect(await changedCases(ledger.store, 1_000)).toMatchObject({ ids: [id], isFull: false });
  expect(await changedCases(ledger.store, 2)).toMatchObject({ ids: [id], isFull: true });
});

describe('alerts', () => {
  test('are given when a light is reached, each once, however often the sweep comes by', async () => {
    const { number } = await ledger.put('home-transfer', MONDAY, [...roots, ...course('transfer', MONDAY, MONDAY)]);
    await ledger.sweepAt('2026-11-26 23:00');
    expect(await alertsOf(number)).toEqual([]);
    await ledger.sweepAt('2026-11-27 00:00');
    expect((await alertsOf(number)).sort()).toEqual(['JC-111 TRANSFER PROMISE', 'JC-132 TRANSFER STEP.examine+record']);
    for (const now of [
      '2026-11-27 08:00',
      '2026-11-27 08:00',
      '2026-11-30 08:00',
      '2026-11-30 17:31',
      '2026-12-02 09:00',
      '2026-12-02 09:01',
    ]) {
      await ledger.sweepAt(now);
    }
    expect((await alertsOf(number)).sort()).toEqual(
      [
        ...['JC-132', 'JC-133'].map((rule) => `${rule} TRANSFER STEP.examine+record`),
        ...['JC-111', 'JC-112', 'JC-113'].map((rule) => `${rule} TRANSFER PROMISE`),
        ...['JC-171', 'JC-172', 'JC-173'].map((rule) => `${rule} TOTAL`),
      ].sort(),
    );
  });

  test('that came due while nobody swept are given all the same, and no more than two sweepers at once give them twice', async () => {
    const { number } = await ledger.put('home-transfer', MONDAY, [...roots, ...course('transfer', MONDAY, MONDAY)]);
    const late = ledger.dependencies('2026-12-10 09:00');
    for (let turn = 0; turn < 5; turn += 1) await Promise.all([sweep(late), sweep(late), sweep(late)]);
    const given = await alertsOf(number);
    expect(given.filter((alert) => alert.includes('PROMISE'))).toHaveLength(3);
    expect(new Set(given).size).toBe(given.length);
  });

  test('are not given for what ended in time, nor for a light that was never shown', async () => {
    const done = course('transfer', MONDAY, MONDAY, '2026-11-24 10:00');
    const { number } = await ledger.put('home-transfer', MONDAY, [
      ...roots,
      ...done,
      { part: null, kind: 'HANDED_OVER', at: '2026-11-24 11:00' },
    ]);
    await ledger.sweepAt('2026-12-20 09:00');
    expect(await alertsOf(number)).toEqual([]);
  });

  test('a step is overdue though the case is not', async () => {
    const { number } = await ledger.put('home-transfer', MONDAY, [...roots, ...course('transfer', MONDAY)]);
    await ledger.sweepAt('2026-11-25 09:00');
    expect(await alertsOf(number)).toEqual(['JC-132 TRANSFER STEP.accept', 'JC-133 TRANSFER STEP.accept']);
  });
});

describe('a department that keeps silent', () => {
  test('has accepted when the time for its notice is over, from the receipt on, and is told so once', async () => {
    const { id, number } = await ledger.put('home-transfer', MONDAY, course('clearance', MONDAY));
    await ledger.sweepAt('2026-11-30 17:30');
    expect(await ledger.kinds(id)).not.toContain('DEEMED_ACCEPTED');
    await ledger.sweepAt('2026-11-30 17:31');
    await ledger.sweepAt('2026-12-01 09:00');
    expect((await ledger.kinds(id)).filter((kind) => kind === 'DEEMED_ACCEPTED')).toHaveLength(1);
    const [event] = await ledger.store.query<{ data: { since: string }; state: string }>(
      `select data, state from case_events where case_id = $1 and kind = 'DEEMED_ACCEPTED'`,
      [id],
    );
    expect([new Date(event?.data.since ?? ''), event?.state]).toEqual([at(MONDAY), 'DEEMED_ACCEPTED']);
    const given = await alertsOf(number);
    expect(given).toContain('JC-103 CLEARANCE NOTICE');
    expect(given).toContain('JC-113 CLEARANCE PROMISE');
  });
});

describe('an applicant who leaves a deficiency unanswered', () => {
  const bounced: Told[] = [...course('clearance', MONDAY), { part: 'clearance', kind: 'DEFICIENT', at: MONDAY }];
  const lapses = async (id: number) => (await ledger.kinds(id)).filter((kind) => kind === 'CASE_LAPSED');

  test('has the case lapse when the time for the answer is over, once', async () => {
    const { id } = await ledger.put('home-transfer', MONDAY, bounced);
    await ledger.sweepAt('2026-12-23 17:30');
    expect(await lapses(id)).toEqual([]);
    await ledger.sweepAt('2026-12-23 17:31');
    await ledger.sweepAt('2026-12-25 09:00');
    expect(await lapses(id)).toEqual(['CASE_LAPSED']);
    expect(await ledger.kinds(id)).toContain('WITHDRAWAL_REQUESTED');
  });

  test('in time keeps it alive', async () => {
    const { id } = await ledger.put('home-transfer', MONDAY, [
      ...bounced,
      { part: 'clearance', kind: 'RESUBMITTED', at: '2026-12-23 17:00' },
    ]);
    await ledger.sweepAt('2026-12-28 09:00');
    expect(await lapses(id)).toEqual([]);
  });
});

describe('findings', () => {
  const found = async (told: readonly Told[], now: string) => {
    const { number } = await ledger.put('home-transfer', MONDAY, told);
    await ledger.sweepAt(now);
    return (await ledger.findings())
      .filter((finding) => finding.includes(number))
      .map((finding) => finding.slice(0, 6));
  };
  const suspended = (reason: string, seen?: string): Told[] => [
    ...roots,
    ...course('transfer', MONDAY, MONDAY),
    { part: 'transfer', kind: 'SUSPENDED', at: '2026-11-23 10:00', data: { reason }, ...(seen ? { seen } : {}) },
  ];

  test('name a suspension that was reported after the fact, and one that nothing allows', async () => {
    expect(await found(suspended('实地查看', '2026-12-03 09:00'), '2026-12-03 10:00')).toEqual(['JC-211']);
    expect(await found(suspended('系统升级'), '2026-11-23 11:00')).toEqual(['JC-212']);
    expect(await found(suspended('实地查看'), '2026-11-23 11:00')).toEqual([]);
  });

  test('name a suspension that lasts too long, when it does', async () => {
    const { number } = await ledger.put('home-transfer', MONDAY, suspended('实地查看'));
    const named = async () => (await ledger.findings()).filter((finding) => finding.includes(number));
    await ledger.sweepAt('2026-12-07 17:00');
    expect(await named()).toEqual([]);
    await ledger.sweepAt('2026-12-07 17:31');
    expect(await named()).toHaveLength(1);
  });

  test('name a case that was sent back in the last of the time for a first word, and a second notice', async () => {
    const bounced: Told[] = [
      ...course('clearance', MONDAY),
      { part: 'clearance', kind: 'DEFICIENT', at: '2026-11-30 10:00' },
    ];
    expect(await found(bounced, '2026-11-30 11:00')).toEqual(['JC-221']);
    const early: Told[] = [
      ...course('clearance', MONDAY),
      { part: 'clearance', kind: 'DEFICIENT', at: '2026-11-24 10:00' },
    ];
    expect(await found(early, '2026-11-24 11:00')).toEqual([]);
    const again: Told[] = [
      ...early,
      { part: 'clearance', kind: 'RESUBMITTED', at: '2026-11-24 12:00' },
      { part: 'clearance', kind: 'DEFICIENT', at: '2026-11-24 15:00' },
      { part: 'clearance', kind: 'LATE_DEFECT_NOTICED', at: '2026-11-24 15:00' },
    ];
    expect(await found(again, '2026-11-24 16:00')).toEqual(['JC-222']);
  });

  test('name a step that was reported late', async () => {
    const told: Told[] = [
      ...course('clearance', MONDAY),
      { part: 'clearance', kind: 'ACCEPTED', at: MONDAY, seen: '2026-11-25 09:00' },
    ];
    expect(await found(told, '2026-11-25 10:00')).toContain('JC-214');
  });
});

describe('another calendar', () => {
  const known = (day: string) => ({
    ...rules,
    time: { ...rules.time, calendar: calendarFrom(catalogue.calendars, parseCivilDate(day)) },
  });

  test('that is missing is told once, and a deadline comes with it when it is published', async () => {
    const [missing, published] = [known('2025-11-03'), known('2025-11-05')];
    const late = '2025-12-30 09:00';
    const open = await ledger.put('home-transfer', late, [
      ...course('identity', late, late, late),
      ...course('clearance', late, late),
    ]);
    await ledger.sweepAt('2025-12-30 10:00', missing);
    await ledger.sweepAt('2025-12-30 10:01', missing);
    expect((await ledger.alerts()).filter((alert) => alert === 'JC-181 calendar 2026')).toHaveLength(1);
    await ledger.sweepAt('2025-12-30 10:02', published);
    expect(await ledger.moves(open.id)).toMatchObject([
      { from: null, to: at('2026-01-08 17:30'), basisTo: expect.stringContaining('2026.1') },
    ]);
  });

  test('of 2020, extended on 27 January, moves open deadlines with the reason and keeps every alert that was given', async () => {
    const eve = '2020-01-22 09:00';
    const told = [
      ...course('identity', eve, eve, eve),
      ...course('clearance', eve, eve, eve),
      ...course('transfer', eve, eve),
    ];
    const { id, number } = await ledger.put('home-transfer', eve, told);
    const [before, after] = [known('2020-01-23'), known('2020-01-28')];
    await ledger.sweepAt('2020-01-22 10:00', before);
    const due = async () =>
      (await ledger.store.query<{ due_at: Date }>('select due_at from supervised_cases where case_id = $1', [id]))[0]
        ?.due_at;
    const planned = await due();
    await ledger.sweepAt('2020-02-03 10:00', before);
    const given = await alertsOf(number);
    expect(given.length).toBeGreaterThan(0);
    await ledger.sweepAt('2020-02-03 10:01', after);
    const moved = await due();
    expect(moved?.getTime()).toBeGreaterThan(planned?.getTime() ?? 0);
    expect(await ledger.moves(id)).toMatchObject([
      { from: planned, to: moved, basisFrom: '2020.1', basisTo: '2020.2' },
    ]);
    expect((await alertsOf(number)).slice(0, given.length)).toEqual(given);
  });
});
