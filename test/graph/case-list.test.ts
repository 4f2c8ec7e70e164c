// Lists of cases over HTTP: pages in every order, filters against what single cases say, and small groups.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadHistory } from '../../commands/history/load.ts';
import { profileOf } from '../../commands/history/profile.ts';
import { load } from '../../src/catalogue/load.ts';
import { openStore } from '../../src/store/pool.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { type House, runHouse } from '../support/house.ts';

const ANALYST = { role: 'analyst' };
const CASES = 240;
const profile = {
  seed: 11,
  from: '2025-03-03',
  to: '2025-03-31',
  received: 'bundles',
  groups: [{ kind: 'PROMISED', received: CASES, completed: 200 }],
  regions: ['350428', '350102'],
};

interface Node {
  readonly number: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly dueAt: string | null;
  readonly parts: readonly { readonly item: { readonly code: string } }[];
}

let house: House;
let everything: readonly Node[];

beforeAll(async () => {
  house = await runHouse();
  const loaded = load(fileURLToPath(new URL('../../catalogue', import.meta.url)));
  if (loaded.kind === 'faulty') throw new Error('The shipped catalogue is faulty.');
  const { catalogue } = loaded;
  const store = openStore({ url: house.databaseUrl });
  const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
  await loadHistory(profileOf(profile, 'test'), { store, catalogue, time });
  await untilAll(() => store.query('select from supervised_cases'));
  await untilAll(() => store.query('select from statistics_facts where position = 0'));
  await store.close();
  everything = await pages({}, 'RECEIVED_AT_ASC');
});

async function untilAll(rows: () => Promise<readonly unknown[]>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while ((await rows()).length < CASES) {
    if (performance.now() > deadline) throw new Error('The history was not worked off within half a minute.');
    await sleep(100);
  }
}

/** Every page of the list, and its total on each. */
async function pages(where: object, orderBy: string, first = 33, claims: { role: string } = ANALYST) {
  const query = `query ($where: CaseFilter, $first: Int, $after: String, $orderBy: CaseOrder) {
    cases(where: $where, first: $first, after: $after, orderBy: $orderBy) { totalCount pageInfo { hasNextPage endCursor }
      nodes { number state receivedAt dueAt parts { item { code } } } } }`;
  const nodes: Node[] = [];
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await house.ask({ query, variables: { where, first, after, orderBy } }, claims);
    expect(errors).toEqual([]);
    nodes.push(...data.cases.nodes);
    if (!data.cases.pageInfo.hasNextPage) {
      expect(data.cases.totalCount).toBe(nodes.length);
      return nodes;
    }
    after = data.cases.pageInfo.endCursor;
  }
}

const numbers = (nodes: readonly Node[]) => nodes.map(({ number }) => number);

test('Pages in every order hold each case once', async () => {
  expect(new Set(numbers(everything)).size).toBe(CASES);
  for (const [order, at, sign] of [
    ['RECEIVED_AT_DESC', 'receivedAt', -1],
    ['DUE_AT_ASC', 'dueAt', 1],
    ['DUE_AT_DESC', 'dueAt', -1],
  ] as const) {
    const nodes = await pages({}, order, 17);
    expect(new Set(numbers(nodes)).size, order).toBe(CASES);
    const times = nodes.map((node) => Date.parse(node[at] ?? '9999-12-31T00:00:00Z') * sign);
    expect(times, order).toEqual([...times].sort((a, b) => a - b));
  }
});

test('Filters keep what single cases say of themselves', async () => {
  const kept = async (where: object) => numbers(await pages(where, 'RECEIVED_AT_ASC'));
  const has = (code: string) => (node: Node) => node.parts.some(({ item }) => item.code === code);
  const [item = ''] = everything.flatMap(({ parts }) => parts.map((part) => part.item.code));
  expect(await kept({ item: [item] })).toEqual(numbers(everything.filter(has(item))));
  expect(await kept({ not: { item: [item] } })).toEqual(numbers(everything.filter((node) => !has(item)(node))));
  const open = everything.filter(({ state }) => !['ISSUED', 'DELIVERED', 'REFUSED'].includes(state));
  expect(open.length).toBeGreaterThan(0);
  expect(await kept({ not: { state: ['ISSUED', 'DELIVERED', 'REFUSED'] } })).toEqual(numbers(open));
  const due = everything.filter(({ dueAt }) => dueAt && dueAt >= '2025-03-20' && dueAt < '2025-03-25');
  expect(await kept({ dueFrom: '2025-03-20', dueTo: '2025-03-24' })).toEqual(numbers(due));
  const here = await kept({ region: ['350428'] });
  expect(here.length).toBeGreaterThan(0);
  expect([...here, ...(await kept({ region: ['350102'] }))].sort()).toEqual(numbers(everything).sort());
});

test('A cursor belongs to its order', async () => {
  const { data } = await house.ask({ query: '{ cases(first: 1) { pageInfo { endCursor } } }' }, ANALYST);
  const query = `{ cases(after: "${data.cases.pageInfo.endCursor}", orderBy: DUE_AT_ASC) { nodes { number } } }`;
  expect((await house.ask({ query }, ANALYST)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describe('A county and a day together could tell whose case it is', () => {
  const day = (n: number) => everything[n]?.receivedAt.slice(0, 10) ?? '';
  const total = (where: string, role: string) =>
    house.ask({ query: `{ cases(where: ${where}, first: 2) { totalCount nodes { number } } }` }, { role });
  const few = () =>
    `{ region: ["350428"], state: [RECEIVED, IN_PROGRESS, ACCEPTED], and: [{ receivedFrom: "${day(5)}", receivedTo: "${day(5)}" }] }`;

  test('so an analyst is not told of a few, and others are', async () => {
    const { data } = await total(few(), 'supervisor');
    expect(data.cases.totalCount).toBeGreaterThan(0);
    expect(data.cases.totalCount).toBeLessThan(5);
    const refused = await total(few(), 'analyst');
    expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(refused.data ?? null).toBeNull();
  });

  test('and what says nothing of place and day is told exactly', async () => {
    const asked = `{ receivedFrom: "${day(5)}", receivedTo: "${day(5)}", state: [RECEIVED] }`;
    const [analyst, supervisor] = [await total(asked, 'analyst'), await total(asked, 'supervisor')];
    expect(analyst.errors).toEqual([]);
    expect(analyst.data.cases.totalCount).toBe(supervisor.data.cases.totalCount);
    expect((await total('{ region: ["350428"] }', 'analyst')).errors).toEqual([]);
  });

  test('in statistics too: small groups are left out for an analyst, with as many as hide them', async () => {
    const query = `{ caseStatistics(by: [REGION, DAY, STATE]) { withheld { groups received floor } rows { received } } }`;
    const shown = async (role: string) => (await house.ask({ query }, { role })).data.caseStatistics;
    const sum = (rows: { received: number }[]) => rows.reduce((all, { received }) => all + received, 0);
    const [analyst, window] = [await shown('analyst'), await shown('window')];
    expect(window.withheld).toBeNull();
    expect(sum(window.rows)).toBe(CASES);
    expect(analyst.rows.every(({ received }: { received: number }) => received >= 5)).toBe(true);
    expect(sum(analyst.rows) + analyst.withheld.received).toBe(CASES);
    expect(analyst.rows.length + analyst.withheld.groups).toBe(window.rows.length);
    const plain = '{ caseStatistics(by: [DEPARTMENT, DAY, STATE]) { withheld { groups } rows { received } } }';
    const [one, other] = await Promise.all(['analyst', 'window'].map((role) => house.ask({ query: plain }, { role })));
    expect(one?.data).toEqual(other?.data);
  });
});
