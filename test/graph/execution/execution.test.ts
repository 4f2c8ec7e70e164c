// A compiled operation answers what graphql's own interpreter answers: on a schema whose every field may come late, be null,
// or fail, and on documents that a compiler would get wrong.
import { randomInt } from 'node:crypto';
import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  type ExecutionResult,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { PublicError } from '../../../src/errors.ts';
import { compile } from '../../../src/graph/execution/compile.ts';
import { openRuns } from '../../../src/graph/execution/execution.ts';
import { scalars } from '../../../src/graph/scalars.ts';
import { drawQuery, randomFrom } from '../random-operation.ts';

const QUERIES = Number(process.env['RANDOM_QUERIES'] ?? 300);
const seed = Number(process.env['TEST_SEED'] ?? randomInt(1_000_000));

const typeDefs = `
  scalar Date
  scalar JSONObject
  enum Light { GREEN RED }
  input Where { county: String, light: Light = RED, days: [Date!] }
  interface Named { name: String! }
  union Thing = Town | Street
  type Query {
    town(number: Int = 3, where: Where, day: Date, any: JSONObject): Town
    sure: Town!
    things(first: Int): [Thing]
    named: [Named!]
  }
  type Town implements Named {
    name: String!
    light: Light
    founded: Date
    streets(first: Int!): [Street!]!
    twin: Town
    main: Street!
    grid: [[Int]]
    form: JSONObject
    echo(number: Int = 3, where: Where, text: String, lights: [Light!] = [RED]): JSONObject
  }
  type Street implements Named { name: String! length: Float town: Town! open: Boolean! }
`;

/** How a field ends is told by where it stands, the same each time it is asked. */
function makeSchema(): GraphQLSchema {
  const schema = makeExecutableSchema({ typeDefs, resolvers: { Date: scalars.Date, JSONObject: scalars.JSONObject } });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_parent, args, { fault }: Context, info) => outcome(String(field.type), args, info, fault);
    }
  }
  for (const name of ['Thing', 'Named']) {
    const type = schema.getType(name) as { resolveType?: unknown };
    type.resolveType = (value: { __typename: string }) => value.__typename;
  }
  return schema;
}

interface Context {
  /** Decides what fails; 0: nothing does. */
  readonly fault: number;
}

const schema = makeSchema();

function outcome(type: string, args: Record<string, unknown>, info: GraphQLResolveInfo, fault: number): unknown {
  const random = randomFrom(fault ^ hashOf(placeOf(info)));
  // What fails in a list fails late: where one entry fails at once and another later, the interpreter leaves a rejection unhandled.
  const [draw, late] = [random(), random() < 0.5 || /\.\d+\./.test(placeOf(info))];
  if (fault !== 0 && draw < 0.08) {
    const error =
      draw < 0.04 ? new PublicError('DEPARTMENT_TIMEOUT', 'late', { department: 'land' }) : new Error('bug');
    if (late) return Promise.reject(error);
    throw error;
  }
  const value = fault !== 0 && draw < 0.16 ? null : madeOf(type, args, random);
  return late ? Promise.resolve(value) : value;
}

function madeOf(type: string, args: Record<string, unknown>, random: () => number): unknown {
  const bare = type.replace(/!$/, '');
  if (bare.startsWith('[')) {
    return Array.from({ length: Math.floor(random() * 4) }, () =>
      !bare.endsWith('!]') && random() < 0.05 ? null : madeOf(bare.slice(1, -1), args, random),
    );
  }
  switch (bare) {
    case 'Int':
      return Math.floor(random() * 100);
    case 'Float':
      return random();
    case 'Boolean':
      return random() < 0.5;
    case 'Light':
      return random() < 0.5 ? 'GREEN' : 'RED';
    case 'Date':
      return '2026-02-12';
    case 'JSONObject':
      return { args };
    case 'String':
      return 'name';
    default:
      return { __typename: ['Town', 'Street'].includes(bare) ? bare : random() < 0.5 ? 'Town' : 'Street' };
  }
}

function placeOf({ path }: GraphQLResolveInfo): string {
  let text = '';
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at; at = at.prev) text = `${at.key}.${text}`;
  return text;
}

function hashOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = Math.imul(hash, 31) + character.charCodeAt(0);
  return hash;
}

interface Asked extends Context {
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

async function bothWays({ fault, text, variables }: Asked) {
  const document = parse(text);
  const operation = document.definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  const [compiled, interpreted] = await Promise.all(
    [1, Number.POSITIVE_INFINITY].map((from) => openRuns(schema, from)({ document, operation }, variables, { fault })),
  );
  return { compiles: compile(schema, document, operation) !== undefined, compiled, interpreted };
}

/** Of fields that fail below one that is null for it, each way tells one or some: spec, 6.4.4. */
function expectTheSame(compiled: ExecutionResult, interpreted: ExecutionResult, text: string): void {
  expect(compiled.data, text).toEqual(interpreted.data);
  const [one, other] = [compiled, interpreted].map(({ errors = [] }) =>
    errors.filter(({ path = [] }) => !isBelowNull(path, compiled.data)).map((error) => JSON.stringify(error)),
  );
  expect(one?.sort(), text).toEqual(other?.sort());
  expect(compiled.errors === undefined, text).toBe(interpreted.errors === undefined);
}

function isBelowNull(path: readonly (string | number)[], data: unknown): boolean {
  let [value, left] = [data, path.length];
  for (const step of path) {
    if (value === null || value === undefined) break;
    value = (value as Record<string, unknown>)[step];
    left -= 1;
  }
  return left > 0 && value === null;
}

test(`${QUERIES} queries drawn at random (TEST_SEED=${seed}) are answered the same both ways`, async () => {
  const random = randomFrom(seed);
  let [compiles, failing] = [0, 0];
  for (let count = 0; count < QUERIES; count += 1) {
    const asked = drawAsked(random, count % 2 === 0 ? 0 : Math.floor(random() * 2 ** 31));
    const ways = await bothWays(asked);
    compiles += Number(ways.compiles);
    failing += Number(ways.interpreted?.errors !== undefined);
    expectTheSame(ways.compiled as ExecutionResult, ways.interpreted as ExecutionResult, asked.text);
  }
  expect(compiles).toBeGreaterThan(QUERIES / 3);
  expect(failing).toBeGreaterThan(QUERIES / 10);
});

const HEADER =
  'query($yes: Boolean!, $n: Int!, $maybe: Int, $where: Where, $county: String, $light: Light = GREEN, $day: Date!, $any: JSONObject)';

function drawAsked(random: () => number, fault: number): Asked {
  const pick = <Value>(...values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const values = {
    '(number': () => pick('1', '$n', '$maybe', 'null'),
    '(first': () => pick('2', '$n'),
    '(where': () =>
      pick('{}', '$where', '{county: "三明"}', '{light: $light}', '{days: [$day]}', '{county: $county}', 'null'),
    '(day': () => pick('"2026-02-12"', '$day'),
    '(any': () => pick('{a: 1, b: [2.5, "x"]}', '$any', '{a: $n}'),
    '(text': () => pick('"plain"', '"a_b"', '$county'),
    '(lights': () => pick('[GREEN]', 'RED', '[$light]'),
  };
  const drawn = drawQuery({ schema, random, values, mayAsk: () => true });
  const conditional = drawn.replace(/@include\(if: true\)/g, () =>
    pick('@include(if: $yes)', '@skip(if: $yes)', '@skip(if: false)'),
  );
  const variables: Record<string, unknown> = { yes: random() < 0.5, n: 2, day: '2026-09-30' };
  if (random() < 0.5) variables['maybe'] = pick(5, null);
  if (random() < 0.5) variables['where'] = pick({ county: '350400' }, { light: 'GREEN', days: '2026-01-04' }, null);
  if (random() < 0.5) variables['any'] = { nested: { list: [1, null] } };
  if (random() < 0.3) variables['county'] = pick('350400', null);
  if (random() < 0.05) variables['day'] = 'never';
  return { fault, text: conditional.replace('query', HEADER), variables };
}

describe('is not compiled', () => {
  const compiles = (text: string) => {
    const document = parse(text);
    return compile(schema, document, document.definitions[0] as OperationDefinitionNode) !== undefined;
  };

  test('whose text would become code', () => {
    expect(compiles('{ town { echo(text: "plain") } }')).toBe(true);
    const code = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.harmed=1';
    expect(compiles(`{ town { echo(text: "${code}") } }`)).toBe(false);
    expect(compiles(`{ town { echo(text: "${code.replaceAll('_', '\\u005f')}") } }`)).toBe(false);
    expect(compiles(`{ town { echo(text: """${code}""") } }`)).toBe(false);
    expect(compiles(`query($t: JSONObject = {a: "${code}"}) { town(any: $t) { name } }`)).toBe(false);
  });

  test('whose conditions meet in a fragment', () => {
    expect(compiles('query($a: Boolean!) { town @skip(if: $a) { name } }')).toBe(true);
    expect(compiles('query($a: Boolean!) { sure { ...F @skip(if: $a) ...F } } fragment F on Town { name }')).toBe(
      false,
    );
  });

  test('whose variables may be missing inside a value', () => {
    expect(compiles('query($c: String!) { town(where: {county: $c}) { name } }')).toBe(true);
    expect(compiles('query($c: String) { town(where: {county: $c}) { name } }')).toBe(false);
  });

  test('whose variable may hold others of its kind', () => {
    const filtered = makeExecutableSchema({
      typeDefs: `input Filter { and: [Filter!] not: Other county: String } input Other { or: [Filter!] }
        input Plain { county: String }
        type Query { towns(where: Filter, plain: Plain): [String] }`,
    });
    const compilesThere = (text: string) => {
      const document = parse(text);
      return compile(filtered, document, document.definitions[0] as OperationDefinitionNode) !== undefined;
    };
    expect(compilesThere('query($p: Plain) { towns(plain: $p) }')).toBe(true);
    expect(compilesThere('query($w: Filter) { towns(where: $w) }')).toBe(false);
    expect(compilesThere('{ towns(where: { and: [{ county: "350428" }] }) }')).toBe(true);
  });

  test('which changes something', () => {
    expect(compiles('mutation { __typename }')).toBe(false);
  });
});
