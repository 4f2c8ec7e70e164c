// What a list over four departments costs them: messages are counted by the departments themselves.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { golden, type RunningTown, runTown } from '../support/town.ts';

const PAGE = 100;
/** The departments' own words on how many questions at once the tax department bears. */
const TAX_AT_ONCE = 8;
let town: RunningTown;
let county: string;

beforeAll(async () => {
  town = await runTown();
  county =
    town.population.counties.find(({ code }) => town.population.enterprisesOfCounty(code).count >= PAGE)?.code ?? '';
  await town.control.setFaults('tax', { latencyMs: 20 });
});
beforeEach(() => town.control.resetCounters());

const list = z.object({
  enterprises: z.object({
    totalCount: z.number(),
    nodes: z.array(z.looseObject({ creditCode: z.string(), taxAccount: z.object({ status: z.string() }) })),
  }),
});

describe(`A list of ${PAGE} enterprises joined with three other departments`, () => {
  test('costs one message to licensing, two to police and land at most, and one to tax for each taxpayer', async () => {
    const { enterprises } = await town.window.data(
      { document: golden('enterprise-list'), variables: { county } },
      list,
    );
    expect(enterprises.nodes).toHaveLength(PAGE);
    const taxpayers = new Set(enterprises.nodes.map(({ creditCode }) => creditCode));
    expect(taxpayers.size).toBe(PAGE);
    const { licensing, police, land, tax } = await town.control.counters();
    expect(licensing?.messages).toBe(1);
    expect(police?.messages).toBeGreaterThan(0);
    expect(police?.messages).toBeLessThanOrEqual(2);
    expect(land?.messages).toBeGreaterThan(0);
    expect(land?.messages).toBeLessThanOrEqual(2);
    expect(tax?.messages).toBe(taxpayers.size);
  });

  test(`asks the tax department several things at once, and never more than ${TAX_AT_ONCE}, however many ask`, async () => {
    const ask = () => town.window.data({ document: golden('enterprise-list'), variables: { county } }, list);
    await Promise.all([ask(), ask()]);
    const { tax } = await town.control.counters();
    expect(tax?.messages).toBe(PAGE);
    expect(tax?.peakConcurrency).toBeGreaterThan(1);
    expect(tax?.peakConcurrency).toBeLessThanOrEqual(TAX_AT_ONCE);
  });

  test('costs nothing more under two aliases in one request', async () => {
    const page = `enterprises(where: { county: $county }, first: ${PAGE})`;
    const fields =
      '{ nodes { name taxAccount { status } realEstate(first: 5) { totalCount } legalRepresentative { name } } }';
    const document = `query Twice($county: String!) { one: ${page} ${fields} other: ${page} ${fields} }`;
    const answer = await town.window.ask({ document, variables: { county } });
    expect(answer.errors).toBeUndefined();
    const { one, other } = answer.data as { one: unknown; other: unknown };
    expect(one).toEqual(other);
    const { licensing, police, land, tax } = await town.control.counters();
    expect(licensing?.messages).toBe(1);
    expect(police?.messages).toBeLessThanOrEqual(2);
    expect(land?.messages).toBeLessThanOrEqual(2);
    expect(tax?.messages).toBe(PAGE);
  });
});

test('32 clients that ask for the same person at one time cost each department one message', async () => {
  const number = town.population.person(9).number;
  const ask = () => town.window.ask({ document: golden('person-dossier'), variables: { number } });
  const alone = await ask();
  const counted = await messages();
  await town.control.resetCounters();
  // Long enough that the last of them asks before the first is answered.
  for (const department of Object.keys(counted)) await town.control.setFaults(department, { latencyMs: 500 });
  const answers = await Promise.all(Array.from({ length: 32 }, ask));
  await town.control.clearFaults();
  expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(alone)]));
  expect(await messages()).toEqual(counted);
  expect(counted).toMatchObject({ tax: 1, land: 1, police: 1 });
});

/** Longer than senders of a rush take to ask on. */
const QUIET_MS = 250;

test('A person who is asked for under two aliases costs each department one message, as under one', async () => {
  await sleep(QUIET_MS);
  const number = town.population.person(7).number;
  const fields =
    '{ name household { address } taxAccount { arrears } realEstate { totalCount } roles { nodes { role } } }';
  const person = `person(number: "${number}") ${fields}`;
  const once = await town.window.ask({ document: `{ person(number: "${number}") ${fields} }` });
  const counted = await messages();
  await town.control.resetCounters();
  const twice = await town.window.ask({ document: `{ one: ${person} other: ${person} }` });
  expect([once.errors, twice.errors]).toEqual([undefined, undefined]);
  expect(counted).toEqual({ tax: 1, land: 1, licensing: 1, police: 1 });
  expect(await messages()).toEqual(counted);
});

async function messages(): Promise<Record<string, number>> {
  const counters = await town.control.counters();
  return Object.fromEntries(Object.entries(counters).map(([department, tally]) => [department, tally.messages]));
}
