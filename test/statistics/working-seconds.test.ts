import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pause } from '../../src/cases/clocks/pauses.ts';
import { workingSeconds } from '../../src/statistics/working-seconds.ts';
import { workingHoursBetween } from '../../src/time/working-hours.ts';
import { shippedTime } from '../time/published-calendars.ts';

const time = shippedTime();
const at = (text: string) => Date.parse(`${text}+08:00`);
const pause = (from: number, to: number | null): Pause => ({
  from: new Date(from),
  to: to === null ? null : new Date(to),
  fromReportedAt: new Date(from),
  toReportedAt: to === null ? null : new Date(to),
  reason: null,
  legalBasis: null,
  fault: null,
  credited: { from, to, capAt: Number.POSITIVE_INFINITY },
});

test('Lunch, nights, weekends and holidays take no time', () => {
  expect(workingSeconds(time, at('2026-03-02T11:40:00'), at('2026-03-02T15:10:00'), [])).toBe(3600);
  expect(workingSeconds(time, at('2026-09-30T17:00:00'), at('2026-10-08T09:00:00'), [])).toBe(3600);
});

test('A span that runs into an unpublished year has no length', () => {
  expect(workingSeconds(time, at('2026-12-31T09:00:00'), at('2027-01-04T09:00:00'), [])).toBeNull();
});

test('Any span, with any pauses, is as long as the calendar’s own count', () => {
  const instant = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2026-12-31T00:00:00') });
  const span = fc.tuple(instant, fc.integer({ min: 0, max: 20 * 86_400_000 }));
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 3 }), ([from, length], stops) => {
      const to = Math.min(from + length, at('2026-12-31T23:00:00'));
      const pauses = stops.map(([start, lasts]) => pause(start, start + lasts));
      const intervals = stops.map(([start, lasts]) => ({ from: start, to: start + lasts }));
      const counted = workingHoursBetween(time, from, to, intervals);
      if (counted.kind === 'unpublished') return;
      expect(workingSeconds(time, from, to, pauses)).toBe(Math.floor(counted.value * 3600 + 0.5 + 1e-9));
    }),
    { numRuns: 300 },
  );
});
