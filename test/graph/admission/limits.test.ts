// Every limit, at what it allows and at one more, as clients meet it.
import { readdirSync, readFileSync } from 'node:fs';
import { getIntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultLimits } from '../../../src/graph/limits.ts';
import { type House, type Reply, runHouse } from '../../support/house.ts';

const { characters, tokens, depth, aliases, rootFields, directives, selections, variableDepth } = defaultLimits;
const analyst = { role: 'analyst', purpose: 'statistics' };
const window = { role: 'window', purpose: 'acceptance' };
const ROWS = 12;
const ERRORS = 3;
const OPERATION_MS = 500;
let house: House;
let narrow: House;

beforeAll(async () => {
  const { rows } = defaultLimits;
  house = await runHouse();
  narrow = await runHouse({ limits: { rows: { ...rows, analyst: ROWS }, errors: ERRORS, operationMs: OPERATION_MS } });
});

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

function expectTooComplex(reply: Reply): void {
  expect([reply.status, reply.errors[0]?.extensions.code], reply.text).toEqual([400, 'QUERY_TOO_COMPLEX']);
  expect('data' in JSON.parse(reply.text)).toBe(false);
}

/** From an enterprise to its representative, to his enterprises, and so on; `levels` fields below one another. */
function chain(levels: number): string {
  const round = ['legalRepresentative', 'roles(first: 1)', 'nodes', 'enterprise'];
  const leaves = ['id', 'id', 'totalCount', 'role'];
  const fields = Array.from({ length: levels - 2 }, (_, index) => `${round[index % 4]} {`);
  return `query($code: CreditCode!) { enterprise(creditCode: $code) { ${fields.join(' ')} ${leaves[(levels - 2) % 4]} ${'} '.repeat(levels)}`;
}

describe('A document may have', () => {
  test.each([
    ['characters', characters, (n: number) => `{ bundles { code } } #${'x'.repeat(n - 22)}`],
    ['tokens', tokens, (n: number) => `{ bundle(code: [${times(n - 12, () => '1')}]) { code } }`],
    ['aliases', aliases, (n: number) => `{ bundles { ${times(n, (index) => `a${index}: code`)} } }`],
    [
      'aliases of __typename',
      aliases,
      (n: number) => `{ bundles { ${times(n, (index) => `a${index}: __typename`)} } }`,
    ],
    ['fields at the root', rootFields, (n: number) => `{ ${times(n, () => 'bundles { code }')} }`],
    ['directives', directives, (n: number) => `{ bundles { ${times(n, () => 'code @include(if: true)')} } }`],
    ['fields in all', selections, (n: number) => `{ bundles { ${times(n - 1, () => 'code')} } }`],
    [
      'aliases through fragments',
      aliases,
      (n: number) =>
        `{ bundles { ${times(n / 10, () => '...ten')} ${times(n % 10, () => 'more: code')} } }
         fragment ten on Bundle { ${times(10, (index) => `a${index}: code`)} }`,
    ],
    [
      'fields through fragments that multiply',
      selections,
      (n: number) =>
        `{ bundles { ${times((n - 1) / 100, () => '...a')} ${times((n - 1) % 100, () => 'code')} } }
         fragment a on Bundle { ${times(10, () => '...b')} } fragment b on Bundle { ${times(10, () => 'code')} }`,
    ],
  ])('so many %s: %i', async (_, max, documentOf) => {
    const allowed = await house.ask({ query: documentOf(max) }, analyst);
    expect(allowed.errors[0]?.extensions.code, allowed.text).not.toBe('QUERY_TOO_COMPLEX');
    const refused = await house.ask({ query: documentOf(max + 1) }, analyst);
    expectTooComplex(refused);
    expect(refused.errors[0]?.message).toContain(`more than ${max} `);
  });

  test(`${depth} levels of fields, introspection aside`, async () => {
    const variables = { code: house.population.enterprise(0).creditCode };
    const allowed = await house.ask({ query: chain(depth), variables }, analyst);
    expect(allowed.errors).toEqual([]);
    const refused = await house.ask({ query: chain(depth + 1), variables }, analyst);
    expectTooComplex(refused);
    expect(refused.errors[0]?.message).toContain(`${depth} levels of fields`);
    const introspected = await house.ask({ query: getIntrospectionQuery() }, analyst);
    expect(introspected.errors).toEqual([]);
    expect(introspected.data.__schema.queryType.name).toBe('Query');
  });

  test(`${variableDepth} levels of nesting in the variables`, async () => {
    const query = 'query($input: SubmitCaseInput!) { rehearseCase(input: $input) { acceptable } }';
    const sample = await house.control.sample('home-transfer', 1);
    const nest = (levels: number): unknown => (levels === 0 ? 1 : { a: nest(levels - 1) });
    // The input and its form are levels of their own.
    const rehearsed = (levels: number) =>
      house.ask({ query, variables: { input: { ...sample, form: nest(levels - 1) } } }, window);
    expect((await rehearsed(variableDepth)).data.rehearseCase.acceptable).toBe(false);
    for (const levels of [variableDepth + 1, 3_000]) expectTooComplex(await rehearsed(levels));
  });
});

describe('An operation may', () => {
  test('cost what its role allows, told from its text and variables before anything is read', async () => {
    const query = `query($page: Int!) { enterprises(where: {county: "350428"}, first: $page) { nodes {
      taxAccount { status } legalRepresentative { taxAccount { status } realEstate(first: 6) { nodes { id } } } } } }`;
    const ask = (page: number) => house.ask({ query, variables: { page } }, { role: 'operator', purpose: 'operation' });
    // An enterprise, two accounts at 5 each, a person, a connection at 2 with six units: 20; the list itself costs 2.
    const max = defaultLimits.cost.operator;
    expect(max).toBe(10_000);
    await house.control.resetCounters();
    const refused = await ask(500);
    expectTooComplex(refused);
    expect(refused.errors[0]?.message).toContain('10002');
    const { tax } = await house.control.counters();
    expect(tax?.messages).toBe(0);
    expect((await ask(1)).errors).toEqual([]);
  });

  test(`answer ${ROWS} entries of lists, and not one more`, async () => {
    const ask = (query: string) => narrow.ask({ query }, analyst);
    const list = (first: number) => `{ enterprises(where: {county: "${county()}"}, first: ${first}) { nodes { id } } }`;
    expect((await ask(list(ROWS))).data.enterprises.nodes).toHaveLength(ROWS);
    expectTooComplex(await ask(list(ROWS + 1)));
  });

  test(`answer ${ERRORS} errors; those beyond are counted`, async () => {
    const ask = (count: number) =>
      narrow.ask(
        {
          query: `{ ${times(count, (index) => `a${index}: case(number: "1") { events(last: 0) { nodes { kind } } }`)}
        ${times(count, (index) => `b${index}: enterprises(where: {county: "1"}) { totalCount }`)} }`,
        },
        analyst,
      );
    expect((await ask(ERRORS)).errors).toHaveLength(ERRORS);
    const more = await ask(ERRORS + 1);
    expect(more.errors).toHaveLength(ERRORS + 1);
    expect(more.errors.at(-1)).toMatchObject({ extensions: { code: 'QUERY_TOO_COMPLEX' } });
    expect(more.errors.at(-1)?.message).toContain('1 more');
  });

  test(`begin reads for ${OPERATION_MS} ms, and is refused whole after that`, async () => {
    const { creditCode } = narrow.population.enterprise(0);
    const query = `query($code: CreditCode!) { enterprise(creditCode: $code) { legalRepresentative { roles(first: 1) {
      nodes { enterprise { legalRepresentative { roles(first: 1) { totalCount } } } } } } } }`;
    const ask = () => narrow.ask({ query, variables: { code: creditCode } }, analyst);
    expect((await ask()).errors).toEqual([]);
    await narrow.control.setFaults('licensing', { latencyMs: OPERATION_MS / 2 + 50 });
    expectTooComplex(await ask());
    await narrow.control.clearFaults();
  });
});

test('The golden operations pass with as much room again', async () => {
  const folder = new URL('../../../catalogue/documents/', import.meta.url);
  const { cost: all } = defaultLimits;
  const half = Object.fromEntries(Object.entries(all).map(([role, max]) => [role, max / 2])) as typeof all;
  const halved = await runHouse({
    people: 100,
    limits: {
      cost: half,
      tokens: tokens / 2,
      depth: depth / 2,
      aliases: 0,
      rootFields: 1,
      directives: 0,
      selections: selections / 2,
    },
  });
  for (const file of readdirSync(folder)) {
    const query = readFileSync(new URL(file, folder), 'utf8');
    for (const [, operationName] of query.matchAll(/^(?:query|mutation) (\w+)/gm)) {
      const reply = await halved.ask({ query, operationName: operationName ?? '' }, await roleFor(operationName ?? ''));
      expect(
        reply.errors.map(({ extensions }) => extensions.code),
        `${operationName}: ${reply.text}`,
      ).not.toContain('QUERY_TOO_COMPLEX');
    }
  }
});

async function roleFor(operation: string) {
  return operation === 'CaseStatistics' ? analyst : window;
}

function county(): string {
  return (
    Array.from(
      { length: narrow.population.enterprises },
      (_, index) => narrow.population.enterprise(index).county,
    ).toSorted(
      (one, other) =>
        narrow.population.enterprisesOfCounty(other).count - narrow.population.enterprisesOfCounty(one).count,
    )[0] ?? ''
  );
}
