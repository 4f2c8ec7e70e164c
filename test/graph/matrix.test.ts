// Role x purpose x every field and path, generated from the schema: what may not be seen is nowhere in an answer.
import { getDirectiveValues, isObjectType, isRequiredArgument } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/access/principal.ts';
import { readAccess } from '../../src/graph/admission/guard.ts';
import type { defaultLimits } from '../../src/graph/limits.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { type House, type Reply, runHouse, type TokenClaims } from '../support/house.ts';
import { everythingBelow, objectsIn, pathToEveryField, personalValues, type Values } from './every-path.ts';

const schema = await buildSchema();
const access = readAccess(schema);
const audienceOf: Readonly<Record<string, string>> = {
  'front-end': 'FRONT_END',
  window: 'WINDOW',
  analyst: 'ANALYST',
  supervisor: 'SUPERVISOR',
  operator: 'OPERATOR',
};
const purposes = [
  undefined,
  'acceptance',
  'own-data',
  'supervision',
  'statistics',
  'operation',
  'exchange',
  'no-such-purpose',
];
/** Who sees personal data of everybody, and who of one citizen. */
const UNMASKED = [
  ['window', 'acceptance'],
  ['supervisor', 'supervision'],
];
const OWN = ['front-end', 'own-data'];
const AT_ONCE = 6;
/** A citizen with a home of his own and relatives. */
let citizen: number;
let house: House;
let values: Values;

beforeAll(async () => {
  const all = Object.fromEntries(['anonymous', ...roles].map((role) => [role, 1e9])) as typeof defaultLimits.cost;
  // The matrix is about rights: its operations are larger than any that is let in.
  const limits = {
    cost: all,
    rows: all,
    characters: 1e6,
    tokens: 1e5,
    depth: 40,
    aliases: 1e4,
    rootFields: 100,
    selections: 1e5,
    operationMs: 60_000,
  };
  house = await runHouse({ limits, development: true });
  const { population } = house;
  citizen =
    Array.from({ length: population.people }, (_, index) => index).find(
      (index) =>
        population.unitsOfPerson(index).length > 0 &&
        population.rolesOfPerson(index).length > 0 &&
        population.household(population.person(index).household).members.length > 2,
    ) ?? 0;
  const input = await house.control.sample('home-transfer', 2);
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
  const submitted = await house.ask({ query, variables: { input } }, { role: 'window', purpose: 'acceptance' });
  const foreign = population.unitsOfPerson(citizen)[0] ?? 0;
  const text = (value: string) => JSON.stringify(value);
  values = {
    '(first': '2',
    '(last': '2',
    'Query.person(number': text(population.person(citizen).number),
    'Query.realEstateUnit(unitNumber': text(population.unit(foreign).unitNumber),
    'Query.enterprise(creditCode': text(
      population.enterprise(population.rolesOfPerson(citizen)[0]?.enterprise ?? 0).creditCode,
    ),
    'Query.enterprises(where': `{county: ${text(population.enterprise(0).county)}}`,
    'Query.case(number': text(submitted.data.submitCase.case.number),
    'Query.bundle(code': '"home-transfer"',
    'Query.caseStatistics(by': '[BUNDLE]',
    'Query.itemFrequencies(month': '"2026-11"',
    'Query._entities(representations': `[{__typename: "Enterprise", creditCode: ${text(population.enterprise(0).creditCode)}}]`,
  };
});

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let index = 0; index < items.length; index += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(index, index + AT_ONCE).map(act))));
  }
  return results;
}

function mayAsk(role: string | null, field: string): boolean {
  const audience = role === null ? undefined : audienceOf[role];
  return (
    access.get(field)?.has('ANYONE') === true || (audience !== undefined && access.get(field)?.has(audience) === true)
  );
}

describe('Every field that can be reached', () => {
  const nobody = {
    '(first': '1',
    '(last': '1',
    'Query.person(number': '"350428190001010015"',
    'Query.bundle(code': '"none"',
    'Query.case(number': '"none"',
    'Query.enterprise(creditCode': '"91350428MA0TE5T16H"',
    'Query.realEstateUnit(unitNumber': '"350428001002GB00003F00010002"',
    'Query.enterprises(where': '{county: "350428"}',
  };
  const paths = pathToEveryField(schema, nobody);

  test('is more than one in a handful', () => {
    expect(paths.length).toBeGreaterThan(180);
  });

  test.each([null, ...roles])('is let in or refused for %s as the SDL says', async (role) => {
    const wrong = await inTurn(paths, async ({ steps, query }) => {
      const reply = await house.ask({ query }, role === null ? undefined : { role });
      const allowed = steps.every((field) => mayAsk(role, field));
      const code = reply.errors[0]?.extensions.code;
      const refused = code === (role === null ? 'UNAUTHENTICATED' : 'FORBIDDEN');
      const fine = allowed ? !refused : refused && reply.data === undefined;
      return fine ? [] : [`${query}: ${reply.text}`];
    });
    expect(wrong.flat()).toEqual([]);
  });
});

const marked = new Set(
  Object.values(schema.getTypeMap()).flatMap((type) => {
    const directive = schema.getDirective('personal');
    if (!isObjectType(type) || !directive) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.astNode && getDirectiveValues(directive, field.astNode) ? [`${type.name}.${field.name}`] : [],
    );
  }),
);

/** What no answer may hold that is not unmasked: numbers, and what else belongs to one household or home alone. */
function secretsOf(index: number): readonly string[] {
  const { population } = house;
  const person = population.person(index);
  const household = population.household(person.household);
  const homes = population.unitsOfPerson(index).map((unit) => population.unit(unit).address);
  return [person.number, person.phone, household.number, household.address, ...homes];
}

async function everything(claims: TokenClaims) {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ name, args }) =>
    args.every((each) => !isRequiredArgument(each) || `Query.${name}(${each.name}` in values),
  );
  const asked = roots.map(({ name }) => name).filter((root) => mayAsk(claims.role, `Query.${root}`));
  const answers: { root: string; reply: Reply }[] = [];
  // One after another: each is as much as one may ask, and whoever waits behind several of them may be told to come later.
  for (const root of asked) {
    const query = everythingBelow(schema, root, values, (field) => mayAsk(claims.role, field));
    answers.push({ root, reply: await house.ask({ query }, claims) });
  }
  return answers;
}

describe('Everything that can be reached', () => {
  const pairs = roles.flatMap((role) => purposes.map((purpose) => [role, purpose] as const));
  const sees = ([role, purpose]: readonly [string, string | undefined], [other, reason]: readonly string[]) =>
    role === other && purpose === reason;

  test.each(pairs.filter((pair) => !UNMASKED.some((known) => sees(pair, known)) && !sees(pair, OWN)))(
    'shows role %s with purpose %s nothing unmasked',
    async (role, purpose) => {
      const subject = house.population.person(citizen).number;
      const answers = await everything({ role, subject, ...(purpose === undefined ? {} : { purpose }) });
      const secrets = Array.from({ length: house.population.people }, (_, index) => secretsOf(index)).flat();
      for (const { root, reply } of answers) {
        expect(
          reply.errors.filter(({ extensions }) => extensions.code !== 'BAD_USER_INPUT'),
          `${root}: ${reply.text.slice(0, 500)}`,
        ).toEqual([]);
        expect(
          secrets.filter((secret) => reply.text.includes(JSON.stringify(secret))),
          root,
        ).toEqual([]);
        const unmasked = personalValues(reply.data, marked).filter(
          ({ field, value }) => value !== null && !isMasked(field, String(value)),
        );
        expect(unmasked, root).toEqual([]);
      }
    },
  );

  test.each(UNMASKED)('shows role %s with purpose %s what the departments hold', async (role, purpose) => {
    const answers = await everything({ role: role ?? '', purpose: purpose ?? '' });
    const shown = answers
      .flatMap(({ reply }) => personalValues(reply.data, marked))
      .filter(({ value }) => value !== null);
    const fields = new Set(shown.map(({ field }) => field));
    for (const field of [
      'Person.number',
      'Person.name',
      'Household.address',
      'TaxAccount.arrears',
      'RealEstateUnit.address',
    ])
      expect(fields).toContain(field);
    expect(shown.filter(({ value }) => String(value).includes('*'))).toEqual([]);
    expect(answers.find(({ root }) => root === 'person')?.reply.text).toContain(
      house.population.person(citizen).number,
    );
  });

  test('shows a front end its own citizen, and of others neither data nor what belongs to them', async () => {
    const { population } = house;
    const { number, name } = population.person(citizen);
    const answers = await everything({ role: 'front-end', purpose: 'own-data', subject: number });
    const own = new Set([...secretsOf(citizen), name]);
    let seen = 0;
    for (const { root, reply } of answers) {
      const others = Array.from({ length: population.people }, (_, index) => index).filter(
        (index) => index !== citizen,
      );
      const foreign = others.flatMap(secretsOf).filter((secret) => !own.has(secret));
      expect(
        foreign.filter((secret) => reply.text.includes(JSON.stringify(secret))),
        root,
      ).toEqual([]);
      const unmasked = personalValues(reply.data, marked).filter(
        ({ field, value }) => value !== null && !isMasked(field, String(value)),
      );
      const strange = unmasked.filter(({ field, value }) => !own.has(String(value)) && field !== 'TaxAccount.arrears');
      expect(strange, root).toEqual([]);
      for (const person of objectsIn(reply.data, 'Person')) {
        if (person['number'] === number) {
          seen += 1;
          continue;
        }
        const { household = null, realEstate = null, taxAccount = null, roles: held = null } = person;
        expect({ household, realEstate, taxAccount, held }).toEqual({
          household: null,
          realEstate: null,
          taxAccount: null,
          held: null,
        });
      }
    }
    expect(seen).toBeGreaterThan(1);
    const text = answers.map(({ reply }) => reply.text).join();
    expect([...own].filter((secret) => !text.includes(secret))).toEqual([population.person(citizen).phone]);
  });
});

function isMasked(field: string, value: string): boolean {
  // An enterprise's tax account is under its credit code, which is nobody's personal data, and so are its arrears.
  return value.includes('*') || (field.startsWith('TaxAccount.') && !/^\d{17}[\dX]$/.test(value));
}
