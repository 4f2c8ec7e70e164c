// Working days as the State Council publishes them, year by year, each year in versions. Never guesses an unpublished year.
import type { CivilDate } from '../values/civil-date.ts';
import { dateOfDay, dayOfDate, weekday, yearOfDay } from './civil-day.ts';

export interface CalendarVersion {
  /** Such as `2020.2`; unique among all years. */
  readonly version: string;
  /** Number and title of the notice. */
  readonly document: string;
  /** The day on which the notice became known. */
  readonly issuedOn: CivilDate;
  /** Inclusive ranges; weekends inside them need no mention of their own. */
  readonly holidays: readonly {
    readonly name: { readonly zh: string; readonly en: string };
    readonly from: CivilDate;
    readonly to: CivilDate;
  }[];
  /** Saturdays and Sundays on which people work 调休. */
  readonly workingDays: readonly CivilDate[];
}

export interface CalendarYear {
  readonly year: number;
  /** In the order in which they were issued. */
  readonly versions: readonly CalendarVersion[];
}

/** The answer of every question that may reach into a year whose calendar is not out yet. */
export type Published<Value> =
  | { readonly kind: 'published'; readonly value: Value; readonly versions: readonly string[] }
  | Unpublished;
export interface Unpublished {
  readonly kind: 'unpublished';
  readonly code: 'CALENDAR_NOT_PUBLISHED';
  readonly year: number;
}

export interface Calendar {
  /** Versions in force, ascending, such as `['2025.1', '2026.1']`. */
  readonly versions: readonly string[];
  readonly isWorkingDay: (date: CivilDate) => Published<boolean>;
  /** The n-th working day after the date; the date itself is not counted (民法典 201). `n` is at least 1. */
  readonly addWorkingDays: (date: CivilDate, n: number) => Published<CivilDate>;
  /** The date itself if it is a working day, else the first one after it (民法典 203). */
  readonly onOrAfter: (date: CivilDate) => Published<CivilDate>;
  /** Working days later than `after` and not later than `to`. */
  readonly workingDaysBetween: (after: CivilDate, to: CivilDate) => Published<number>;
  /** As `isWorkingDay` for a numbered day, for loops: undefined where the year is unpublished. */
  readonly works: (day: number) => boolean | undefined;
  /** The version that governs a numbered day's year. */
  readonly versionOf: (day: number) => string | undefined;
}

/**
 * The calendar as it stood at the end of `knownOn`, or as it stands with every version loaded.
 * A year whose first notice was issued later than `knownOn` is unpublished.
 */
export function calendarFrom(years: readonly CalendarYear[], knownOn?: CivilDate): Calendar {
  const chosen = new Map<number, CalendarVersion>();
  for (const { year, versions } of years) {
    const known = versions.filter(({ issuedOn }) => knownOn === undefined || issuedOn <= knownOn);
    const latest = known.at(-1);
    if (latest) chosen.set(year, latest);
  }
  const exceptions = exceptionsOf(chosen);
  // Asked day by day for every clock of every case.
  const versionOf = remembered((day) => chosen.get(yearOfDay(day))?.version);
  const works = remembered((day) =>
    chosen.has(yearOfDay(day)) ? (exceptions.get(day) ?? (weekday(day) >= 1 && weekday(day) <= 5)) : undefined,
  );
  const answer = <Value>(value: Value, from: number, to: number): Published<Value> => ({
    kind: 'published',
    value,
    versions: versionsBetween(chosen, from, to),
  });
  const forward = (from: number, count: number): Published<CivilDate> => {
    let left = count;
    for (let day = from; ; day += 1) {
      const working = works(day);
      if (working === undefined) return unpublished(day);
      if (working) left -= 1;
      if (left <= 0 && working) return answer(dateOfDay(day), from, day);
    }
  };
  return {
    versions: [...chosen.entries()].sort(([a], [b]) => a - b).map(([, { version }]) => version),
    works,
    versionOf,
    isWorkingDay: (date) => {
      const day = dayOfDate(date);
      const working = works(day);
      return working === undefined ? unpublished(day) : answer(working, day, day);
    },
    addWorkingDays: (date, n) => {
      if (!Number.isInteger(n) || n < 1) throw new RangeError(`addWorkingDays: ${n} is not a count of days from 1 on`);
      return forward(dayOfDate(date) + 1, n);
    },
    onOrAfter: (date) => forward(dayOfDate(date), 1),
    workingDaysBetween: (after, to) => {
      const [first, last] = [dayOfDate(after) + 1, dayOfDate(to)];
      let count = 0;
      for (let day = first; day <= last; day += 1) {
        const working = works(day);
        if (working === undefined) return unpublished(day);
        if (working) count += 1;
      }
      return answer(count, first, Math.max(first, last));
    },
  };
}

/** More than the days of all the years that are ever loaded; what is beyond is worked out each time. */
const REMEMBERED_MAX = 50_000;

function remembered<Value>(of: (day: number) => Value): (day: number) => Value {
  const known = new Map<number, Value>();
  return (day) => {
    const value = known.get(day);
    if (value !== undefined || known.has(day)) return value as Value;
    const worked = of(day);
    if (known.size < REMEMBERED_MAX) known.set(day, worked);
    return worked;
  };
}

export function unpublished(day: number): Unpublished {
  return { kind: 'unpublished', code: 'CALENDAR_NOT_PUBLISHED', year: yearOfDay(day) };
}

/** Days on which the week's rhythm does not hold. A year's notice may reach into the December before. */
function exceptionsOf(chosen: ReadonlyMap<number, CalendarVersion>): ReadonlyMap<number, boolean> {
  const exceptions = new Map<number, boolean>();
  for (const { holidays, workingDays } of chosen.values()) {
    for (const { from, to } of holidays) {
      for (let day = dayOfDate(from); day <= dayOfDate(to); day += 1) exceptions.set(day, false);
    }
    for (const date of workingDays) exceptions.set(dayOfDate(date), true);
  }
  return exceptions;
}

function versionsBetween(chosen: ReadonlyMap<number, CalendarVersion>, from: number, to: number): readonly string[] {
  const versions: string[] = [];
  for (let year = yearOfDay(from); year <= yearOfDay(to); year += 1) {
    const version = chosen.get(year)?.version;
    if (version) versions.push(version);
  }
  return versions;
}
