// `_entities`: what a router is given, what it costs the departments, and that it is a read like any other.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type House, runHouse, type TokenClaims } from '../../support/house.ts';

/** What was read to learn the ids is no longer fresh after this. */
const FRESHNESS_MS = 5_000;
const analyst = { role: 'analyst', purpose: 'statistics' };
const supervisor = { role: 'supervisor', purpose: 'supervision' };
const window = { role: 'window', purpose: 'acceptance' };
let house: House;

beforeAll(async () => {
  house = await runHouse();
});

const ENTITIES = `query($references: [_Any!]!) { _entities(representations: $references) { __typename
  ... on Person { id masked number name }
  ... on Enterprise { id creditCode name }
  ... on RealEstateUnit { id unitNumber address usage }
  ... on Case { id caseNumber: number state }
  ... on Department { code called: name }
} }`;

function entities(references: readonly object[], claims: TokenClaims = analyst, query = ENTITIES) {
  return house.ask({ query, variables: { references } }, claims);
}

async function idOf(query: string): Promise<string> {
  const { data } = await house.ask({ query }, analyst);
  return data.found.id;
}

function personId(index: number): Promise<string> {
  return idOf(`{ found: person(number: "${house.population.person(index).number}") { id } }`);
}

async function submitted(): Promise<{ id: string; number: string }> {
  const input = await house.control.sample('home-transfer', 4);
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { id number } } } }';
  return (await house.ask({ query, variables: { input } }, window)).data.submitCase.case;
}

async function messages(department: string): Promise<number> {
  return (await house.control.counters())[department]?.messages ?? 0;
}

describe('References are answered', () => {
  test('in their order, by each of their keys, and with null for what is not there', async () => {
    const { population } = house;
    const [unit, enterprise] = [population.unit(0), population.enterprise(0)];
    const known = await submitted();
    const { data, errors } = await entities([
      { __typename: 'Department', code: 'tax' },
      { __typename: 'Case', number: known.number },
      { __typename: 'RealEstateUnit', unitNumber: unit.unitNumber },
      { __typename: 'Case', id: known.id },
      { __typename: 'Enterprise', creditCode: '91350428MA0TE5T16H' },
      { __typename: 'Enterprise', creditCode: enterprise.creditCode },
      { __typename: 'Person', id: await personId(3) },
      { __typename: 'Person', id: known.id },
      { __typename: 'Case', number: 'nothing' },
      { __typename: 'Department', code: 'weather' },
    ]);
    expect(errors).toEqual([]);
    const found = data._entities;
    expect(found[0]).toEqual({ __typename: 'Department', code: 'tax', called: '税务局' });
    expect(found[1]).toEqual({
      __typename: 'Case',
      id: known.id,
      caseNumber: known.number,
      state: expect.any(String),
    });
    expect(found[2]).toMatchObject({ unitNumber: unit.unitNumber, usage: unit.usage });
    expect(found[3]).toEqual(found[1]);
    expect(found[4]).toBeNull();
    expect(found[5]).toMatchObject({ creditCode: enterprise.creditCode, name: enterprise.name });
    expect(found[6].__typename).toBe('Person');
    expect(found.slice(7)).toEqual([null, null, null]);
    const again = await entities([
      { __typename: 'Enterprise', id: found[5].id },
      { __typename: 'RealEstateUnit', id: found[2].id },
    ]);
    expect(again.data._entities).toEqual([found[5], found[2]]);
  });

  // The first is interpreted, later ones run compiled.
  test.each([1, 2, 3])('each by itself where one cannot be read, asked for the %i. time', async () => {
    const { data, errors } = await entities([
      { __typename: 'Department', code: 'tax' },
      { __typename: 'Person', number: house.population.person(3).number },
      { __typename: 'Bundle', code: 'home-transfer' },
      { __typename: 'Enterprise', creditCode: 'none' },
      {},
    ]);
    expect(data._entities).toEqual([expect.objectContaining({ code: 'tax' }), null, null, null, null]);
    expect(errors.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual(
      [1, 2, 3, 4].map((place) => [place, 'BAD_USER_INPUT']),
    );
    expect(JSON.stringify(errors)).not.toContain(house.population.person(3).number);
  });
});

test('As many messages go to the departments as their own limits ask for, and none to those that are not concerned', async () => {
  const { population } = house;
  const people = await Promise.all(Array.from({ length: 60 }, (_, index) => personId(index)));
  const references = people.map((id) => ({ __typename: 'Person', id }));
  await sleep(FRESHNESS_MS + 100);
  await house.control.resetCounters();
  await entities(references, analyst, query('Person', 'name'));
  expect([await messages('police'), await messages('tax')]).toEqual([2, 0]);
  await entities(references.slice(0, 3), analyst, query('Person', 'taxAccount { status }'));
  expect([await messages('police'), await messages('tax')]).toEqual([2, 3]);
  const enterprises = Array.from({ length: 30 }, (_, index) => population.enterprise(index).creditCode);
  await entities(
    enterprises.map((creditCode) => ({ __typename: 'Enterprise', creditCode })),
    analyst,
    query('Enterprise', 'name licence { county }'),
  );
  expect(await messages('licensing')).toBe(1);
});

function query(type: string, fields: string): string {
  return `query($references: [_Any!]!) { _entities(representations: $references) { ... on ${type} { ${fields} } } }`;
}

describe('It is a read like any other', () => {
  test('for analysts and operators alone, as is the SDL', async () => {
    const department = [{ __typename: 'Department', code: 'tax' }];
    for (const role of ['front-end', 'window', 'supervisor']) {
      expect((await entities(department, { role })).errors[0]?.extensions.code).toBe('FORBIDDEN');
      expect((await house.ask({ query: '{ _service { sdl } }' }, { role })).errors[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    }
    for (const role of ['analyst', 'operator']) expect((await entities(department, { role })).errors).toEqual([]);
    const { errors } = await house.ask({ query: ENTITIES, variables: { references: department } });
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('masked', async () => {
    const { number, name } = house.population.person(5);
    const { data, text } = await entities([
      { __typename: 'Person', id: await personId(5) },
      { __typename: 'RealEstateUnit', unitNumber: house.population.unit(1).unitNumber },
    ]);
    expect(text).not.toContain(number);
    expect(data._entities[0]).toMatchObject({
      masked: true,
      name: `${name.slice(0, 1)}${'*'.repeat(name.length - 1)}`,
    });
    expect(data._entities[1]).toMatchObject({ address: null });
  });

  test('within the counties of the token', async () => {
    const { population } = house;
    const enterprise = population.enterprise(0);
    const known = await submitted();
    const references = [
      { __typename: 'Enterprise', creditCode: enterprise.creditCode },
      {
        __typename: 'Enterprise',
        id: await idOf(`{ found: enterprise(creditCode: "${enterprise.creditCode}") { id } }`),
      },
      { __typename: 'RealEstateUnit', unitNumber: population.unit(0).unitNumber },
      { __typename: 'Case', id: known.id },
    ];
    expect((await entities(references)).data._entities).not.toContain(null);
    const elsewhere = await entities(references, { ...analyst, regions: ['110101'] });
    expect(elsewhere.data._entities).toEqual([null, null, null, null]);
  });

  test('bounded', async () => {
    const many = Array.from({ length: 501 }, () => ({ __typename: 'Department', code: 'tax' }));
    expect((await entities(many)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await entities(many.slice(1))).data._entities).toHaveLength(500);
    const deep = query('Person', 'realEstate(first: 100) { nodes { encumbrances { kind } } }');
    expect((await entities(many.slice(1), analyst, deep)).errors[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });

  test('entered in the audit trail, with the cases that were looked at', async () => {
    const known = await submitted();
    await entities([{ __typename: 'Case', id: known.id }], { ...analyst, subject: 'router-7' });
    const trail = `{ auditTrail(where: {actor: "router-7"}) { nodes { fields cases outcome } } }`;
    const { data } = await house.ask({ query: trail }, supervisor);
    expect(data.auditTrail.nodes).toEqual([{ fields: ['_entities'], cases: [known.number], outcome: 'ANSWERED' }]);
  });
});
