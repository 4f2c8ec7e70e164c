// Messages to departments, counted by themselves: never more than their batches make necessary.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ReadName } from '../../src/departments/port.ts';
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import { asker, type FactsTown, openFactsTown } from './open-facts.ts';

const ROWS = [1, 10, 100, 1_000] as const;
let town: FactsTown;

beforeAll(async () => {
  town = await openFactsTown(20_000);
});
beforeEach(() => town.messages());
afterAll(() => town.close());

const keys: Readonly<Record<string, (n: number) => string>> = {
  residents: (n) => town.population.person(n).number,
  taxAccounts: (n) => town.population.person(n).number,
  titles: (n) => town.population.unit(n).unitNumber,
  holdings: (n) => town.population.person(n).number,
  encumbrances: (n) => town.population.unit(n).unitNumber,
  licences: (n) => town.population.enterprise(n).creditCode,
  roles: (n) => town.population.person(n).number,
};

const cases = Object.keys(keys).flatMap((read) => ROWS.map((rows) => [read, rows] as const));
/** Tax takes one taxpayer a call: on a busy machine a thousand calls at once last longer than a read may. */
const AT_ONCE: Readonly<Record<string, number>> = { taxAccounts: 100 };

test.each(cases)('%s of %i keys cost as many messages as their batches fill', async (read, rows) => {
  const name = read as ReadName;
  const { department, capability } = town.departments.reader(name);
  const facts = town.facts();
  const keyOf = keys[read] as (n: number) => string;
  const ask = (n: number) => facts.ask(name, keyOf(n) as never, asker());
  const portion = Math.min(rows, AT_ONCE[read] ?? rows);
  for (let from = 0; from < rows; from += portion) {
    // Each key twice, by two requests.
    await Promise.all(Array.from({ length: 2 * portion }, (_, n) => ask(from + (n % portion))));
  }
  expect(await town.messages()).toMatchObject({ [department]: Math.ceil(rows / capability.batchMax) });
});

test('What comes in while all places are taken goes together in the next message', async () => {
  const { capability } = town.departments.reader('residents');
  await town.control.setFaults('police', { latencyMs: 80 });
  const facts = town.facts();
  const told: unknown[] = [];
  for (let n = 0; n < capability.concurrency + 12; n += 1) {
    told.push(facts.ask('residents', town.population.person(n).number as CitizenNumber, asker()));
    await new Promise(setImmediate);
  }
  await Promise.all(told);
  await town.control.clearFaults();
  expect(await town.messages()).toMatchObject({ police: capability.concurrency + 1 });
});
