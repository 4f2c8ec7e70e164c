import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyTraces, traceOf } from '../../src/departments/key-traces.ts';

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `35042819${String(10_000_000 + from + index)}`);

test('A key that was added is never said to be missing, whatever else was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(100), (keys, seed) => {
      const traces = new KeyTraces();
      for (const key of keys) traces.add(traceOf(seed, key));
      for (const key of keys) expect(traces.mayHold(traceOf(seed, key))).toBe(true);
    }),
  );
});

test('Of other keys nearly all are said to be missing, those of another table included', () => {
  const traces = new KeyTraces();
  const added = numbered(0, 10_000);
  for (const key of added) traces.add(traceOf(1, key));
  const mistaken = (seed: number, keys: readonly string[]) =>
    keys.filter((key) => traces.mayHold(traceOf(seed, key))).length;
  expect(mistaken(1, numbered(10_000, 10_000))).toBeLessThan(1_500);
  expect(mistaken(2, added)).toBeLessThan(1_500);
});

test('Once they are cleared, every key is said to be missing', () => {
  const traces = new KeyTraces();
  const keys = numbered(0, 1_000);
  for (const key of keys) traces.add(traceOf(0, key));
  traces.clear();
  expect(keys.some((key) => traces.mayHold(traceOf(0, key)))).toBe(false);
});
