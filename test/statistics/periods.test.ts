import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf, lastDay, weekName, wholeMonths } from '../../src/statistics/periods.ts';
import { dateOfDay, dayOfDate } from '../../src/time/civil-day.ts';
import { parseCivilDate } from '../../src/values/civil-date.ts';

describe('An ISO week', () => {
  test.each([
    ['2026-W01', '2025-12-29', '2026-01-05'],
    ['2026-W48', '2026-11-23', '2026-11-30'],
    ['2026-W53', '2026-12-28', '2027-01-04'],
    ['2020-W53', '2020-12-28', '2021-01-04'],
    ['2021-W01', '2021-01-04', '2021-01-11'],
  ])('%s runs from %s to before %s', (name, from, before) => {
    expect(daysOf('ISO_WEEK', name)).toEqual({ from, before });
  });

  test.each(['2025-W53', '2026-W00', '2026-W54', '2026-48', '2026-W5', 'W48'])('%s does not exist', (name) => {
    expect(daysOf('ISO_WEEK', name)).toBeUndefined();
  });

  test('has the name that the days of it lead back to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), (number) => {
        const days = daysOf('ISO_WEEK', weekName(number));
        expect(days?.from).toBe(dateOfDay(dayOfDate(parseCivilDate('1970-01-05') ?? ('' as never)) + 7 * number));
      }),
    );
  });
});

test('A month ends where the next begins, the year’s last one too', () => {
  expect(daysOf('MONTH', '2026-12')).toEqual({ from: '2026-12-01', before: '2027-01-01' });
  expect(daysOf('MONTH', '2024-02')).toEqual({ from: '2024-02-01', before: '2024-03-01' });
  expect(lastDay({ before: '2024-03-01' })).toBe('2024-02-29');
  expect(daysOf('YEAR', '2026')).toEqual({ from: '2026-01-01', before: '2027-01-01' });
  expect(daysOf('MONTH', '2026-13')).toBeUndefined();
  expect(daysOf('YEAR', '26')).toBeUndefined();
});

test('A day that is not in the calendar is no span', () => {
  expect(daysOf('DAY', '2026-02-28')).toEqual({ from: '2026-02-28', before: '2026-03-01' });
  expect(daysOf('DAY', '2026-02-29')).toBeUndefined();
});

test('A range is cut into whole months, or holds none', () => {
  expect(wholeMonths({ from: '2026-01-15', before: '2026-04-03' })).toEqual({
    from: '2026-02-01',
    before: '2026-04-01',
  });
  expect(wholeMonths({ from: '2026-01-01', before: '2026-04-01' })).toEqual({
    from: '2026-01-01',
    before: '2026-04-01',
  });
  expect(wholeMonths({ from: '2026-01-02', before: '2026-02-28' })).toBeUndefined();
  expect(wholeMonths({ from: null, before: null })).toEqual({ from: null, before: null });
  expect(wholeMonths({ from: '2026-12-02', before: null })).toEqual({ from: '2027-01-01', before: null });
});
