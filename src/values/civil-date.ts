// Civil dates as `yyyy-mm-dd` strings: no time zone, ordered as strings.
import type { Branded } from './brand.ts';

export type CivilDate = Branded<'CivilDate'>;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists in the Gregorian calendar, written `yyyy-mm-dd`. */
export function isCalendarDate(text: string): text is CivilDate {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= daysInMonth(year, month);
}

/** The date, or undefined where the text is no day of the calendar. */
export function parseCivilDate(text: unknown): CivilDate | undefined {
  return typeof text === 'string' && isCalendarDate(text) ? text : undefined;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
