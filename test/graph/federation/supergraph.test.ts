// Another authority's service, composed with ours by the library for it: one question is answered by both.
import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { composeServices } from '@theguild/federation-composition';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, runHouse, type TokenClaims } from '../../support/house.ts';
import { gradeOf, provincialNumber, serveInspections } from './inspections.ts';

const operator = { role: 'operator', purpose: 'operation' };
const analyst = { role: 'analyst', purpose: 'statistics' };
const INSPECTED = 30;
let house: House;
let supergraph: GraphQLSchema;

beforeAll(async () => {
  house = await runHouse();
  const inspections = await serveInspections(creditCodes());
  afterAll(() => inspections.close());
  const { data } = await house.ask({ query: '{ _service { sdl } }' }, operator);
  const composed = composeServices([
    { name: 'yichuang', url: `${house.url}/graphql`, typeDefs: parse(data._service.sdl) },
    { name: 'inspections', url: inspections.url, typeDefs: parse(inspections.sdl) },
  ]);
  expect(composed.errors).toBeUndefined();
  supergraph = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: composed.supergraphSdl ?? '',
    // The router hands on who asks.
    httpExecutorOpts: { headers: (request) => request?.context },
  });
});

function creditCodes(): readonly string[] {
  return Array.from({ length: INSPECTED }, (_, index) => house.population.enterprise(index).creditCode);
}

async function ask(source: string, claims: TokenClaims) {
  const authorization = `Bearer ${await house.token(claims)}`;
  const result = await graphql({ schema: supergraph, source, contextValue: { authorization } });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and fail where one is another
  return { data: JSON.parse(JSON.stringify(result.data ?? null)) as any, errors: result.errors ?? [] };
}

test('A list of theirs is completed by ours, with one message to the department for all of it', async () => {
  await house.control.resetCounters();
  const { data, errors } = await ask(
    '{ inspections { grade enterprise { creditCode name licence { county } } } }',
    analyst,
  );
  expect(errors).toEqual([]);
  expect(data.inspections).toEqual(
    creditCodes().map((creditCode, index) => {
      const { name, county } = house.population.enterprise(index);
      return { grade: gradeOf(creditCode), enterprise: { creditCode, name, licence: { county } } };
    }),
  );
  expect((await house.control.counters())['licensing']?.messages).toBe(1);
});

test('A list of ours is completed by theirs, and so is a case, which they know by its opaque id', async () => {
  const { county } = house.population.enterprise(0);
  const listed = await ask(
    `{ enterprises(where: {county: "${county}"}, first: 20) { nodes { creditCode inspections { grade } } } }`,
    analyst,
  );
  expect(listed.errors).toEqual([]);
  const { nodes } = listed.data.enterprises;
  expect(nodes.length).toBeGreaterThan(1);
  for (const { creditCode, inspections } of nodes) {
    expect(inspections).toEqual(creditCodes().includes(creditCode) ? [{ grade: gradeOf(creditCode) }] : []);
  }
  const input = await house.control.sample('home-transfer', 1);
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { id number } } } }';
  const submitted = await house.ask({ query, variables: { input } }, { role: 'window', purpose: 'acceptance' });
  const { id, number } = submitted.data.submitCase.case;
  const found = await ask(`{ case(number: "${number}") { number provincialNumber } }`, analyst);
  expect(found).toEqual({ data: { case: { number, provincialNumber: provincialNumber(id) } }, errors: [] });
});

test('Whoever may not ask us for entities gets theirs alone', async () => {
  const { data, errors } = await ask('{ inspections { grade enterprise { name } } }', { role: 'window' });
  expect(data.inspections).toHaveLength(INSPECTED);
  expect(data.inspections.every(({ enterprise }: { enterprise: { name: null } }) => enterprise.name === null)).toBe(
    true,
  );
  expect(errors.length).toBeGreaterThan(0);
});
