import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LightThresholds, light } from '../../src/time/clocks.ts';
import { milestones, type SettledClock } from '../../src/time/milestones.ts';
import { at, shippedTime } from './published-calendars.ts';

const time = shippedTime();
const thresholds: LightThresholds = { warningPercent: 80, yellowWorkingDays: 1, yellowHoursPercent: 10 };
const marks = (clock: SettledClock, of = thresholds) => {
  const answer = milestones(time, clock, of);
  return answer.kind === 'published' ? answer.value : answer.code;
};

describe('the instants at which a light changes', () => {
  test('of five working days are the beginnings of the fourth and the last, and closing time', () => {
    const clock: SettledClock = {
      startedAt: at('2026-11-23 09:00'),
      budget: { amount: 5, unit: 'WORKING_DAY' },
      stops: [],
    };
    expect(marks(clock)).toEqual({
      warningAt: at('2026-11-27 00:00'),
      yellowAt: at('2026-11-30 00:00'),
      redAt: at('2026-11-30 17:30'),
    });
  });

  test('of one hour accepted before lunch lie on either side of it', () => {
    const clock: SettledClock = {
      startedAt: at('2026-11-23 11:40'),
      budget: { amount: 1, unit: 'WORKING_HOUR' },
      stops: [],
    };
    expect(marks(clock)).toEqual({
      warningAt: at('2026-11-23 14:58'),
      yellowAt: at('2026-11-23 15:04'),
      redAt: at('2026-11-23 15:10'),
    });
  });

  test('are unknown beyond the published calendar', () => {
    const clock: SettledClock = {
      startedAt: at('2026-12-28 09:00'),
      budget: { amount: 20, unit: 'WORKING_DAY' },
      stops: [],
    };
    expect(marks(clock)).toBe('CALENDAR_NOT_PUBLISHED');
  });

  test('never come where the thresholds leave them out', () => {
    const never = { warningPercent: 100, yellowWorkingDays: 0, yellowHoursPercent: 0 };
    const clock: SettledClock = {
      startedAt: at('2026-11-23 09:00'),
      budget: { amount: 5, unit: 'WORKING_DAY' },
      stops: [],
    };
    expect(marks(clock, never)).toMatchObject({
      yellowAt: Number.POSITIVE_INFINITY,
      warningAt: at('2026-11-30 00:00'),
    });
  });

  test('agree with the light at every minute, for random clocks, stops and thresholds', () => {
    const FIRST = at('2026-01-05 00:00') / 60_000;
    const minute = fc.integer({ min: FIRST, max: FIRST + 150 * 1440 });
    const stop = fc.tuple(minute, fc.integer({ min: 0, max: 10 * 1440 }));
    const budget = fc.record({
      amount: fc.integer({ min: 1, max: 30 }),
      unit: fc.constantFrom('WORKING_DAY' as const, 'CALENDAR_DAY' as const, 'WORKING_HOUR' as const),
    });
    const rules = fc.record({
      warningPercent: fc.integer({ min: 0, max: 100 }),
      yellowWorkingDays: fc.integer({ min: 0, max: 3 }),
      yellowHoursPercent: fc.integer({ min: 0, max: 50 }),
    });
    let compared = 0;
    fc.assert(
      fc.property(
        minute,
        budget,
        fc.array(stop, { maxLength: 4 }),
        rules,
        fc.integer({ min: 0, max: 60 * 1440 }),
        (start, limit, stops, of, later) => {
          const clock: SettledClock = {
            startedAt: start * 60_000,
            budget: limit,
            stops: stops.map(([from, length]) => ({ from: from * 60_000, to: (from + length) * 60_000 })),
          };
          const when = (start + later) * 60_000;
          const [found, shown] = [marks(clock, of), light(time, clock, when, of)];
          if (typeof found === 'string' || shown.kind === 'unpublished') return;
          // Shares of hours are compared to the minute: the last digit of a fraction is nobody's business.
          const near = [found.warningAt, found.yellowAt, found.redAt].some((mark) => Math.abs(mark - when) < 60_000);
          if (near && limit.unit === 'WORKING_HOUR') return;
          compared += 1;
          const expected =
            when > found.redAt
              ? 'RED'
              : when >= found.yellowAt
                ? 'YELLOW'
                : when >= found.warningAt
                  ? 'WARNING'
                  : 'GREEN';
          expect(shown.value).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
