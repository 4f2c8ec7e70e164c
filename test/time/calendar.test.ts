import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { calendarFrom } from '../../src/time/calendar.ts';
import { dateOf, dateOfDay, dateTimeOf, dayOfDate } from '../../src/time/civil-day.ts';
import type { CivilDate } from '../../src/values/civil-date.ts';
import { shippedCalendars } from './published-calendars.ts';

const years = shippedCalendars();
const calendar = calendarFrom(years);
const day = (text: string) => text as CivilDate;

describe('the published calendar', () => {
  test('knows every working day of 2020 to 2026 as the package chinese-days does', () => {
    const script = fileURLToPath(new URL('chinese-days.ts', import.meta.url));
    const environment = { PATH: process.env['PATH'], TZ: 'Asia/Shanghai' };
    const known = execFileSync(process.execPath, [script], { env: environment, encoding: 'utf8' }).split('\n');
    const ours: string[] = [];
    for (let each = dayOfDate(day('2020-01-01')); each <= dayOfDate(day('2026-12-31')); each += 1) {
      if (calendar.works(each)) ours.push(dateOfDay(each));
    }
    expect(ours).toEqual(known);
  });

  test.each([
    [2024, '02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12'],
    [2025, '01-26 02-08 04-27 09-28 10-11'],
    [2026, '01-04 02-14 02-28 05-09 09-20 10-10'],
  ])('makes up for holidays on the announced weekends of %i and no others', (year, announced) => {
    const worked: string[] = [];
    for (let each = dayOfDate(day(`${year}-01-01`)); each <= dayOfDate(day(`${year}-12-31`)); each += 1) {
      const weekend = [0, 6].includes(new Date(each * 86_400_000).getUTCDay());
      if (weekend && calendar.works(each)) worked.push(dateOfDay(each).slice(5));
    }
    expect(worked.join(' ')).toBe(announced);
  });

  test('does not guess a year that is not loaded, in either direction', () => {
    const unpublished = { kind: 'unpublished', code: 'CALENDAR_NOT_PUBLISHED', year: 2027 };
    expect(calendar.isWorkingDay(day('2027-01-01'))).toEqual(unpublished);
    expect(calendar.addWorkingDays(day('2026-12-30'), 2)).toEqual(unpublished);
    expect(calendar.onOrAfter(day('2027-01-04'))).toEqual(unpublished);
    expect(calendar.workingDaysBetween(day('2026-12-30'), day('2027-01-02'))).toEqual(unpublished);
    expect(calendar.isWorkingDay(day('2019-12-31'))).toMatchObject({ kind: 'unpublished', year: 2019 });
    expect(calendar.addWorkingDays(day('2026-12-30'), 1)).toMatchObject({ kind: 'published', value: '2026-12-31' });
  });

  test('tells every version that an answer rests on', () => {
    expect(calendar.addWorkingDays(day('2025-12-31'), 1)).toEqual({
      kind: 'published',
      value: '2026-01-04',
      versions: ['2026.1'],
    });
    expect(calendar.addWorkingDays(day('2025-12-30'), 2)).toMatchObject({ versions: ['2025.1', '2026.1'] });
    expect(calendar.versions).toEqual(['2020.2', '2021.1', '2022.1', '2023.1', '2024.1', '2025.1', '2026.1']);
  });

  test('refuses to count no days, or a part of one', () => {
    expect(() => calendar.addWorkingDays(day('2026-01-05'), 0)).toThrow(RangeError);
    expect(() => calendar.addWorkingDays(day('2026-01-05'), 1.5)).toThrow(RangeError);
  });
});

describe('the holiday that was extended while it ran', () => {
  const before = calendarFrom(years, day('2020-01-26'));
  const after = calendarFrom(years, day('2020-01-27'));

  test('changes the days from 31 January to 2 February 2020', () => {
    expect(before.addWorkingDays(day('2020-01-23'), 1)).toMatchObject({ value: '2020-01-31', versions: ['2020.1'] });
    expect(after.addWorkingDays(day('2020-01-23'), 1)).toMatchObject({ value: '2020-02-03', versions: ['2020.2'] });
    expect(before.isWorkingDay(day('2020-02-01'))).toMatchObject({ value: true });
    expect(after.isWorkingDay(day('2020-02-01'))).toMatchObject({ value: false });
  });

  test('moves the deadline of an open case by the two working days that were lost', () => {
    expect(before.addWorkingDays(day('2020-01-20'), 5)).toMatchObject({ value: '2020-02-01' });
    expect(after.addWorkingDays(day('2020-01-20'), 5)).toMatchObject({ value: '2020-02-04' });
  });

  test('is unknown before its first notice', () => {
    const early = calendarFrom(years, day('2019-11-20'));
    expect(early.isWorkingDay(day('2020-03-02'))).toMatchObject({ kind: 'unpublished', year: 2020 });
  });
});

describe('the vectors', () => {
  test.each([
    ['2026-02-12', 5, '2026-02-26'],
    ['2026-02-12', 20, '2026-03-18'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2025-09-26', 5, '2025-10-10'],
    ['2026-09-30', 3, '2026-10-10'],
  ])('%s plus %i working days is %s', (from, count, expected) => {
    expect(calendar.addWorkingDays(day(from), count)).toMatchObject({ kind: 'published', value: expected });
  });

  test('a civil date begins at midnight in Shanghai', () => {
    expect(dateOf(Date.parse('2026-11-22T15:59:59.999Z'))).toBe('2026-11-22');
    expect(dateOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
    expect(dateTimeOf(Date.parse('2026-11-22T16:00:00Z'))).toBe('2026-11-23T00:00:00+08:00');
    expect(dateTimeOf(Date.parse('2026-11-22T16:00:00.250Z'))).toBe('2026-11-23T00:00:00.250+08:00');
  });
});
