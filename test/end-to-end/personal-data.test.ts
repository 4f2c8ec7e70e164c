// Who sees whose data: with the right role and purpose whole, otherwise masked, or not at all.
import { beforeAll, describe, expect, test } from 'vitest';
import type { GraphClient } from '../../commands/town/graph.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';

let town: RunningTown;
/** Somebody with a household of several, a home and an office. */
let citizen: { readonly number: string; readonly name: string };
let truth: Dossier;

interface Dossier {
  readonly masked?: boolean;
  readonly number: string | null;
  readonly name: string | null;
  readonly household: {
    readonly number: string | null;
    readonly address: string | null;
    readonly members: readonly {
      readonly relation: string;
      readonly person: { number: string | null; name: string | null };
    }[];
  };
  readonly realEstate: { readonly nodes: readonly { readonly unitNumber: string; readonly address: string | null }[] };
  readonly taxAccount: {
    readonly taxpayerNumber: string | null;
    readonly arrears: string | null;
    readonly status: string;
  };
  readonly roles: { readonly nodes: readonly { readonly enterprise: { readonly name: string } }[] };
}

beforeAll(async () => {
  town = await runTown();
  const { population } = town;
  const suits = (index: number) =>
    population.unitsOfPerson(index).length > 0 &&
    population.rolesOfPerson(index).length > 0 &&
    population.household(population.person(index).household).members.length > 1;
  let index = 0;
  while (!suits(index)) index += 1;
  citizen = population.person(index);
  truth = (await town.control.population('people', index, 1)).items[0] as Dossier;
});

async function dossier(client: GraphClient, headers: Readonly<Record<string, string>> = {}): Promise<Dossier | null> {
  const variables = { number: citizen.number };
  const { data, errors } = await client.ask({ document: golden('person-dossier'), variables, headers });
  expect(errors).toBeUndefined();
  return (data as { person: Dossier | null }).person;
}

function expectWhole(seen: Dossier | null): void {
  expect(seen).toMatchObject({
    masked: false,
    number: citizen.number,
    name: citizen.name,
    household: { address: truth.household.address, members: truth.household.members },
    taxAccount: truth.taxAccount,
  });
}

function expectMasked(seen: Dossier | null): void {
  expect(seen?.masked).toBe(true);
  expect(seen?.number).toBe(maskedNumber(citizen.number));
  expect(seen?.name).toBe(maskedName(citizen.name));
  expect(seen?.household).toMatchObject({ number: null, address: null });
  const members = truth.household.members.map(({ relation, person }) => ({
    relation,
    person: expect.objectContaining({ number: maskedNumber(person.number), name: maskedName(person.name) }),
  }));
  expect(seen?.household.members).toEqual(members);
  expect(seen?.realEstate.nodes.map(({ address }) => address)).toEqual(
    truth.realEstate.nodes.slice(0, 10).map(() => null),
  );
  expect(seen?.taxAccount).toEqual({
    ...truth.taxAccount,
    taxpayerNumber: maskedNumber(citizen.number),
    arrears: null,
  });
  // An enterprise is nobody's personal data.
  expect(seen?.roles.nodes.map(({ enterprise }) => enterprise.name)).toEqual(
    truth.roles.nodes.slice(0, 10).map(({ enterprise }) => enterprise.name),
  );
  const text = JSON.stringify(seen);
  for (const { person } of truth.household.members) {
    expect(text).not.toContain(person.number);
    expect(text).not.toContain(`"${person.name}"`);
  }
}

function maskedName(name: string | null): string {
  const [first = '', ...rest] = name ?? '';
  return first + '*'.repeat(rest.length);
}

function maskedNumber(number: string | null): string {
  return `${number?.slice(0, 6)}********${number?.slice(-4)}`;
}

describe('A person’s dossier is whole', () => {
  test('for a window that handles an application, by its token or by the header', async () => {
    expectWhole(await dossier(town.window));
    expectWhole(await dossier(await town.as({ role: 'window' }), { 'x-purpose': 'acceptance' }));
  });

  test('for a supervisor in a supervision', async () => {
    expectWhole(await dossier(await town.as({ role: 'supervisor', purpose: 'supervision' })));
  });
});

describe('A person’s dossier is masked', () => {
  test.each([
    ['a window that states no purpose', { role: 'window' }, {}],
    ['a window with a purpose of another role', { role: 'window', purpose: 'supervision' }, {}],
    ['a window with a purpose that does not exist', { role: 'window' }, { 'x-purpose': 'curiosity' }],
    ['a supervisor without a purpose', { role: 'supervisor' }, {}],
    ['an analyst', { role: 'analyst', purpose: 'statistics' }, {}],
    ['an analyst who claims to handle an application', { role: 'analyst' }, { 'x-purpose': 'acceptance' }],
    ['an operator', { role: 'operator', purpose: 'operation' }, {}],
  ])('for %s', async (_, request, headers) => {
    expectMasked(await dossier(await town.as(request), headers));
  });

  test('with the same id as where it is whole, so that caches know them for one', async () => {
    const document = 'query Id($number: CitizenNumber!) { person(number: $number) { id } }';
    const variables = { number: citizen.number };
    const analyst = await town.as({ role: 'analyst', purpose: 'statistics' });
    const [whole, masked] = await Promise.all(
      [town.window, analyst].map((client) => client.ask({ document, variables })),
    );
    expect(masked?.data).toEqual(whole?.data);
    expect(JSON.stringify(whole?.data)).not.toContain(citizen.number);
  });
});

describe('A citizen’s front end', () => {
  test('shows the citizen’s own data whole, and the others of the household masked', async () => {
    const own = await dossier(await town.as({ role: 'front-end', purpose: 'own-data', subject: citizen.number }));
    expect(own).toMatchObject({ masked: false, number: citizen.number, name: citizen.name });
    expect(own?.household.address).toBe(truth.household.address);
    expect(own?.taxAccount).toEqual(truth.taxAccount);
    expect(own?.realEstate.nodes.every(({ address }) => address !== null)).toBe(true);
    const others = own?.household.members.filter(({ person }) => person.number !== citizen.number) ?? [];
    expect(others).toHaveLength(truth.household.members.length - 1);
    for (const { person } of others) expect(person.name).toMatch(/^.\*+$/u);
  });

  test('shows nothing of anybody else, not even that the number is on record', async () => {
    const somebodyElse = town.population.person(town.population.people - 1).number;
    const frontEnd = await town.as({ role: 'front-end', purpose: 'own-data', subject: somebodyElse });
    expect(await dossier(frontEnd)).toBeNull();
  });
});

test('A home’s dossier hides address and owners from an analyst, and keeps what is nobody’s personal data', async () => {
  const unitNumber = truth.realEstate.nodes[0]?.unitNumber ?? '';
  const analyst = await town.as({ role: 'analyst', purpose: 'statistics' });
  const { data, errors } = await analyst.ask({ document: golden('home-dossier'), variables: { unitNumber } });
  expect(errors).toBeUndefined();
  const { realEstateUnit: unit } = data as {
    realEstateUnit: { owners: readonly { holder: Record<string, unknown> }[] };
  };
  expect(unit).toMatchObject({ unitNumber, address: null, areaSquareMetres: expect.any(Number) });
  const people = unit.owners.map(({ holder }) => holder).filter((holder) => holder['__typename'] === 'Person');
  expect(people.length).toBeGreaterThan(0);
  for (const holder of people) {
    expect(holder['number']).toMatch(/^\d{6}\*{8}[\dX]{4}$/);
    expect(holder['name']).toMatch(/^.\*+/u);
    expect(holder['household']).toEqual({ address: null });
    expect(holder['taxAccount']).toEqual({ arrears: null });
  }
});
