// How far a token reaches: a citizen to what is his own, a clerk to the counties of the token. What lies beyond looks like what
// is not there.
import { beforeAll, describe, expect, test } from 'vitest';
import { citizenNumberCheck } from '../../src/values/citizen-number.ts';
import { type House, runHouse } from '../support/house.ts';

const window = { role: 'window', purpose: 'acceptance' };
const unknown = {
  person: `11010119900307229${citizenNumberCheck('11010119900307229')}`,
  unit: '350428999999GB99999F99999999',
  enterprise: '91350428MA0TE5T16H',
  case: 'nothing',
};
let house: House;

beforeAll(async () => {
  house = await runHouse({ development: true });
});

const questions = {
  person: 'query($key: CitizenNumber!) { person(number: $key) { id masked number name } }',
  unit: 'query($key: UnitNumber!) { realEstateUnit(unitNumber: $key) { id address owners { share } } }',
  enterprise: 'query($key: CreditCode!) { enterprise(creditCode: $key) { id name } }',
  case: 'query($key: ID!) { case(number: $key) { id state } }',
} as const;

async function asked(kind: keyof typeof questions, key: string, claims: object): Promise<string> {
  const { text } = await house.ask({ query: questions[kind], variables: { key } }, { role: 'window', ...claims });
  return text;
}

async function submitted(bundle: string, n: number, claims: object = {}) {
  const input = await house.control.sample(bundle, n);
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
  return { input, reply: await house.ask({ query, variables: { input } }, { ...window, ...claims }) };
}

describe('For a front end', () => {
  const owner = () =>
    Array.from({ length: house.population.people }, (_, index) => index).find(
      (index) => house.population.unitsOfPerson(index).length > 0,
    ) ?? 0;

  test('another citizen, his home and his case look like what is not there', async () => {
    const { population } = house;
    const claims = { role: 'front-end', purpose: 'own-data', subject: population.person(owner()).number };
    const foreign = Array.from({ length: population.units }, (_, index) => population.unit(index)).find(
      ({ owners }) => !owners.some(({ holder }) => holder.kind === 'person' && holder.index === owner()),
    );
    const { reply } = await submitted('home-transfer', 1);
    for (const [kind, key] of [
      ['person', population.person(owner() + 1).number],
      ['unit', foreign?.unitNumber ?? ''],
      ['case', reply.data.submitCase.case.number],
    ] as const) {
      expect(await asked(kind, key, claims), kind).toBe(await asked(kind, unknown[kind], claims));
      expect(await asked(kind, key, window), kind).not.toBe(await asked(kind, unknown[kind], window));
    }
  });

  test('its own home is shown, and where the register is down nothing is told of any', async () => {
    const { population } = house;
    const claims = { role: 'front-end', purpose: 'own-data', subject: population.person(owner()).number };
    const own = population.unit(population.unitsOfPerson(owner())[0] ?? 0);
    expect(await asked('unit', own.unitNumber, claims)).toContain(own.address);
    await house.control.setFaults('land', { maintenance: true });
    const [mine, other] = [await asked('unit', own.unitNumber, claims), await asked('unit', unknown.unit, claims)];
    await house.control.clearFaults();
    await expect.poll(() => asked('unit', own.unitNumber, claims), { timeout: 10_000 }).toContain(own.address);
    expect(mine).toContain('DEPARTMENT_UNAVAILABLE');
    expect(mine.replace(/,"retryAfterMs":\d+/, '')).toBe(other.replace(/,"retryAfterMs":\d+/, ''));
  });

  test('an application for somebody else is refused', async () => {
    const { reply } = await submitted('home-transfer', 5, {
      role: 'front-end',
      purpose: 'own-data',
      subject: house.population.person(0).number,
    });
    expect(reply.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('For a clerk whose token is restricted to a county', () => {
  const county = () => house.population.unit(0).unitNumber.slice(0, 6);
  const elsewhere = () => ({ ...window, regions: ['110101'] });

  test('a unit, an enterprise and a case of another county look like what is not there', async () => {
    const { population } = house;
    const { input, reply } = await submitted('home-transfer', 2);
    const place = (JSON.stringify(input.form).match(/"(\d{12}[GJZ][\w]{15})"/)?.[1] ?? '').slice(0, 6);
    const enterprise = population.enterprise(0);
    for (const [kind, key, region] of [
      ['unit', population.unit(0).unitNumber, county()],
      ['enterprise', enterprise.creditCode, enterprise.county],
      ['case', reply.data.submitCase.case.number, place],
    ] as const) {
      expect(await asked(kind, key, elsewhere()), kind).toBe(await asked(kind, unknown[kind], elsewhere()));
      expect(await asked(kind, key, { ...window, regions: [region] }), kind).toBe(await asked(kind, key, window));
    }
  });

  test('what answers for all counties is refused, and so is a list of another', async () => {
    for (const query of [
      '{ tasks { id } }',
      '{ caseEvents { endCursor } }',
      '{ cases { totalCount } }',
      '{ enterprises(where: {county: "350102"}) { totalCount } }',
    ]) {
      expect((await house.ask({ query }, elsewhere())).errors[0]?.extensions.code, query).toBe('FORBIDDEN');
      expect((await house.ask({ query }, window)).errors, query).toEqual([]);
    }
  });

  test('of what somebody holds, and where somebody has a part, the rest is not listed', async () => {
    const { population } = house;
    const people = Array.from({ length: population.people }, (_, index) => index);
    const query = `query($number: CitizenNumber!) { person(number: $number) {
      realEstate { totalCount asOf nodes { unitNumber } } roles { totalCount nodes { enterprise { creditCode } } } } }`;
    const listed = async (number: string, claims: object = {}) =>
      (await house.ask({ query, variables: { number } }, { ...window, ...claims })).data.person;
    const holder = population.person(people.find((index) => population.unitsOfPerson(index).length > 0) ?? 0).number;
    const [all, none] = [await listed(holder), await listed(holder, { regions: ['110101'] })];
    expect(all.realEstate.totalCount).toBeGreaterThan(0);
    expect(none.realEstate).toEqual({ totalCount: 0, asOf: expect.any(String), nodes: [] });
    const [{ unitNumber }] = all.realEstate.nodes;
    const own = await listed(holder, { regions: [unitNumber.slice(0, 6)] });
    expect(own.realEstate.nodes).toContainEqual({ unitNumber });
    const { roles, creditCode, county } = population.enterprise(0);
    const head = population.person(roles[0]?.person ?? 0).number;
    expect((await listed(head, { regions: [county] })).roles.nodes).toContainEqual({ enterprise: { creditCode } });
    expect((await listed(head, { regions: ['110101'] })).roles).toEqual({ totalCount: 0, nodes: [] });
  });

  test('an application of another county is refused, and one of its own is received', async () => {
    expect((await submitted('home-transfer', 7, elsewhere())).reply.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const { input } = await submitted('home-transfer', 7, elsewhere());
    const place = (JSON.stringify(input.form).match(/"(\d{12}[GJZ][\w]{15})"/)?.[1] ?? '').slice(0, 6);
    expect((await submitted('home-transfer', 7, { regions: [place] })).reply.data.submitCase.case.number).toBeDefined();
  });
});
