// As of when a fact holds: found by the fact itself, by what stands in a list, and by what stands on a page.
import { expect, test } from 'vitest';
import { asOf, openAges } from '../../src/graph/as-of.ts';

const shelf = { prefix: '', seed: 0, young: new Map(), old: new Map() };
const fact = (value: unknown, asOfMs: number) => ({ shelf, key: '', value, asOfMs, freshUntilMs: 0, closed: null });
const shownAt = (ms: number) => new Date(ms);

test('each object has the time of the answer that it came with', () => {
  const [one, inList, onPage, untold] = [{}, {}, {}, {}];
  const list = [inList];
  const { note, asOfMs } = openAges();
  note(fact(one, 1));
  note(fact(list, 2));
  expect([one, list, inList, onPage].map(asOfMs)).toEqual([1, 2, 2, undefined]);
  note(fact({ items: [onPage], next: null, totalCount: 1 }, 3));
  expect([one, onPage, untold].map(asOfMs)).toEqual([1, 3, undefined]);
});

test('of several the oldest is shown, and nothing where no department told any', () => {
  const [old, young] = [{}, {}];
  const { note, asOfMs } = openAges();
  note(fact(young, Date.parse('2026-11-22T04:00:00Z')));
  note(fact(old, Date.parse('2026-11-22T03:00:00Z')));
  expect(asOf([young, old, {}], { shownAt, asOfMs })).toBe('2026-11-22T11:00:00.000+08:00');
  expect(asOf([{}], { shownAt, asOfMs })).toBeNull();
});
