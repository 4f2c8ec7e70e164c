// One request of a client that is broken, careless or hostile, made out of the operations that real clients send.
import { readdirSync, readFileSync } from 'node:fs';
import type { Chance } from '../commands/history/chance.ts';
import type { ControlApi } from '../commands/town/control.ts';
import { damageBytes, damageText } from './damage.ts';

export interface DrawnRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Samples {
  readonly operations: readonly Operation[];
  /** Number of somebody who is on record. */
  readonly citizen: string;
}

interface Operation {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const golden = new URL('../test/golden/', import.meta.url);
const BUNDLE = 'enterprise-closing';

/** The golden operations with variables that fit them. */
export async function samplesOf(control: ControlApi): Promise<Samples> {
  const [{ items }, input] = await Promise.all([control.population('people', 0, 1), control.sample(BUNDLE, 1)]);
  const citizen = String((items[0] as { number?: unknown } | undefined)?.number);
  const variables = {
    number: citizen,
    county: '350428',
    code: BUNDLE,
    after: null,
    checkCode: '0000',
    where: null,
    first: 3,
    input,
  };
  const texts = readdirSync(golden)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => readFileSync(new URL(file, golden), 'utf8'));
  const operations = texts.flatMap((query) =>
    [...query.matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, operationName = '']) => ({
      query,
      operationName,
      variables,
    })),
  );
  // Small and always valid, so that damage often leaves something to answer.
  const short = [
    '{ bundles { code name } }',
    'query Q($n: ID! = "1") { case(number: $n) { number } a: departments { ...d } } fragment d on Department { code name }',
    '{ __typename enterprises(where: {county: "350428"}, first: 2) { totalCount nodes { name @include(if: true) } } }',
  ];
  return {
    operations: [...operations, ...short.map((query) => ({ query, operationName: '', variables: {} }))],
    citizen,
  };
}

const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '"',
  '"""',
  '\\u0000',
  '\\ud800',
  '...',
  '@',
  '$',
  '[',
  ']',
  '#',
  '\u0000',
  '\ufeff',
  '\u202e',
  'null',
  '1e999',
  '-0',
  '__proto__',
  '__typename',
  'query',
  'fragment f on Query { ...f }',
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e21,
  0.1,
  '',
  '\u0000',
  '\ud800',
  '\u202e350428',
  'x'.repeat(20_000),
  [],
  [[[[]]]],
  {},
  { constructor: { prototype: {} } },
  '350428190001010015',
  350428190001010015n.toString(),
  '2026-02-30',
];
const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=gbk',
  'application/graphql',
  'application/graphql+json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=',
  'a',
  '/',
];
const ACCEPTS = [
  'application/json',
  'application/graphql-response+json',
  '*/*',
  'text/html',
  'application/*',
  ';q=',
  'application/json;q=0',
  'image/png, */*;q=0.1',
];
const ENCODINGS = ['gzip', 'identity', 'br', 'deflate, gzip', 'x'];
const LANGUAGES = ['en', 'zh-CN', '*', ';;q=9', 'x'.repeat(500)];

export function drawRequest(chance: Chance, { operations }: Samples, tokens: readonly string[]): DrawnRequest {
  const operation = chance.pick(operations);
  const headers = headersOf(chance, tokens);
  if (chance.percent(8)) {
    const query = chance.percent(50) ? operation.query : damageText(operation.query, chance, WORDS);
    const search = new URLSearchParams({ query, variables: JSON.stringify(operation.variables) });
    const path = `/graphql?${chance.percent(30) ? damageText(search.toString(), chance).replace(/[^!-~]/g, '') : search}`;
    return { method: 'GET', path, headers: { ...headers, 'apollo-require-preflight': '1' }, body: Buffer.alloc(0) };
  }
  return { method: 'POST', path: '/graphql', headers, body: bodyOf(operation, chance) };
}

function bodyOf(operation: Operation, chance: Chance): Buffer {
  switch (chance.below(6)) {
    case 0:
      return damageBytes(Buffer.from(JSON.stringify(operation)), chance, WORDS);
    case 1:
      return Buffer.from(JSON.stringify({ ...operation, query: damageText(operation.query, chance, WORDS) }));
    case 2:
      return Buffer.from(JSON.stringify(withOddValue(operation, chance)));
    case 3:
      return Buffer.from(JSON.stringify({ ...operation, variables: withOddValue(operation.variables, chance) }));
    case 4:
      return Buffer.from(JSON.stringify(reshaped(operation, chance)));
    default:
      return deep(operation, chance);
  }
}

/** One value of it, at any depth, is another. */
function withOddValue(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.percent(15)) return chance.pick(ODD_VALUES);
  if (Array.isArray(value)) {
    if (value.length === 0) return chance.pick(ODD_VALUES);
    const at = chance.below(value.length);
    return value.with(at, withOddValue(value[at], chance));
  }
  const names = Object.keys(value);
  if (names.length === 0) return { [chance.pick(WORDS)]: chance.pick(ODD_VALUES) };
  const name = chance.pick(names);
  if (chance.percent(10)) return { ...value, [chance.pick(WORDS)]: chance.pick(ODD_VALUES) };
  return { ...value, [name]: withOddValue((value as Record<string, unknown>)[name], chance) };
}

function reshaped(operation: Operation, chance: Chance): unknown {
  return chance.pick<unknown>([
    [operation],
    [operation, operation],
    {
      ...operation,
      extensions: { persistedQuery: { version: 1, sha256Hash: chance.pick(['', 'x', '0'.repeat(64)]) } },
    },
    { ...operation, extensions: chance.pick(ODD_VALUES) },
    { ...operation, operationName: chance.pick(ODD_VALUES) },
    { query: operation.query, variables: JSON.stringify(operation.variables) },
    { query: `${operation.query}\n${operation.query}` },
    operation.query,
    { mutation: operation.query },
  ]);
}

/** Deeper than anybody needs, as text: no program has to build it first. */
function deep({ query }: Operation, chance: Chance): Buffer {
  const levels = chance.pick([30, 500, 5_000, 50_000]);
  const [open, close] = chance.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return Buffer.from(
    `{"query":${JSON.stringify(query)},"variables":{"input":${open.repeat(levels)}1${close.repeat(levels)}}}`,
  );
}

function headersOf(chance: Chance, tokens: readonly string[]): Record<string, string> {
  const odd = (share: number, name: string, values: readonly string[]) =>
    chance.percent(share) ? { [name]: chance.pick(values) } : {};
  return {
    'content-type': chance.percent(85) ? 'application/json' : chance.pick(TYPES),
    ...(chance.percent(90) ? { authorization: `Bearer ${chance.pick(tokens)}` } : {}),
    ...odd(3, 'authorization', ['Bearer', 'Bearer a.b.c', 'Basic YTpi', '']),
    ...odd(15, 'accept', ACCEPTS),
    ...odd(3, 'content-encoding', ENCODINGS),
    ...odd(10, 'accept-language', LANGUAGES),
    ...odd(5, 'x-purpose', ['acceptance', 'nothing', '__proto__', '']),
    ...odd(5, 'x-correlation-id', ['abc12345', '../../etc', 'x'.repeat(300)]),
  };
}
