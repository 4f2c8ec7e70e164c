// A department that is down nulls its own fields, says why, and takes nothing else along.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GraphAnswer } from '../../commands/town/graph.ts';
import { differences } from '../../commands/town/truth.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';

const READ_DEADLINE_MS = 3_000;
const MARGIN_MS = 800;
let town: RunningTown;
/** Somebody about whom every department has something to say. */
let citizen: { readonly number: string; readonly truth: Readonly<Record<string, unknown>> };

beforeAll(async () => {
  town = await runTown();
  const { population } = town;
  let index = 0;
  while (population.rolesOfPerson(index).length === 0 || population.unitsOfPerson(index).length === 0) index += 1;
  const { items } = await town.control.population('people', index, 1);
  citizen = { number: population.person(index).number, truth: items[0] as Readonly<Record<string, unknown>> };
});

/** Breakers close again on their own: a whole answer shows that they have. */
beforeEach(async () => {
  await town.control.clearFaults();
  await expect.poll(async () => (await askDossier()).errors, { timeout: 15_000, interval: 200 }).toBeUndefined();
});

function askDossier(): Promise<GraphAnswer> {
  return town.window.ask({ document: golden('person-dossier'), variables: { number: citizen.number } });
}

function personOf(answer: GraphAnswer): Readonly<Record<string, unknown>> {
  return (answer.data as { person: Readonly<Record<string, unknown>> }).person;
}

const pages = { realEstate: 10, roles: 10 };

test('With every department up, no field of the dossier is null, and all equal the truth', async () => {
  const person = personOf(await askDossier());
  expect(Object.entries(person).filter(([, value]) => value === null)).toEqual([]);
  expect(differences(person, citizen.truth, pages)).toEqual([]);
});

test('With tax hanging the dossier comes within the deadline, whole but for tax, with one DEPARTMENT_TIMEOUT', async () => {
  await town.control.setFaults('tax', { hang: true });
  const began = performance.now();
  const answer = await askDossier();
  const tookMs = performance.now() - began;
  expect(tookMs).toBeGreaterThan(READ_DEADLINE_MS - 100);
  expect(tookMs).toBeLessThan(READ_DEADLINE_MS + MARGIN_MS);
  expect(answer.errors).toEqual([
    expect.objectContaining({
      path: ['person', 'taxAccount'],
      extensions: expect.objectContaining({ code: 'DEPARTMENT_TIMEOUT', department: 'tax' }),
    }),
  ]);
  const { taxAccount, ...others } = personOf(answer);
  expect(taxAccount).toBeNull();
  expect(differences(others, citizen.truth, pages)).toEqual([]);
});

test('With land hanging a home comes within one deadline, though two of its reads need land one after the other', async () => {
  await town.control.setFaults('land', { hang: true });
  const { unitNumber } = town.population.unit(0);
  const began = performance.now();
  const answer = await town.window.ask({ document: golden('home-dossier'), variables: { unitNumber } });
  expect(performance.now() - began).toBeLessThan(READ_DEADLINE_MS + MARGIN_MS);
  expect(answer.data).toMatchObject({ realEstateUnit: { unitNumber, owners: null, encumbrances: null } });
  const codes = new Set((answer.errors ?? []).map(({ extensions }) => extensions?.code));
  expect(codes).toEqual(new Set(['DEPARTMENT_TIMEOUT']));
});

const OWN_FIELDS = {
  police: ['name', 'household'],
  land: ['realEstate'],
  licensing: ['roles'],
  tax: ['taxAccount'],
} as const;
const ENDINGS = [
  ['refuses connections', { refuseConnections: true }, 'DEPARTMENT_UNAVAILABLE'],
  ['is closed for maintenance', { maintenance: true }, 'DEPARTMENT_UNAVAILABLE'],
  ['fails inside', { errorRate: 1 }, 'DEPARTMENT_FAULT'],
  ['answers with garbage', { garbleRate: 1 }, 'DEPARTMENT_FAULT'],
] as const;

describe.each(Object.entries(OWN_FIELDS))('When %s', (department, fields) => {
  test.each(ENDINGS)(
    '%s, its own fields are null and coded, and all others equal the truth',
    async (_, faults, code) => {
      await town.control.setFaults(department, faults);
      const answer = await askDossier();
      const person = personOf(answer);
      const missing = Object.keys(person).filter((field) => person[field] === null);
      expect(missing.sort()).toEqual([...fields].sort());
      const errors = (answer.errors ?? []).map(({ path, extensions }) => [
        path?.join('.'),
        extensions?.code,
        extensions?.department,
      ]);
      expect(errors.sort()).toEqual(fields.map((field) => [`person.${field}`, code, department]).sort());
      const others = Object.fromEntries(Object.entries(person).filter(([field]) => !missing.includes(field)));
      expect(differences(others, citizen.truth, pages)).toEqual([]);
    },
  );
});

test('Requests that do not touch tax are answered while it hangs and others wait for it', async () => {
  await town.control.setFaults('tax', { hang: true });
  const waiting = Array.from({ length: 40 }, askDossier);
  const document = 'query Home($number: CitizenNumber!) { person(number: $number) { name realEstate { totalCount } } }';
  const began = performance.now();
  for (let turn = 0; turn < 20; turn += 1) {
    const { errors } = await town.window.ask({ document, variables: { number: citizen.number } });
    expect(errors).toBeUndefined();
  }
  expect(performance.now() - began).toBeLessThan(READ_DEADLINE_MS);
  const answers = await Promise.all(waiting);
  const departments = new Set(
    answers.flatMap(({ errors }) => (errors ?? []).map(({ extensions }) => extensions?.department)),
  );
  expect([...departments]).toEqual(['tax']);
});
