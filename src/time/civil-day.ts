// Days of the calendar in Asia/Shanghai, whatever time zone the process runs in.
// The offset has been +08:00 without daylight saving time since 1991-09-15; earlier instants have no business here.
import type { CivilDate } from '../values/civil-date.ts';

const MS_PER_DAY = 86_400_000;
export const MS_PER_MINUTE = 60_000;
const OFFSET_MS = 8 * 3_600_000;

/** The civil date of an instant (ms since the epoch). */
export function dateOf(instantMs: number): CivilDate {
  return dateOfDay(dayOf(instantMs));
}

/** The number of an instant's civil day: days since 1970-01-01. */
export function dayOf(instantMs: number): number {
  return Math.floor((instantMs + OFFSET_MS) / MS_PER_DAY);
}

/** The number of a civil date: days since 1970-01-01. */
export function dayOfDate(date: CivilDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY;
}

export function dateOfDay(day: number): CivilDate {
  const known = names.get(day);
  if (known !== undefined) return known;
  const name = new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as CivilDate;
  if (names.size === NAMES_MAX) names.clear();
  names.set(day, name);
  return name;
}

/** Clocks ask for the same days again and again: some ten years of them are kept. */
const NAMES_MAX = 4_000;
const names = new Map<number, CivilDate>();

/** The instant at which a civil day begins, plus minutes after midnight. */
export function instantOf(day: number, minutes = 0): number {
  return day * MS_PER_DAY - OFFSET_MS + minutes * MS_PER_MINUTE;
}

/** RFC 3339 with the centre's offset, to the second unless there are milliseconds: `2026-11-23T15:10:00+08:00`. */
export function dateTimeOf(instantMs: number): string {
  const text = new Date(instantMs + OFFSET_MS).toISOString();
  return `${text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23)}+08:00`;
}

/** 0 for Sunday … 6 for Saturday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The year in which a numbered day lies. */
export function yearOfDay(day: number): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}
