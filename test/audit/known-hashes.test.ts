import { expect, test } from 'vitest';
import { knownHashes } from '../../src/audit/known-hashes.ts';

function counted() {
  const hashed: string[] = [];
  const hashOf = knownHashes((identifier) => {
    hashed.push(identifier);
    return `hash of ${identifier}`;
  });
  return { hashOf, hashed };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `identifier ${index}`);

test('Every identifier gets its own hash, however many there were', () => {
  const { hashOf } = counted();
  const identifiers = many(5_000);
  for (const identifier of [...identifiers, ...identifiers]) expect(hashOf(identifier)).toBe(`hash of ${identifier}`);
});

test('Whoever is asked about again and again is hashed once', () => {
  const { hashOf, hashed } = counted();
  for (const identifier of many(5_000)) for (const each of ['somebody', identifier]) hashOf(each);
  expect(hashed.filter((each) => each === 'somebody')).toHaveLength(1);
});

test('What was not asked about for long is hashed anew: no more are kept than have room', () => {
  const { hashOf, hashed } = counted();
  for (const identifier of ['somebody', ...many(5_000), 'somebody']) hashOf(identifier);
  expect(hashed.filter((each) => each === 'somebody')).toHaveLength(2);
});
