import fc from 'fast-check';
import { expect, test } from 'vitest';
import { workingHoursOf } from '../../src/statistics/percentile.ts';
import { packed } from '../../src/statistics/sql/cells.ts';

const hours = (...values: readonly number[]) => workingHoursOf(packed(values.map((value) => value * 3600)));

test('The median of an even number is the mean of the two in the middle; the 90th percentile is a value that occurs', () => {
  expect(hours(1, 2, 3, 10)).toEqual({ median: 2.5, p90: 10 });
  expect(hours(10, 3, 1)).toEqual({ median: 3, p90: 10 });
  expect(hours(...Array.from({ length: 10 }, (_, index) => index + 1))).toEqual({ median: 5.5, p90: 9 });
  expect(hours(4)).toEqual({ median: 4, p90: 4 });
  expect(hours()).toBeNull();
});

test('Hours have two decimals, rounded half up', () => {
  expect(workingHoursOf(packed([17]))).toEqual({ median: 0, p90: 0 });
  expect(workingHoursOf(packed([18]))).toEqual({ median: 0.01, p90: 0.01 });
  expect(workingHoursOf(packed([5400]))).toEqual({ median: 1.5, p90: 1.5 });
});

test('Whatever the times and their order, they are as in the sorted list', () => {
  const time = fc.oneof(fc.nat(20), fc.nat(400_000));
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 300 }), (times) => {
      const sorted = [...times].sort((a, b) => a - b);
      const [lower = 0, upper = 0] = [sorted[(times.length - 1) >> 1], sorted[times.length >> 1]];
      const p90 = sorted[Math.ceil((times.length * 9) / 10) - 1] ?? 0;
      expect(workingHoursOf(packed(times))).toEqual({
        median: Math.floor((lower + upper) / 72 + 0.5) / 100,
        p90: Math.floor(p90 / 36 + 0.5) / 100,
      });
    }),
  );
});

test('Times that were taken back count no more, wherever they stand', () => {
  const some = fc.array(fc.nat(30), { maxLength: 60 });
  fc.assert(
    fc.property(some, some, fc.infiniteStream(fc.nat()), (kept, taken, order) => {
      const entries = [...kept, ...taken, ...taken.map((time) => ~time)];
      const shuffled = entries
        .map((entry) => ({ entry, at: order.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry);
      expect(workingHoursOf(packed(shuffled))).toEqual(workingHoursOf(packed(kept)));
    }),
  );
});

test('Half a million times take a moment, however many are equal', () => {
  const times = Array.from({ length: 500_000 }, (_, index) => (index % 3 === 0 ? 600 : index % 7_919));
  const sorted = [...times].sort((a, b) => a - b);
  expect(workingHoursOf(packed(times))?.p90).toBe(Math.floor((sorted[449_999] ?? 0) / 36 + 0.5) / 100);
});
