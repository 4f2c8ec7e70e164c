import { expect, test } from 'vitest';
import { type Fact, openKeptFacts } from '../../src/departments/kept-facts.ts';

const BYTES_MAX = 100_000;
const VALUE = 'a'.repeat(400);
/** As many as fit: each takes some 1,000 bytes. */
const ROOM = 90;

function fact(name: string, value: unknown = VALUE): Fact<unknown> {
  return { name, value, asOfMs: 1, freshUntilMs: 2, closed: null };
}

function open() {
  return openKeptFacts({ nowMs: () => 0, bytesMax: BYTES_MAX });
}

test('Of many facts the last ones stay, and the others go', () => {
  const kept = open();
  const facts = Array.from({ length: 20 * ROOM }, (_, index) => fact(`fact ${index}`));
  for (const each of facts) kept.keep(each, 0);
  const held = facts.filter(kept.holds);
  expect(held.length).toBeGreaterThanOrEqual(ROOM / 2 - 5);
  expect(held.length).toBeLessThanOrEqual(ROOM + 10);
  expect(held).toEqual(facts.slice(-held.length));
});

test('A fact that is found again and again stays, and one that is merely asked about does not', () => {
  const kept = open();
  const [found, asked] = [fact('found'), fact('asked about')];
  for (const each of [found, asked]) kept.keep(each, 0);
  for (let index = 0; index < 10 * ROOM; index += 1) {
    kept.keep(fact(`other ${index}`), 0);
    kept.holds(asked);
    expect(kept.find('found')).toBe(found);
  }
  expect([kept.holds(found), kept.holds(asked)]).toEqual([true, false]);
});

test('What is too large to be kept leaves neither the one of before in its place nor less room for others', () => {
  const kept = open();
  const other = fact('other');
  for (const each of [other, fact('large')]) kept.keep(each, 0);
  kept.keep(fact('large', 'a'.repeat(BYTES_MAX)), 0);
  expect(kept.find('large')).toBeUndefined();
  expect(kept.holds(other)).toBe(true);
});

test('What is dropped is not found, in whichever half it stood', () => {
  const kept = open();
  const facts = Array.from({ length: ROOM }, (_, index) => fact(`fact ${index}`));
  for (const each of facts) kept.keep(each, 0);
  const held = facts.filter(kept.holds);
  kept.drop(held.map(({ name }) => name));
  expect(held.some(kept.holds)).toBe(false);
  kept.keep(fact('a'), 0);
  kept.dropAll();
  expect(kept.find('a')).toBeUndefined();
});

test('Whatever was held is held for as long as nothing was lost', () => {
  const kept = open();
  let held: Fact<unknown>[] = [];
  let losses = kept.losses();
  for (let index = 0; index < 10 * ROOM; index += 1) {
    // Some are told anew.
    const each = fact(`fact ${index % (2 * ROOM + 7)}`);
    kept.keep(each, 0);
    if (kept.losses() !== losses) held = held.filter(kept.holds);
    losses = kept.losses();
    held.push(each);
    expect(held.every(kept.holds)).toBe(true);
  }
});
