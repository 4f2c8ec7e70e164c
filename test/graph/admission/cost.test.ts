// The estimate of an operation's cost: what the SDL says is what is counted, and no answer ever costs more.
import { randomInt } from 'node:crypto';
import { Kind, parse } from 'graphql';
import { expect, test } from 'vitest';
import { estimateCost, readCosts } from '../../../src/graph/admission/cost.ts';
import { readAccess } from '../../../src/graph/admission/guard.ts';
import { fragmentsOf } from '../../../src/graph/admission/measure.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import { runHouse } from '../../support/house.ts';
import { actualCost, drawQuery, randomFrom } from '../random-operation.ts';

const QUERIES = Number(process.env['RANDOM_QUERIES'] ?? 300);
const AT_ONCE = 8;
const seed = Number(process.env['TEST_SEED'] ?? randomInt(1_000_000));
const schema = await buildSchema();
const costs = readCosts(schema);

function estimated(text: string, variables = {}): number {
  const document = parse(text);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('There is no operation in the document.');
  return estimateCost(operation, { schema, costs, variables, fragments: fragmentsOf(document) });
}

test.each([
  ['an object costs 1, a leaf nothing', '{ bundle(code: "a") { code name } }', {}, 1],
  [
    'a weight counts with every object that it is asked for',
    '{ person(number: "1") { taxAccount { status } } }',
    {},
    6,
  ],
  ['a list costs as much as its entries, as many as are assumed', '{ departments { code name } }', {}, 20],
  ['an argument says how many', '{ tasks(first: 7) { id } }', {}, 7],
  ['or a variable does', 'query($n: Int) { tasks(first: $n) { id } }', { n: 9 }, 9],
  ['or the default of a variable', 'query($n: Int = 4) { tasks(first: $n) { id } }', {}, 4],
  [
    'or the default of the argument, where the variable is left out',
    'query($n: Int) { tasks(first: $n) { id } }',
    {},
    50,
  ],
  [
    'or the most that may be said, where it says nothing of use',
    'query($n: Int) { tasks(first: $n) { id } }',
    { n: null },
    500,
  ],
  [
    'it sizes the lists below it',
    '{ enterprises(where: {county: "1"}, first: 3) { totalCount nodes { licence { state } } } }',
    {},
    2 + 3 * 2,
  ],
  [
    'a list that was sent sizes the list that comes',
    'mutation($a: [JSONObject!]!) { submitCases(applications: $a) { rows { index } } }',
    { a: [{}, {}, {}] },
    1 + 3,
  ],
  [
    'of possible types the dearer counts',
    '{ case(number: "1") { applicant { ... on Person { taxAccount { status } } ... on Enterprise { licence { state } } } } }',
    {},
    1 + 1 + 5,
  ],
  [
    'fragments count where they are spread',
    '{ ...all } fragment all on Query { a: tasks(first: 2) { id } b: tasks(first: 3) { id } }',
    {},
    5,
  ],
  ['introspection costs what a large page does', '{ __schema { types { name } } }', {}, 1_000],
])('%s', (_, text, variables, cost) => {
  expect(estimated(text, variables)).toBe(cost);
});

test(
  `Of ${QUERIES} queries drawn at random (TEST_SEED=${seed}), none costs more than was estimated`,
  async () => {
    const house = await runHouse({ people: 500 });
    const random = randomFrom(seed);
    const { population } = house;
    const within = (size: number) => Math.floor(random() * size);
    const supervisor = { role: 'supervisor', purpose: 'supervision' };
    const numbers: string[] = [];
    for (let n = 1; n <= 4; n += 1) {
      const input = await house.control.sample(['home-transfer', 'enterprise-opening'][n % 2] ?? '', n);
      const query =
        'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
      const reply = await house.ask({ query, variables: { input } }, { role: 'window', purpose: 'acceptance' });
      numbers.push(reply.data.submitCase.case.number);
    }
    const text = (value: string) => JSON.stringify(value);
    const access = readAccess(schema);
    const draw = {
      schema,
      random,
      mayAsk: (field: string) =>
        access.get(field)?.has('SUPERVISOR') === true || access.get(field)?.has('ANYONE') === true,
      values: {
        '(first': () => String(1 + within(20)),
        '(last': () => String(1 + within(20)),
        'Query.person(number': () => text(population.person(within(population.people)).number),
        'Query.enterprise(creditCode': () => text(population.enterprise(within(population.enterprises)).creditCode),
        'Query.realEstateUnit(unitNumber': () => text(population.unit(within(population.units)).unitNumber),
        'Query.enterprises(where': () =>
          `{county: ${text(population.enterprise(within(population.enterprises)).county)}}`,
        'Query.case(number': () => text(numbers[within(numbers.length)] ?? ''),
        'Query.bundle(code': () => text(['home-transfer', 'enterprise-opening'][within(2)] ?? ''),
      },
    };
    const token = await house.token(supervisor);
    let admitted = 0;
    let filled = 0;
    const run = async () => {
      const query = drawQuery(draw);
      const response = await fetch(`${house.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await response.json()) as {
        data?: object;
        errors?: { message: string; extensions: { code: string } }[];
      };
      const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
      expect(
        codes.filter((code) => code === 'BAD_USER_INPUT' || code === 'INTERNAL' || code === 'FORBIDDEN'),
        `${query}\n${JSON.stringify(errors)}`,
      ).toEqual([]);
      if (data === undefined) return;
      admitted += 1;
      const document = parse(query);
      const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
      if (!operation) throw new Error('There is no operation in the document.');
      const fragments = fragmentsOf(document);
      const actual = actualCost(operation, data, { schema, costs, fragments });
      if (actual > 10) filled += 1;
      expect(actual, query).toBeLessThanOrEqual(estimateCost(operation, { schema, costs, variables: {}, fragments }));
    };
    while (admitted < QUERIES) await Promise.all(Array.from({ length: AT_ONCE }, run));
    // The comparison means something where there is something in the answers.
    expect(filled).toBeGreaterThan(QUERIES / 10);
  },
  60_000 + QUERIES * 200,
);
