// A clock is a start, a budget and a ledger of stops; its deadline is derived from them, never stored as the truth.
import type { CivilDate } from '../values/civil-date.ts';
import type { Published } from './calendar.ts';
import { unpublished } from './calendar.ts';
import { dateOfDay, dayOf, yearOfDay } from './civil-day.ts';
import type { Interval } from './intervals.ts';
import { union } from './intervals.ts';
import type { TimeLimit } from './time-limit.ts';
import type { WorkingTime } from './working-hours.ts';
import { addWorkingHours, closingOf, workingHoursBetween } from './working-hours.ts';

export interface Clock {
  /** The instant of acceptance, or of whatever else starts it; ms since the epoch. */
  readonly startedAt: number;
  readonly budget: TimeLimit;
  /** What stopped it; `to` is null while the stop lasts. Overlaps count once. */
  readonly stops: readonly { readonly from: number; readonly to: number | null }[];
}

export interface Deadline {
  /** Closing time of the last day (民法典 203), or the very minute for hours; ms since the epoch. */
  readonly dueAt: number;
  readonly lastDay: CivilDate;
}

export type Light = 'GREEN' | 'WARNING' | 'YELLOW' | 'RED';

export interface LightThresholds {
  /** WARNING from this share of the budget on. */
  readonly warningPercent: number;
  /** YELLOW for clocks in days: this many working days before the end, the last day included. */
  readonly yellowWorkingDays: number;
  /** YELLOW for clocks in hours: the last share of the budget. */
  readonly yellowHoursPercent: number;
}

export type LegalLimit = TimeLimit & {
  readonly legalBasis: { readonly zh: string; readonly en: string };
};

/** Limits that hold for every item unless its own is shorter. */
export interface ClockLimits {
  readonly notice: LegalLimit;
  readonly supplement: LegalLimit;
  readonly statute: LegalLimit & { readonly extension: number };
  readonly jointStatute: LegalLimit & { readonly extension: number };
  readonly delivery: LegalLimit;
  readonly complaint: LegalLimit;
}

/**
 * When the budget ends, with stops that still last taken to end at `asOf`.
 * In days the day of the start is not counted (民法典 201), nor, by the same rule, is the day on which a stop begins
 * part of it; a last day of rest moves on to the next working day.
 */
export function deadline(time: WorkingTime, clock: Clock, asOf: number): Published<Deadline> {
  const stops = closed(clock, asOf);
  if (clock.budget.unit === 'WORKING_HOUR') {
    const due = addWorkingHours(time, clock.startedAt, clock.budget.amount, stops);
    if (due.kind === 'unpublished') return due;
    return { ...due, value: { dueAt: due.value, lastDay: dateOfDay(dayOf(due.value)) } };
  }
  return lastDayOf(time, clock, stops);
}

/** Units of the budget that are used at `asOf`; a day counts from its beginning. Not more than the clock has run. */
export function used(time: WorkingTime, clock: Clock, asOf: number): Published<number> {
  const stops = closed(clock, asOf);
  if (asOf <= clock.startedAt) return { kind: 'published', value: 0, versions: [] };
  if (clock.budget.unit === 'WORKING_HOUR') return workingHoursBetween(time, clock.startedAt, asOf, stops);
  let count = 0;
  const versions = new Set<string>();
  const counts = dayCounter(time, clock, stops);
  for (let day = dayOf(clock.startedAt) + 1; day <= dayOf(asOf); day += 1) {
    const counted = counts(day);
    if (counted === undefined) return unpublished(day);
    versions.add(time.calendar.versionOf(day) ?? String(yearOfDay(day)));
    if (counted) count += 1;
  }
  return { kind: 'published', value: count, versions: [...versions] };
}

/** The light at `asOf`: of a clock that still runs at that instant, or that ended there. */
export function light(time: WorkingTime, clock: Clock, asOf: number, thresholds: LightThresholds): Published<Light> {
  const due = deadline(time, clock, asOf);
  if (due.kind === 'unpublished') return due;
  const spent = used(time, clock, asOf);
  if (spent.kind === 'unpublished') return spent;
  return { ...due, value: colour(time, clock, asOf, thresholds, due.value, spent.value) };
}

function colour(
  { calendar }: WorkingTime,
  { budget }: Clock,
  asOf: number,
  thresholds: LightThresholds,
  due: Deadline,
  spent: number,
): Light {
  if (asOf > due.dueAt) return 'RED';
  if (budget.unit === 'WORKING_HOUR') {
    if (budget.amount - spent <= (budget.amount * thresholds.yellowHoursPercent) / 100) return 'YELLOW';
  } else {
    const left = calendar.workingDaysBetween(dateOfDay(dayOf(asOf)), due.lastDay);
    if (left.kind === 'published' && left.value < thresholds.yellowWorkingDays) return 'YELLOW';
  }
  return spent * 100 >= budget.amount * thresholds.warningPercent ? 'WARNING' : 'GREEN';
}

function lastDayOf(time: WorkingTime, clock: Clock, stops: readonly Interval[]): Published<Deadline> {
  const counts = dayCounter(time, clock, stops);
  const versions = new Set<string>();
  let left = clock.budget.amount;
  for (let day = dayOf(clock.startedAt) + 1; ; day += 1) {
    const working = time.calendar.works(day);
    const counted = counts(day);
    if (working === undefined || counted === undefined) return unpublished(day);
    versions.add(time.calendar.versionOf(day) ?? String(yearOfDay(day)));
    if (counted) left -= 1;
    if (left <= 0 && working && !stoppedOn(stops, day)) {
      const value = { dueAt: closingOf(time.workingDay, day), lastDay: dateOfDay(day) };
      return { kind: 'published', value, versions: [...versions] };
    }
  }
}

/** Whether a numbered day uses up a day of the budget; undefined where its year is unpublished. */
function dayCounter({ calendar }: WorkingTime, { budget }: Clock, stops: readonly Interval[]) {
  return (day: number): boolean | undefined => {
    const working = calendar.works(day);
    if (working === undefined) return undefined;
    return (budget.unit === 'CALENDAR_DAY' || working) && !stoppedOn(stops, day);
  };
}

function stoppedOn(stops: readonly Interval[], day: number): boolean {
  return stops.some(({ from, to }) => day > dayOf(from) && day <= dayOf(to));
}

function closed({ stops }: Clock, asOf: number): readonly Interval[] {
  return union(stops.map(({ from, to }) => ({ from, to: to ?? Math.max(from, asOf) })));
}
