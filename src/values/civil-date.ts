// Civil dates as `yyyy-mm-dd` strings: no time zone, ordered as strings.
import type { Branded } from './brand.ts';

export type CivilDate = Branded<'CivilDate'>;

const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** True for a day that exists in the Gregorian calendar, written `yyyy-mm-dd`. */
export function isCalendarDate(text: string): text is CivilDate {
  return SHAPE.test(text) && isDayOfCalendar(numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10));
}

/** Whether the day exists; the month counts from 1. */
export function isDayOfCalendar(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The number that the decimal digits from `start` up to `end` write. */
export function numberAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = 10 * value + text.charCodeAt(at) - 48;
  return value;
}

/** The date, or undefined where the text is no day of the calendar. */
export function parseCivilDate(text: unknown): CivilDate | undefined {
  return typeof text === 'string' && isCalendarDate(text) ? text : undefined;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
