import { describe, expect, test } from 'vitest';
import { opensAt } from '../../src/time/closings.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const night = { daily: [{ from: 22 * 60, to: 6 * 60 }], planned: [] };

describe('a department that closes for the night', () => {
  test.each([
    ['2026-11-23T21:59:59', '2026-11-23T21:59:59'],
    ['2026-11-23T22:00:00', '2026-11-24T06:00:00'],
    ['2026-11-24T05:59:59', '2026-11-24T06:00:00'],
    ['2026-11-24T06:00:00', '2026-11-24T06:00:00'],
  ])('is open, from %s on, at %s', (from, open) => {
    expect(opensAt(night, at(from))).toBe(at(open));
  });
});

test('planned maintenance that ends in the night ends when the night does', () => {
  const planned = [{ from: at('2026-12-05T20:00:00'), to: at('2026-12-05T23:00:00') }];
  expect(opensAt({ ...night, planned }, at('2026-12-05T20:30:00'))).toBe(at('2026-12-06T06:00:00'));
});

test('a break at noon is one of the same day', () => {
  const noon = { daily: [{ from: 12 * 60, to: 14 * 60 }], planned: [] };
  expect(opensAt(noon, at('2026-11-23T13:00:00'))).toBe(at('2026-11-23T14:00:00'));
});

test('a department that is closed around the clock does not hold up the reckoning for ever', () => {
  const always = {
    daily: [
      { from: 0, to: 720 },
      { from: 720, to: 1440 },
    ],
    planned: [],
  };
  expect(opensAt(always, at('2026-11-23T13:00:00'))).toBeGreaterThan(at('2026-12-01T00:00:00'));
});
