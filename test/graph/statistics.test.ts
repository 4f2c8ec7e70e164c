// Statistics as analysts ask for them: over HTTP, with the golden operation unchanged.
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadHistory } from '../../commands/history/load.ts';
import { profileOf } from '../../commands/history/profile.ts';
import { load } from '../../src/catalogue/load.ts';
import { openStore } from '../../src/store/pool.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { type House, runHouse } from '../support/house.ts';
import { golden } from '../support/town.ts';

const ANALYST = { role: 'analyst', purpose: 'statistics' };
const profile = {
  seed: 4,
  from: '2025-03-03',
  to: '2025-04-30',
  received: 'items',
  groups: [
    { kind: 'ON_THE_SPOT', received: 60, completed: 60 },
    { kind: 'PROMISED', received: 40, completed: 36 },
  ],
  regions: ['350428', '350102'],
};

let house: House;

beforeAll(async () => {
  house = await runHouse();
  const loaded = load(fileURLToPath(new URL('../../catalogue', import.meta.url)));
  if (loaded.kind === 'faulty') throw new Error('The shipped catalogue is faulty.');
  const { catalogue } = loaded;
  const store = openStore({ url: house.databaseUrl });
  const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
  await loadHistory(profileOf(profile, 'test'), { store, catalogue, time });
  await store.close();
});

const ask = (query: string, claims = ANALYST) => house.ask({ query }, claims);

describe('The golden operation', () => {
  const range = { from: '2025-03-01', to: '2025-04-30' };

  test('counts parts by department and month, each share with its base', async () => {
    const { data, errors } = await house.ask({ query: golden('case-statistics'), variables: range }, ANALYST);
    expect(errors).toEqual([]);
    const { rows, cutOff } = data.caseStatistics;
    expect(Date.parse(cutOff)).toBeGreaterThan(Date.now() - 60_000);
    expect(rows.map(({ keys }: { keys: { value: string }[] }) => keys.map(({ value }) => value))).toContainEqual([
      'tax',
      '2025-03',
    ]);
    const sum = (of: (row: { received: number; completed: number; onTheSpot: { numerator: number } }) => number) =>
      rows.reduce((total: number, row: never) => total + of(row), 0);
    expect([sum(({ received }) => received), sum(({ completed }) => completed)]).toEqual([100, 96]);
    expect(sum(({ onTheSpot }) => onTheSpot.numerator)).toBe(60);
  });

  test('takes both bounds in', async () => {
    const query = '{ caseStatistics(by: [DAY]) { rows { keys { value } received } } }';
    const days = (await ask(query)).data.caseStatistics.rows;
    const { value } = days[3].keys[0];
    const variables = { from: value, to: value };
    const { data } = await house.ask({ query: golden('case-statistics'), variables }, ANALYST);
    const counted = data.caseStatistics.rows.reduce(
      (total: number, row: { received: number }) => total + row.received,
      0,
    );
    expect(counted).toBe(days[3].received);
  });

  test('is for those who may see figures, and for nobody else', async () => {
    for (const role of ['window', 'supervisor', 'operator']) {
      const { errors } = await house.ask({ query: golden('case-statistics'), variables: range }, { role });
      expect(errors, role).toEqual([]);
    }
    const citizen = { role: 'front-end', subject: '350428190001010015', purpose: 'own-data' };
    const { errors } = await house.ask({ query: '{ caseStatistics(by: []) { cutOff } }' }, citizen);
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

test('Shares name their definition, and the definitions come along', async () => {
  const { data } = await ask(`{ caseStatistics(by: []) { unit definitions { id field meaning } rows {
    keys { value } received onTheSpot { numerator denominator percent base definition }
    onTheSpotOfCompleted { numerator denominator percent base definition } } } }`);
  const { unit, definitions, rows } = data.caseStatistics;
  expect([unit, rows.length, rows[0].keys]).toEqual(['CASE', 1, []]);
  expect(rows[0].onTheSpot).toMatchObject({ numerator: 60, denominator: 100, percent: 60, base: 'RECEIVED' });
  expect(rows[0].onTheSpotOfCompleted).toMatchObject({
    numerator: 60,
    denominator: 96,
    percent: 62.5,
    base: 'COMPLETED',
  });
  const known = definitions.map(({ id }: { id: string }) => id);
  expect(new Set(known).size).toBe(known.length);
  expect(known).toEqual(
    expect.arrayContaining([rows[0].onTheSpot.definition, rows[0].onTheSpotOfCompleted.definition]),
  );
});

test('Keys are labelled in words, whatever the dimension', async () => {
  const query = '{ caseStatistics(by: [CHANNEL, KIND, LIGHT, STATE]) { rows { keys { dimension value label } } } }';
  const { data } = await ask(query);
  const keys: { value: string | null; label: string }[] = data.caseStatistics.rows.flatMap(
    (row: { keys: unknown }) => row.keys,
  );
  const named = keys.filter(({ value }) => value !== null);
  expect(named.length).toBeGreaterThan(4);
  for (const { value, label } of named) expect(label, String(value)).toMatch(/\p{Script=Han}/u);
});

test('Filters nest, and a department keeps the cases of which any part is its own', async () => {
  const received = async (where: string) =>
    (await ask(`{ caseStatistics(by: [], where: ${where}) { rows { received } } }`)).data.caseStatistics.rows[0]
      .received;
  const tax = await received('{ department: { in: ["tax"] } }');
  expect(tax).toBeGreaterThan(0);
  expect(await received('{ not: { department: { in: ["tax"] } } }')).toBe(100 - tax);
  expect(await received('{ department: { notIn: ["tax"] } }')).toBe(100 - tax);
  expect(await received('{ or: [{ kind: { in: [ON_THE_SPOT] } }, { kind: { notIn: [ON_THE_SPOT] } }] }')).toBe(100);
  expect(await received('{ and: [{ month: { in: ["2025-03"] } }, { month: { in: ["2025-04"] } }] }')).toBe(0);
  expect(await received('{ or: [] }')).toBe(0);
});

test.each([
  ['caseStatistics(by: [DAY, DAY]) { cutOff }', 'twice'],
  ['caseStatistics(by: [], where: { month: { in: ["2025-13"] } }) { cutOff }', 'no MONTH'],
  ['caseStatistics(by: [], where: { isoWeek: { in: ["2025-W53"] } }) { cutOff }', 'no ISO_WEEK'],
  ['report(code: "monthly", period: "2025") { period }', 'no MONTH'],
  ['itemFrequencies(month: "March") { month }', 'no MONTH'],
])('%s is refused, not answered with zeros', async (field, reason) => {
  const { errors } = await ask(`{ ${field} }`);
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(errors[0]?.message).toContain(reason);
});

test('Every report of the catalogue can be drawn up, and says from when to when', async () => {
  const { data } = await ask('{ reports { code period by } }');
  expect(data.reports.length).toBeGreaterThan(5);
  const periods: Record<string, string> = { WEEK: '2025-W12', MONTH: '2025-03', YEAR: '2025' };
  for (const { code, period, by } of data.reports) {
    const { data: drawn, errors } = await ask(
      `{ report(code: "${code}", period: "${periods[period]}") { from to statistics { rows { keys { dimension label } received } } } }`,
    );
    expect(errors, code).toEqual([]);
    for (const { keys } of drawn.report.statistics.rows) {
      expect(keys.map(({ dimension }: { dimension: string }) => dimension)).toEqual(by);
    }
  }
  const { data: monthly } = await ask('{ report(code: "monthly", period: "2025-03") { from to } }');
  expect(monthly.report).toEqual({ from: '2025-03-01', to: '2025-03-31' });
  expect((await ask('{ report(code: "nothing", period: "2025") { from } }')).data.report).toBeNull();
});

test('Items that nobody asked for are low-frequency items of the month', async () => {
  const { data } = await ask('{ itemFrequencies(month: "2025-03") { high low items { code received frequency } } }');
  const { high, low, items } = data.itemFrequencies;
  expect([high, low]).toEqual([500, 100]);
  const counts = items.map(({ received }: { received: number }) => received);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(items).toContainEqual({ code: 'premises-check', received: 0, frequency: 'LOW' });
});
