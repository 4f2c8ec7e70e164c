// Documents that are small to send and meant to be expensive: refused in less time than it takes to read a department.
import { beforeAll, expect, test } from 'vitest';
import { type House, runHouse } from '../../support/house.ts';

const analyst = { role: 'analyst', purpose: 'statistics' };
/** Of this process, client and server together: other programs on the machine must not fail the test. */
const REFUSED_WITHIN_MS = 50;
const MEGABYTE = 1024 * 1024 - 200;
const TRIES = 5;
let house: House;

beforeAll(async () => {
  house = await runHouse({ people: 100 });
  for (let warmUp = 0; warmUp < 20; warmUp += 1) await house.ask({ query: `{ nothing${warmUp} }` }, analyst);
});

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

const hostile: readonly (readonly [string, string])[] = [
  ['a megabyte of braces', '{'.repeat(MEGABYTE)],
  ['a megabyte of fields', `{ ${'a '.repeat(MEGABYTE / 2 - 10)} }`],
  ['a megabyte of commas', `{ ${','.repeat(MEGABYTE - 20)} nothing }`],
  ['a megabyte in one string', `{ bundle(code: "${'x'.repeat(MEGABYTE - 100)}") { nothing } }`],
  ['a megabyte of escapes in one string', `{ bundle(code: "${'\\u0041'.repeat(MEGABYTE / 12)}") { nothing } }`],
  ['a megabyte in one name', `{ ${'x'.repeat(MEGABYTE - 100)} }`],
  ['lists as deep as the tokens allow', `{ bundle(code: ${'['.repeat(990)}${']'.repeat(990)}) { code } }`],
  ['selections as deep as the tokens allow', `{ bundles ${'{ parts '.repeat(660)} ${'}'.repeat(660)} }`],
  [
    'fragments that stand for a thousand million fields',
    `{ bundles { ...f0 } } ${times(30, (index) => `fragment f${index} on Bundle { ...f${index + 1} ...f${index + 1} }`)} fragment f30 on Bundle { code }`,
  ],
  ['a ring of fragments', `{ bundles { ...a } } fragment a on Bundle { ...b ...b } fragment b on Bundle { ...a ...a }`],
  [
    'rings of fragments, each of all',
    `{ bundles { ...f0 } } ${times(28, (index) => `fragment f${index} on Bundle { ${times(28, (other) => `...f${other}`)} }`)}`,
  ],
  [
    'the same field a thousand times, each with another argument',
    `{ bundle(code: "a") { code } ${times(180, (index) => `bundle(code: ${index}) { code }`)} }`,
  ],
  ['a thousand fields that all overlap, and one fault', `{ bundles { nothing ${times(998, () => 'code')} } }`],
  [
    'fragments that overlap, pair by pair',
    `{ bundles { nothing ${times(60, (index) => `...f${index}`)} } } ${times(60, (index) => `fragment f${index} on Bundle { code name version parts { code } }`)}`,
  ],
  [
    'nested sets that overlap',
    `{ ${times(9, () => 'bundles { parts { item { materials { code sharedFrom { nothing } } } } }')} }`,
  ],
  ['thousands of variables', `query(${times(390, (index) => `$v${index}: Int`)}) { bundles { code } }`],
  [
    'an introspection of itself',
    `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`,
  ],
  ['a hundred schemas', `{ ${times(100, (index) => `s${index}: __schema { types { name } }`)} }`],
];

test.each(hostile)('%s', async (_, query) => {
  const took: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = process.cpuUsage();
    // Each attempt is another document, so that nothing is remembered.
    const reply = await house.ask({ query: `${query}#${attempt}` }, analyst);
    const { user, system } = process.cpuUsage(before);
    took.push((user + system) / 1000);
    expect(reply.status, reply.text.slice(0, 300)).toBe(400);
    expect(reply.data).toBeUndefined();
    expect(reply.text.length).toBeLessThan(50_000);
  }
  expect(Math.min(...took)).toBeLessThan(REFUSED_WITHIN_MS);
});
