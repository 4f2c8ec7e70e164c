import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frequencyOf } from '../../src/statistics/frequency.ts';
import { percentOf } from '../../src/statistics/share.ts';

test.each([
  [191_756, 196_579, 97.55],
  [66_400, 133_000, 49.92],
  [66_400, 130_400, 50.92],
  [1, 3, 33.33],
  [2, 3, 66.67],
  // Exactly between two hundredths: up.
  [1, 800, 0.13],
  [3, 800, 0.38],
  [0, 7, 0],
  [7, 7, 100],
])('%i of %i are %f percent', (numerator, denominator, percent) => {
  expect(percentOf(numerator, denominator)).toBe(percent);
});

test('Over a zero base there is no percentage, not zero', () => {
  expect(percentOf(0, 0)).toBeNull();
});

test('A percentage is never further than half a hundredth from the share', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.nat(2 ** 31 - 1), (denominator, part) => {
      const numerator = part % (denominator + 1);
      const hundredths = BigInt(Math.round((percentOf(numerator, denominator) ?? -1) * 100));
      const twice = 2n * (hundredths * BigInt(denominator) - 10_000n * BigInt(numerator));
      return twice <= BigInt(denominator) && twice > -BigInt(denominator);
    }),
  );
});

test('Exactly 500 and exactly 100 a month are neither high nor low', () => {
  const bounds = { high: 500, low: 100 };
  expect([0, 99, 100, 101, 499, 500, 501].map((received) => frequencyOf(received, bounds))).toEqual([
    'LOW',
    'LOW',
    'MIDDLE',
    'MIDDLE',
    'MIDDLE',
    'MIDDLE',
    'HIGH',
  ]);
});
