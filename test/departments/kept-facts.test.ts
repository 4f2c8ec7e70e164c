import { expect, test } from 'vitest';
import { type Fact, openKeptFacts, type Shelf } from '../../src/departments/kept-facts.ts';

const BYTES_MAX = 100_000;
const VALUE = 'a'.repeat(400);
/** As many as fit: each takes some 1,000 bytes. */
const ROOM = 90;

function open() {
  const kept = openKeptFacts({ nowMs: () => 0, bytesMax: BYTES_MAX });
  // Two of them share the room.
  const shelves = [kept.openShelf('one'), kept.openShelf('other')] as const;
  return { kept, shelves, fact: (key: string, value?: unknown) => factOn(shelves[0], key, value) };
}

function factOn(shelf: Shelf, key: string, value: unknown = VALUE): Fact<unknown> {
  return { shelf, key, value, asOfMs: 1, freshUntilMs: 2, closed: null };
}

test('Of many facts the last ones stay, and the others go', () => {
  const { kept, shelves } = open();
  const facts = Array.from({ length: 20 * ROOM }, (_, index) =>
    factOn(shelves[index % 3 === 0 ? 0 : 1], `fact ${index}`),
  );
  for (const each of facts) kept.keep(each, 0);
  const held = facts.filter(kept.holds);
  expect(held.length).toBeGreaterThanOrEqual(ROOM / 2 - 5);
  expect(held.length).toBeLessThanOrEqual(ROOM + 10);
  expect(held).toEqual(facts.slice(-held.length));
});

test('A fact that is found again and again stays, and one that is merely asked about does not', () => {
  const { kept, shelves, fact } = open();
  const [found, asked] = [fact('found'), fact('asked about')];
  for (const each of [found, asked]) kept.keep(each, 0);
  for (let index = 0; index < 10 * ROOM; index += 1) {
    kept.keep(fact(`other ${index}`), 0);
    kept.holds(asked);
    expect(kept.find(shelves[0], 'found')).toBe(found);
  }
  expect([kept.holds(found), kept.holds(asked)]).toEqual([true, false]);
});

test('What is too large to be kept leaves neither the one of before in its place nor less room for others', () => {
  const { kept, shelves, fact } = open();
  const other = fact('other');
  for (const each of [other, fact('large')]) kept.keep(each, 0);
  kept.keep(fact('large', 'a'.repeat(BYTES_MAX)), 0);
  expect(kept.find(shelves[0], 'large')).toBeUndefined();
  expect(kept.holds(other)).toBe(true);
});

test('What is dropped is not found, in whichever half it stood', () => {
  const { kept, shelves, fact } = open();
  const facts = Array.from({ length: ROOM }, (_, index) => fact(`fact ${index}`));
  for (const each of facts) kept.keep(each, 0);
  const held = facts.filter(kept.holds);
  kept.drop(
    shelves,
    held.map(({ key }) => key),
  );
  expect(held.some(kept.holds)).toBe(false);
  kept.keep(fact('a'), 0);
  kept.dropAll();
  expect(kept.find(shelves[0], 'a')).toBeUndefined();
});

test('Whatever was held is held for as long as nothing was lost', () => {
  const { kept, fact } = open();
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

test('The same key stands on each shelf by itself', () => {
  const { kept, shelves } = open();
  const [one, other] = [factOn(shelves[0], 'a'), factOn(shelves[1], 'a')];
  for (const each of [one, other]) kept.keep(each, 0);
  expect([kept.find(shelves[0], 'a'), kept.find(shelves[1], 'a')]).toEqual([one, other]);
  expect([one, other].every(kept.holds)).toBe(true);
  kept.drop([shelves[0]], ['a']);
  expect([one, other].map(kept.holds)).toEqual([false, true]);
});
