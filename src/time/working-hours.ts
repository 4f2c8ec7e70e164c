// Working hours within working days, the lunch break left out. To the millisecond; pure.
import type { Calendar, Published } from './calendar.ts';
import { unpublished } from './calendar.ts';
import { dayOf, instantOf, MS_PER_MINUTE, yearOfDay } from './civil-day.ts';
import type { Interval } from './intervals.ts';
import { lengthMs, subtract } from './intervals.ts';

/** Opening times of a working day as minutes after midnight, ascending and disjoint. */
export interface WorkingDay {
  readonly hours: readonly { readonly from: number; readonly to: number }[];
}

export interface WorkingTime {
  readonly calendar: Calendar;
  readonly workingDay: WorkingDay;
}

const HOUR_MS = 60 * MS_PER_MINUTE;

/** Minutes after midnight of `HH:MM`, or undefined. `24:00` is the end of the day. */
export function minutesOf(text: string): number | undefined {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return minutes <= 1440 ? minutes : undefined;
}

/** The instant at which business stops on a numbered day. */
export function closingOf(workingDay: WorkingDay, day: number): number {
  return instantOf(day, workingDay.hours.at(-1)?.to ?? 1440);
}

/**
 * The instant at which `hours` of working time have passed since `from`, time inside `stops` left out.
 * A span that ends exactly at a break ends there, not after it.
 */
export function addWorkingHours(
  { calendar, workingDay }: WorkingTime,
  from: number,
  hours: number,
  stops: readonly Interval[] = [],
): Published<number> {
  let leftMs = hours * HOUR_MS;
  const versions = new Set<string>();
  for (let day = dayOf(from); ; day += 1) {
    const working = calendar.works(day);
    if (working === undefined) return unpublished(day);
    versions.add(calendar.versionOf(day) ?? String(yearOfDay(day)));
    for (const open of working ? openings(workingDay, day, from, stops) : []) {
      if (open.to - open.from >= leftMs) {
        return { kind: 'published', value: open.from + leftMs, versions: [...versions] };
      }
      leftMs -= open.to - open.from;
    }
  }
}

/** Working hours between two instants, time inside `stops` left out. */
export function workingHoursBetween(
  { calendar, workingDay }: WorkingTime,
  from: number,
  to: number,
  stops: readonly Interval[] = [],
): Published<number> {
  let totalMs = 0;
  const versions = new Set<string>();
  for (let day = dayOf(from); day <= dayOf(to); day += 1) {
    const working = calendar.works(day);
    if (working === undefined) return unpublished(day);
    versions.add(calendar.versionOf(day) ?? String(yearOfDay(day)));
    if (!working) continue;
    const open = openings(workingDay, day, from, stops);
    totalMs += lengthMs(subtract(open, [{ from: to, to: Number.POSITIVE_INFINITY }]));
  }
  return { kind: 'published', value: totalMs / HOUR_MS, versions: [...versions] };
}

/** Asked for each day of each clock: most have no stops. */
function openings(workingDay: WorkingDay, day: number, from: number, stops: readonly Interval[]): readonly Interval[] {
  const open: Interval[] = [];
  for (const hours of workingDay.hours) {
    const [start, end] = [Math.max(from, instantOf(day, hours.from)), instantOf(day, hours.to)];
    if (start < end) open.push({ from: start, to: end });
  }
  return stops.length === 0 ? open : subtract(open, stops);
}
