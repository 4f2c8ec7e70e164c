import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { union } from '../../src/time/intervals.ts';
import { addWorkingHours, minutesOf, workingHoursBetween } from '../../src/time/working-hours.ts';
import { at, shippedTime } from './published-calendars.ts';

const time = shippedTime();
const value = (answer: { kind: string; value?: number }) => (answer.kind === 'published' ? answer.value : answer.kind);

describe('working hours', () => {
  test('leave out lunch: one hour from 11:40 ends at 15:10', () => {
    expect(value(addWorkingHours(time, at('2026-11-23 11:40'), 1))).toBe(at('2026-11-23 15:10'));
  });

  test.each([
    ['before opening', '2026-11-23 07:00', 1, '2026-11-23 09:30'],
    ['during lunch', '2026-11-23 13:00', 1, '2026-11-23 15:30'],
    ['after closing, over the weekend', '2026-11-20 18:00', 1, '2026-11-23 09:30'],
    ['on a make-up Saturday', '2026-10-10 09:00', 2, '2026-10-10 11:00'],
    ['into the National Day holiday', '2026-09-30 17:00', 1, '2026-10-08 09:00'],
    ['to the very break', '2026-11-23 11:00', 1, '2026-11-23 12:00'],
    ['for a day and a bit', '2026-11-23 08:30', 7, '2026-11-24 09:00'],
  ])('count from an instant %s', (_, from, hours, expected) => {
    expect(value(addWorkingHours(time, at(from), hours))).toBe(at(expected));
  });

  test('stand still while the clock is stopped', () => {
    const stops = [{ from: at('2026-11-23 15:00'), to: at('2026-11-24 10:00') }];
    expect(value(addWorkingHours(time, at('2026-11-23 14:30'), 1, stops))).toBe(at('2026-11-24 10:30'));
  });

  test('end with the calendar', () => {
    expect(addWorkingHours(time, at('2026-12-31 17:00'), 1)).toMatchObject({ kind: 'unpublished', year: 2027 });
    expect(workingHoursBetween(time, at('2026-12-31 17:00'), at('2027-01-01 09:00'))).toMatchObject({
      kind: 'unpublished',
    });
  });

  test('equal a count of every minute', () => {
    const instant = fc.integer({ min: at('2026-09-20 00:00') / 60_000, max: at('2026-10-12 00:00') / 60_000 });
    const span = fc.tuple(instant, fc.integer({ min: 0, max: 4 * 1440 }));
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 0, max: 5 * 1440 }),
        fc.array(span, { maxLength: 4 }),
        (start, length, spans) => {
          const stops = spans.map(([from, minutes]) => ({ from: from * 60_000, to: (from + minutes) * 60_000 }));
          let minutes = 0;
          for (let minute = start; minute < start + length; minute += 1) {
            if (
              openAt(minute * 60_000) &&
              !stops.some(({ from, to }) => minute * 60_000 >= from && minute * 60_000 < to)
            ) {
              minutes += 1;
            }
          }
          const counted = value(workingHoursBetween(time, start * 60_000, (start + length) * 60_000, stops));
          expect(counted).toBeCloseTo(minutes / 60, 9);
          if (minutes > 0) {
            const due = Number(value(addWorkingHours(time, start * 60_000, minutes / 60, stops)));
            expect(value(workingHoursBetween(time, start * 60_000, due, stops))).toBeCloseTo(minutes / 60, 6);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Straight from the wall clock: 08:30-12:00 and 14:30-17:30 on working days. */
function openAt(instant: number): boolean {
  const wall = new Date(instant + 8 * 3_600_000).toISOString();
  const clock = wall.slice(11, 16);
  const works = time.calendar.works(Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) / 86_400_000) === true;
  return works && ((clock >= '08:30' && clock < '12:00') || (clock >= '14:30' && clock < '17:30'));
}

describe('times of day', () => {
  test.each([
    ['00:00', 0],
    ['14:30', 870],
    ['24:00', 1440],
    ['24:01', undefined],
    ['9:00', undefined],
    ['12:60', undefined],
  ])('%s', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });
});

describe('the union of intervals', () => {
  test('never counts overlap twice and joins neighbours', () => {
    const joined = union([
      { from: 10, to: 20 },
      { from: 0, to: 5 },
      { from: 15, to: 30 },
      { from: 5, to: 6 },
      { from: 9, to: 9 },
    ]);
    expect(joined).toEqual([
      { from: 0, to: 6 },
      { from: 10, to: 30 },
    ]);
  });
});
