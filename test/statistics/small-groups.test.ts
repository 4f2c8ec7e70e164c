import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dimensionsOf, pointsAtPerson, withoutSmall } from '../../src/statistics/small-groups.ts';

const rules = { floor: 5, roles: ['analyst'], together: [['REGION', 'DAY'] as const] };
const ever = { from: null, before: null };
const groups = (...sizes: number[]) => sizes.map((received) => ({ received }));

test('What is left out is hidden among others, so that no total tells it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 12 }), (sizes) => {
      const all = groups(...sizes);
      const { kept, withheld } = withoutSmall(all, 5);
      const hidden = all.filter((group) => !kept.includes(group));
      const sum = hidden.reduce((total, { received }) => total + received, 0);
      expect(kept.every(({ received }) => received === 0 || received >= 5)).toBe(true);
      expect(withheld?.groups ?? 0).toBe(hidden.length);
      // Below the floor in all only where nothing is shown beside it.
      if (hidden.length > 0 && sum < 5) expect(kept.every(({ received }) => received === 0)).toBe(true);
      expect(withheld?.received ?? null).toBe(sum >= 5 ? sum : null);
    }),
  );
});

test('A few are left out with the next larger ones, and with no more than it takes', () => {
  expect(withoutSmall(groups(9, 2, 30, 7), 5)).toEqual({
    kept: groups(9, 30),
    withheld: { groups: 2, received: 9, floor: 5 },
  });
  expect(withoutSmall(groups(5, 6), 5).withheld).toBeNull();
  expect(withoutSmall(groups(0), 5)).toEqual({ kept: groups(0), withheld: null });
  expect(withoutSmall(groups(3), 5)).toEqual({ kept: [], withheld: { groups: 1, received: null, floor: 5 } });
});

test('Only what points at a person together counts, wherever in the question it stands', () => {
  const asks = (by: readonly ('REGION' | 'DAY' | 'STATE')[], received = ever, where = {}) =>
    pointsAtPerson(dimensionsOf({ by, received, where: { every: [], ...where } }), rules);
  expect(asks(['REGION'])).toBe(false);
  expect(asks(['DAY', 'STATE'])).toBe(false);
  expect(asks(['REGION', 'DAY'])).toBe(true);
  expect(asks(['REGION'], { from: '2026-11-01', before: '2026-12-01' } as never)).toBe(false);
  expect(asks(['REGION'], { from: '2026-11-01', before: '2026-11-03' } as never)).toBe(true);
  const there = { not: { dimension: 'REGION', values: ['350428'] } };
  expect(asks(['DAY'], ever, { every: [{ any: [there] }] })).toBe(true);
});
