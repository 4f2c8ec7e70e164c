import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, deadline, light, used } from '../../src/time/clocks.ts';
import { at, shippedTime } from './published-calendars.ts';

const time = shippedTime();
const thresholds = { warningPercent: 80, yellowWorkingDays: 1, yellowHoursPercent: 10 };
const days = (amount: number) => ({ amount, unit: 'WORKING_DAY' as const });
const clock = (startedAt: string, budget: Clock['budget'], stops: Clock['stops'] = []): Clock => ({
  startedAt: at(startedAt),
  budget,
  stops,
});
const due = (one: Clock, asOf = one.startedAt) => {
  const answer = deadline(time, one, asOf);
  return answer.kind === 'published' ? answer.value : answer.code;
};
const lightAt = (one: Clock, when: string) => {
  const answer = light(time, one, at(when), thresholds);
  return answer.kind === 'published' ? answer.value : answer.code;
};

describe('a deadline in working days', () => {
  test('does not count the day of acceptance and ends with business on the last day', () => {
    expect(due(clock('2026-02-12 09:00', days(5)))).toEqual({ dueAt: at('2026-02-26 17:30'), lastDay: '2026-02-26' });
  });

  test('is the same for an acceptance on Saturday as for one on Friday: a service day burns no day', () => {
    expect(due(clock('2026-11-21 09:00', days(5)))).toEqual(due(clock('2026-11-20 16:00', days(5))));
  });

  test('moves by the days on which the clock stood, the first of them not counted', () => {
    const stops = [{ from: at('2026-11-24 10:00'), to: at('2026-11-26 10:00') }];
    expect(due(clock('2026-11-23 09:00', days(5), stops))).toMatchObject({ lastDay: '2026-12-02' });
  });

  test('takes overlapping stops together, never added up', () => {
    const once = [{ from: at('2026-11-24 10:00'), to: at('2026-11-27 10:00') }];
    const twice = [...once, { from: at('2026-11-25 08:00'), to: at('2026-11-27 09:00') }, ...once];
    expect(due(clock('2026-11-23 09:00', days(5), twice))).toEqual(due(clock('2026-11-23 09:00', days(5), once)));
  });

  test('moves on day by day while a stop lasts', () => {
    const stopped = clock('2026-11-23 09:00', days(5), [{ from: at('2026-11-24 10:00'), to: null }]);
    expect(due(stopped, at('2026-11-24 11:00'))).toMatchObject({ lastDay: '2026-11-30' });
    expect(due(stopped, at('2026-11-26 11:00'))).toMatchObject({ lastDay: '2026-12-02' });
  });

  test('is unknown beyond the published calendar', () => {
    expect(due(clock('2026-12-28 09:00', days(20)))).toBe('CALENDAR_NOT_PUBLISHED');
  });
});

describe('a deadline in calendar days or hours', () => {
  test('in calendar days moves on from a last day of rest', () => {
    expect(due(clock('2026-09-25 09:00', { amount: 6, unit: 'CALENDAR_DAY' }))).toMatchObject({
      lastDay: '2026-10-08',
    });
    expect(due(clock('2026-11-23 09:00', { amount: 4, unit: 'CALENDAR_DAY' }))).toMatchObject({
      lastDay: '2026-11-27',
    });
  });

  test('in hours ends at the minute', () => {
    const hour = clock('2026-11-23 11:40', { amount: 1, unit: 'WORKING_HOUR' });
    expect(due(hour)).toEqual({ dueAt: at('2026-11-23 15:10'), lastDay: '2026-11-23' });
  });
});

describe('lights', () => {
  test.each([
    ['2026-11-23 17:00', 'GREEN'],
    ['2026-11-26 17:00', 'GREEN'],
    ['2026-11-27 08:00', 'WARNING'],
    ['2026-11-28 12:00', 'WARNING'],
    ['2026-11-30 08:00', 'YELLOW'],
    ['2026-11-30 17:30', 'YELLOW'],
    ['2026-11-30 17:31', 'RED'],
  ])('of five working days from Monday morning: at %s %s', (when, colour) => {
    expect(lightAt(clock('2026-11-23 09:00', days(5)), when)).toBe(colour);
  });

  test.each([
    ['2026-11-23 11:00', 'GREEN'],
    ['2026-11-23 16:15', 'WARNING'],
    ['2026-11-23 16:45', 'YELLOW'],
    ['2026-11-24 09:00', 'RED'],
  ])('of six working hours from opening: at %s %s', (when, colour) => {
    expect(lightAt(clock('2026-11-23 08:30', { amount: 6, unit: 'WORKING_HOUR' }), when)).toBe(colour);
  });

  test('follow the configured thresholds', () => {
    const late = { warningPercent: 100, yellowWorkingDays: 0, yellowHoursPercent: 0 };
    const five = clock('2026-11-23 09:00', days(5));
    expect(light(time, five, at('2026-11-27 08:00'), late)).toMatchObject({ value: 'GREEN' });
    expect(light(time, five, at('2026-11-30 08:00'), late)).toMatchObject({ value: 'WARNING' });
    const early = { ...thresholds, yellowWorkingDays: 3 };
    expect(light(time, five, at('2026-11-26 08:00'), early)).toMatchObject({ value: 'YELLOW' });
  });

  test('a step is red though the whole is green', () => {
    const when = '2026-11-25 09:00';
    expect(lightAt(clock('2026-11-23 09:00', days(1)), when)).toBe('RED');
    expect(lightAt(clock('2026-11-23 09:00', days(5)), when)).toBe('GREEN');
  });
});

describe('for random ledgers', () => {
  const FIRST = at('2026-01-05 00:00') / 60_000;
  const minute = fc.integer({ min: FIRST, max: FIRST + 170 * 1440 });
  const stop = fc.tuple(minute, fc.integer({ min: 0, max: 15 * 1440 }));
  const ledger = fc.array(stop, { maxLength: 6 });
  const budget = fc.record({
    amount: fc.integer({ min: 1, max: 45 }),
    unit: fc.constantFrom('WORKING_DAY' as const, 'CALENDAR_DAY' as const),
  });

  test('the derived deadline and use equal a count day by day', () => {
    fc.assert(
      fc.property(minute, budget, ledger, fc.integer({ min: 1, max: 100 * 1440 }), (start, limit, stops, later) => {
        const one: Clock = {
          startedAt: start * 60_000,
          budget: limit,
          stops: stops.map(([from, length]) => ({ from: from * 60_000, to: (from + length) * 60_000 })),
        };
        expect(due(one)).toMatchObject({ lastDay: countedDeadline(one) });
        const asOf = (start + later) * 60_000;
        expect(used(time, one, asOf)).toMatchObject({ value: countedDays(one, dateOf(asOf)).length });
      }),
      { numRuns: 400 },
    );
  });

  test('stops are united, never added up: cut into overlapping pieces and told twice, they move the deadline as once', () => {
    fc.assert(
      fc.property(minute, budget, stop, fc.integer({ min: 0, max: 100 }), (start, limit, [from, length], share) => {
        const cut = Math.floor((length * share) / 100);
        const make = (all: readonly (readonly [number, number])[]) =>
          due({
            startedAt: start * 60_000,
            budget: limit,
            stops: all.map(([begin, span]) => ({ from: begin * 60_000, to: (begin + span) * 60_000 })),
          });
        const pieces = [
          [from, cut],
          [from + Math.floor(cut / 2), length - Math.floor(cut / 2)],
          [from, length],
        ] as const;
        expect(make(pieces)).toEqual(make([[from, length]]));
      }),
      { numRuns: 200 },
    );
  });

  test('no stop ever brings a deadline forward', () => {
    fc.assert(
      fc.property(minute, budget, ledger, stop, (start, limit, stops, [from, length]) => {
        const make = (all: typeof stops) =>
          due({
            startedAt: start * 60_000,
            budget: limit,
            stops: all.map(([begin, span]) => ({ from: begin * 60_000, to: (begin + span) * 60_000 })),
          });
        const [without, with_] = [make(stops), make([...stops, [from, length]])];
        if (typeof without === 'string' || typeof with_ === 'string') return;
        expect(with_.dueAt).toBeGreaterThanOrEqual(without.dueAt);
      }),
      { numRuns: 200 },
    );
  });
});

// The count below knows nothing of day numbers or unions: it walks dates as strings and asks every stop about each.
function dateOf(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
}

function following(date: string): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function works(date: string): boolean {
  return time.calendar.works(Date.parse(`${date}T00:00:00Z`) / 86_400_000) === true;
}

function stopped({ stops }: Clock, date: string): boolean {
  return stops.some(({ from, to }) => date > dateOf(from) && date <= dateOf(to ?? from));
}

function countedDays(one: Clock, until: string): readonly string[] {
  const counted: string[] = [];
  for (let date = following(dateOf(one.startedAt)); date <= until; date = following(date)) {
    if ((one.budget.unit === 'CALENDAR_DAY' || works(date)) && !stopped(one, date)) counted.push(date);
  }
  return counted;
}

function countedDeadline(one: Clock): string {
  let date = countedDays(one, '2026-12-31')[one.budget.amount - 1] ?? '';
  while (!works(date) || stopped(one, date)) date = following(date);
  return date;
}
