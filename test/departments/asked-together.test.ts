// What applications ask departments, counted by the departments themselves.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { askedTogether } from '../../src/departments/asked-together.ts';
import { DepartmentFault } from '../../src/departments/fault.ts';
import type { Departments } from '../../src/departments/registry.ts';
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import type { UnitNumber } from '../../src/values/unit-number.ts';
import { asker, type FactsTown, openFactsTown } from './open-facts.ts';

let town: FactsTown;
let departments: Departments;

beforeAll(async () => {
  town = await openFactsTown(2_000);
});
beforeEach(async () => {
  await town.control.clearFaults();
  departments = askedTogether(town.departments, Date.now);
  await town.messages();
});
afterAll(() => town.close());

const unit = (index: number) => town.population.unit(index).unitNumber as UnitNumber;
const person = (index: number) => town.population.person(index).number as CitizenNumber;

test('Questions of several applications that come together go in one message, each with its own answer', async () => {
  const { read } = departments.reader('titles');
  const known = await town.departments.reader('titles').read([1, 2, 3].map(unit), asker());
  expect(new Set(known.map((title) => JSON.stringify(title))).size).toBe(3);
  await town.messages();
  const answers = await Promise.all([1, 2, 3, 2].map((index) => read([unit(index)], asker())));
  expect(answers.flat()).toEqual([known[0], known[1], known[2], known[1]]);
  expect(await town.messages()).toMatchObject({ land: 1 });
  await read([unit(1)], asker());
  expect(await town.messages()).toMatchObject({ land: 1 });
});

test('A department that is told the purpose is asked for each purpose apart', async () => {
  const { read } = departments.reader('residents');
  await Promise.all(['acceptance', 'supervision'].map((purpose) => read([person(1)], asker(purpose))));
  expect(await town.messages()).toMatchObject({ police: 2 });
});

test('A department that cannot be asked fails every question by itself, and answers the next ones when it can', async () => {
  const { read } = departments.reader('titles');
  await town.control.setFaults('land', { maintenance: true });
  const answers = await Promise.all([read([unit(1)], asker()), read([unit(2), unit(3)], asker())]);
  expect(answers.flat().map((answer) => answer instanceof DepartmentFault)).toEqual([true, true, true]);
  await town.control.clearFaults();
  await expect
    .poll(async () => (await read([unit(1)], asker()))[0], { timeout: 5_000 })
    .toMatchObject({
      unitNumber: unit(1),
    });
});
