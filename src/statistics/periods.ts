// Spans of the calendar by their names: day, ISO week, month, year. Civil dates of the centre; no clock is looked at.
import { dateOfDay, dayOfDate, weekday } from '../time/civil-day.ts';
import { parseCivilDate } from '../values/civil-date.ts';
import type { DayRange } from './question.ts';

export type Span = 'DAY' | 'ISO_WEEK' | 'MONTH' | 'YEAR';

/** Monday of the first week of the years that are numbered here. */
const FIRST_MONDAY = dayOfDate(civil('1970-01-05'));

/** Days of the span that is called so (`2026-11-23`, `2026-W48`, `2026-11`, `2026`); undefined where none is. */
export function daysOf(span: Span, name: string): { readonly from: string; readonly before: string } | undefined {
  switch (span) {
    case 'DAY': {
      const date = parseCivilDate(name);
      return date && { from: date, before: dateOfDay(dayOfDate(date) + 1) };
    }
    case 'ISO_WEEK':
      return daysOfWeek(name);
    case 'MONTH': {
      const from = /^\d{4}-\d{2}$/.test(name) ? parseCivilDate(`${name}-01`) : undefined;
      return from && { from, before: nextMonth(from) };
    }
    case 'YEAR': {
      const from = /^\d{4}$/.test(name) ? parseCivilDate(`${name}-01-01`) : undefined;
      return from && { from, before: `${String(Number(name) + 1).padStart(4, '0')}-01-01` };
    }
  }
}

/** The week in whose year its Thursday lies. */
export function weekName(number: number): string {
  const monday = FIRST_MONDAY + number * 7;
  const thursday = dateOfDay(monday + 3);
  const year = thursday.slice(0, 4);
  const week = Math.floor((dayOfDate(thursday) - dayOfDate(civil(`${year}-01-01`))) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** First days of months at which a range can be cut into whole months; undefined where it holds none. */
export function wholeMonths({ from, before }: DayRange): DayRange | undefined {
  const first = from === null || from.endsWith('-01') ? from : nextMonth(from);
  const end = before === null ? null : `${before.slice(0, 7)}-01`;
  return first !== null && end !== null && first >= end ? undefined : { from: first, before: end };
}

export function isWholeMonths({ from, before }: DayRange): boolean {
  return (from === null || from.endsWith('-01')) && (before === null || before.endsWith('-01'));
}

export function dayAfter(date: string): string {
  return dateOfDay(dayOfDate(civil(date)) + 1);
}

/** The last day before the end of a range. */
export function lastDay({ before }: { readonly before: string }): string {
  return dateOfDay(dayOfDate(civil(before)) - 1);
}

function daysOfWeek(name: string) {
  const [, year = '', week = ''] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  const january = parseCivilDate(`${year}-01-04`);
  if (!january) return undefined;
  const day = dayOfDate(january);
  const monday = day - ((weekday(day) + 6) % 7) + (Number(week) - 1) * 7;
  const number = (monday - FIRST_MONDAY) / 7;
  return weekName(number) === name ? { from: dateOfDay(monday), before: dateOfDay(monday + 7) } : undefined;
}

function nextMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${date.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
}

function civil(text: string) {
  const date = parseCivilDate(text);
  if (date) return date;
  throw new Error(`${text} is no civil date.`);
}
