import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, sampleOf } from '../../src/supervision/sql/records.ts';
import { type CaseFilter, worklist } from '../../src/supervision/worklist.ts';
import { at, course } from '../cases/clocks/centre.ts';
import { type Ledger, openLedger, type PutCase } from './ledger.ts';

const MONDAY = '2026-11-23 09:00';
const FRIDAY = '2026-11-27 09:00';

let ledger: Ledger;
let late: PutCase;
let fresh: PutCase;
beforeAll(async () => {
  ledger = await openLedger();
  const roots = (day: string) => [...course('identity', day, day, day), ...course('clearance', day, day, day)];
  late = await ledger.put('home-transfer', MONDAY, [...roots(MONDAY), ...course('transfer', MONDAY, MONDAY)]);
  fresh = await ledger.put('home-transfer', FRIDAY, [...roots(FRIDAY), ...course('transfer', FRIDAY, FRIDAY)]);
  await ledger.put('enterprise-closing', FRIDAY, course('clearance', FRIDAY));
  await ledger.sweepAt('2026-11-27 10:00');
});
afterAll(() => ledger.store.close());

async function numbers(where: CaseFilter, now: string): Promise<string[]> {
  const question = { where, size: 10, after: undefined, order: 'RECEIVED_AT_ASC' as const };
  const found = await worklist(question, { session: ledger.store, cases: ledger.cases, now: at(now) });
  expect(await found.count()).toBe(found.records.length);
  return found.records.map(({ row }) => row.number);
}

test('A list by light follows the clock: what was written down yesterday is RED today', async () => {
  expect(await numbers({ light: ['RED'] }, '2026-12-01 17:30')).toEqual([]);
  expect(await numbers({ light: ['YELLOW'] }, '2026-12-01 17:30')).toEqual([late.number]);
  expect(await numbers({ light: ['RED'] }, '2026-12-01 17:31')).toEqual([late.number]);
  expect(await numbers({ light: ['GREEN'], bundle: ['home-transfer'] }, '2026-12-01 17:31')).toEqual([fresh.number]);
});

test('Conditions are joined by and, or and not, and a day of receipt is a day at the centre', async () => {
  const monday = { receivedFrom: '2026-11-23', receivedTo: '2026-11-23' };
  expect(await numbers(monday, FRIDAY)).toEqual([late.number]);
  expect(await numbers({ not: monday, bundle: ['home-transfer'] }, FRIDAY)).toEqual([fresh.number]);
  expect(
    await numbers({ or: [monday, { and: [{ department: ['land'] }, { receivedFrom: '2026-11-27' }] }] }, FRIDAY),
  ).toEqual([late.number, fresh.number]);
  expect(await numbers({ or: [] }, FRIDAY)).toEqual([]);
  expect(await numbers({ state: [] }, FRIDAY)).toEqual([]);
  expect(await numbers({ light: [] }, FRIDAY)).toEqual([]);
});

test('A filter that is too large is refused', async () => {
  const many = { or: Array.from({ length: 60 }, () => ({ state: ['RECEIVED'] })) };
  await expect(numbers(many, FRIDAY)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});

test('A value of a filter is never part of the statement', async () => {
  expect(await numbers({ bundle: [`x') or true --`], applicantNumber: [`'; drop table cases; --`] }, FRIDAY)).toEqual(
    [],
  );
});

test('The oldest open work of a department is as old as its receipt there', async () => {
  const rows = await openWork(ledger.store);
  const land = rows.find(({ department }) => department === 'land');
  expect(land).toMatchObject({ open: 2, oldestAt: at(MONDAY), oldestCase: late.number });
});

test('The same seed draws the same sample, another seed another one', async () => {
  for (let n = 0; n < 30; n += 1) await ledger.put('home-transfer', '2026-10-12 09:00', []);
  const draw = (seed: string) => sampleOf(ledger.store, seed, at('2026-10-12 00:00'), at('2026-10-13 00:00'), 10);
  const [one, again, other] = [await draw('seed'), await draw('seed'), await draw('other')];
  expect(one).toEqual(again);
  expect([one.ids.length, one.population]).toEqual([10, 30]);
  expect(other.ids).not.toEqual(one.ids);
});
