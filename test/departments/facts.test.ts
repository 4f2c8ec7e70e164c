// What is told again and what is asked anew, counted by the departments themselves.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fact, Facts, Told } from '../../src/departments/facts.ts';
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import type { CountyCode } from '../../src/values/county-code.ts';
import type { CreditCode } from '../../src/values/credit-code.ts';
import { asker, type FactsTown, openFactsTown } from './open-facts.ts';

let town: FactsTown;
let facts: Facts;
let number: CitizenNumber;

beforeAll(async () => {
  town = await openFactsTown(2_000);
});
beforeEach(async () => {
  await town.control.clearFaults();
  number = town.population.person(11).number as CitizenNumber;
  // A department that was closed is asked once a second whether it has opened.
  const open = async () => {
    facts = town.facts();
    return (await Promise.allSettled([account(), resident('acceptance')])).every(
      ({ status }) => status === 'fulfilled',
    );
  };
  await expect.poll(open, { timeout: 15_000, interval: 100 }).toBe(true);
  facts = town.facts();
  facts.begin();
  await town.messages();
});
afterAll(() => town.close());

const account = (exchange = asker()): Told<unknown> => facts.ask('taxAccounts', number, exchange);
const resident = (purpose: string): Told<unknown> => facts.ask('residents', number, asker(purpose));

test('Whoever comes alone is answered by the department itself', async () => {
  const alone = town.facts();
  const request = async () => {
    const answered = alone.begin();
    await alone.ask('taxAccounts', number, asker());
    answered();
    answered();
  };
  await request();
  await request();
  expect(await town.messages()).toMatchObject({ tax: 2 });
  await Promise.all([request(), request()]);
  expect(await town.messages()).toMatchObject({ tax: 1 });
});

describe('In a rush, a fact', () => {
  test('that many ask for at once is asked of the department once, and told again while it is fresh', async () => {
    const told = await Promise.all(Array.from({ length: 32 }, () => account()));
    expect(new Set(told.map(({ value }) => value)).size).toBe(1);
    expect(await town.messages()).toMatchObject({ tax: 1 });
    expect(account()).not.toBeInstanceOf(Promise);
    expect(await town.messages()).toMatchObject({ tax: 0 });
  });

  test('is asked anew when it is no longer fresh, and holds as of when it was asked', async () => {
    const first = await account();
    town.wait(town.departments.reader('taxAccounts').capability.freshnessS + 1);
    const second = await account();
    expect(await town.messages()).toMatchObject({ tax: 2 });
    expect(second.asOfMs - first.asOfMs).toBeGreaterThan(1_000);
  });

  test('that ages is renewed for those who go on asking, while all of them are told at once', async () => {
    const { freshnessS } = town.departments.reader('taxAccounts').capability;
    const first = (await account()) as Fact<unknown>;
    const holds = facts.holding([first]);
    expect(holds()).toBe(true);
    town.wait(freshnessS * 0.7);
    expect(holds()).toBe(false);
    expect([account(), account()]).toEqual([first, first]);
    expect(holds()).toBe(true);
    await expect.poll(async () => ((await account()) as Fact<unknown>).asOfMs).toBeGreaterThan(first.asOfMs);
    expect(holds()).toBe(false);
    expect(await town.messages()).toMatchObject({ tax: 2 });
    town.wait(freshnessS * 0.5);
    expect(account()).not.toBeInstanceOf(Promise);
  });

  test('that cannot be renewed is told for as long as it is fresh', async () => {
    const { freshnessS } = town.departments.reader('taxAccounts').capability;
    const first = await account();
    await town.control.setFaults('tax', { errorRate: 1 });
    town.wait(freshnessS * 0.7);
    expect(account()).toBe(first);
    await expect.poll(async () => (await town.messages())['tax']).toBe(0);
    expect(account()).toBe(first);
    town.wait(freshnessS);
    await expect(account()).rejects.toBeDefined();
  });

  test('that a department answered for one purpose is not told for another, where it is told the purpose', async () => {
    await resident('acceptance');
    await resident('supervision');
    await Promise.all([account(asker('acceptance')), account(asker('supervision'))]);
    expect(await town.messages()).toMatchObject({ police: 2, tax: 1 });
    await Promise.all([resident('acceptance'), resident('supervision')]);
    expect(await town.messages()).toMatchObject({ police: 0 });
  });

  test('that there is none is told again as well', async () => {
    const nobody = '350428190001010015' as CitizenNumber;
    const ask = () => facts.ask('residents', nobody, asker());
    expect([await ask(), await ask()].map(({ value }) => value)).toEqual([null, null]);
    expect(await town.messages()).toMatchObject({ police: 1 });
  });

  test('is asked anew once it is forgotten, and others are not', async () => {
    const other = town.population.person(12).number as CitizenNumber;
    const both = () => Promise.all([account(), facts.ask('taxAccounts', other, asker())]);
    const [one, another] = await both();
    const [holds, holdsOther] = [facts.holding([another, one]), facts.holding([another])];
    expect([holds(), holdsOther()]).toEqual([true, true]);
    facts.forget({ departments: ['tax'], numbers: [number] });
    expect([holds(), holdsOther()]).toEqual([false, true]);
    await both();
    expect(await town.messages()).toMatchObject({ tax: 3 });
  });

  test('that is forgotten while it is asked for is not kept, and not told to whoever asks from then on', async () => {
    await town.control.setFaults('tax', { latencyMs: 60 });
    const before = account();
    facts.forget({ departments: ['tax'], numbers: [number] });
    const after = account();
    expect(after).not.toBe(before);
    await Promise.all([before, after]);
    expect(await town.messages()).toMatchObject({ tax: 2 });
    expect((await account()).asOfMs).toBe((await after).asOfMs);
  });
});

describe('A page of a list', () => {
  const county = () => town.population.counties[0]?.code as CountyCode;
  const page = () => facts.page('licencesByCounty', { where: { county: county() }, first: 5, after: null }, asker());

  test('is asked for once, and anew when an enterprise changed', async () => {
    await Promise.all([page(), page()]);
    await page();
    expect(await town.messages()).toMatchObject({ licensing: 1 });
    facts.forget({ departments: ['licensing'], numbers: [town.population.enterprise(0).creditCode] });
    await page();
    expect(await town.messages()).toMatchObject({ licensing: 1 });
  });
});

describe('While a department says that it is closed', () => {
  const close = () => town.control.setFaults('tax', { maintenance: true });

  test('it is told as of before, and marked, for as long as the department allows', async () => {
    const before = (await account()) as Fact<object>;
    town.wait(3_600);
    await close();
    const told = await account();
    expect(told).toEqual({
      ...before,
      closed: expect.objectContaining({ maintenance: true }),
    });
    town.wait(town.departments.reader('taxAccounts').capability.closedS);
    await expect(account()).rejects.toMatchObject({ maintenance: true });
  });

  test('what was not asked for before is missing, and so is what changed since', async () => {
    const other = town.population.enterprise(3).creditCode as CreditCode;
    await account();
    town.wait(10);
    await close();
    await expect(facts.ask('taxAccounts', other, asker())).rejects.toMatchObject({ maintenance: true });
    facts.forget({ departments: ['tax'], numbers: [number] });
    await expect(account()).rejects.toMatchObject({ maintenance: true });
  });

  test('a purpose does not get what was told for another', async () => {
    await resident('acceptance');
    town.wait(10);
    await town.control.setFaults('police', { maintenance: true });
    await expect(resident('supervision')).rejects.toMatchObject({ maintenance: true });
    expect(await resident('acceptance')).toMatchObject({ closed: { maintenance: true } });
  });
});

test('A department that fails without a word is told for by nobody', async () => {
  await account();
  town.wait(10);
  await town.control.setFaults('tax', { refuseConnections: true });
  await expect(account()).rejects.toMatchObject({ kind: 'unavailable', maintenance: false });
});
