// When the light of a clock changes, so that nobody has to look at every clock all the time. Agrees with `light`.
import type { Published } from './calendar.ts';
import { dateOfDay, dayOf, dayOfDate, instantOf } from './civil-day.ts';
import { type Clock, type Deadline, deadline, type LightThresholds } from './clocks.ts';
import type { Interval } from './intervals.ts';
import type { WorkingTime } from './working-hours.ts';
import { addWorkingHours } from './working-hours.ts';

/** A clock none of whose stops lasts. */
export interface SettledClock extends Clock {
  readonly stops: readonly Interval[];
}

/** Instants, ms since the epoch: WARNING and YELLOW from there on, RED after `redAt`. Infinity: never. */
export interface Milestones {
  readonly warningAt: number;
  readonly yellowAt: number;
  readonly redAt: number;
}

export function milestones(time: WorkingTime, clock: SettledClock, thresholds: LightThresholds): Published<Milestones> {
  const due = deadline(time, clock, clock.startedAt);
  if (due.kind === 'unpublished') return due;
  const of = clock.budget.unit === 'WORKING_HOUR' ? hourly : daily;
  return { ...due, value: of(time, clock, thresholds, due.value) };
}

function hourly(time: WorkingTime, clock: SettledClock, thresholds: LightThresholds, { dueAt }: Deadline): Milestones {
  const afterShare = (share: number) => {
    if (share <= 0) return clock.startedAt;
    const at = addWorkingHours(time, clock.startedAt, clock.budget.amount * share, clock.stops);
    return at.kind === 'published' ? at.value : Number.POSITIVE_INFINITY;
  };
  return {
    warningAt: afterShare(thresholds.warningPercent / 100),
    yellowAt: afterShare(1 - thresholds.yellowHoursPercent / 100),
    redAt: dueAt,
  };
}

function daily(time: WorkingTime, clock: SettledClock, thresholds: LightThresholds, due: Deadline): Milestones {
  const last = dayOfDate(due.lastDay);
  const needed = Math.ceil((clock.budget.amount * thresholds.warningPercent) / 100);
  return {
    warningAt: instantOfUse(time, clock, needed, last),
    yellowAt: lastDaysFrom(time, clock, thresholds.yellowWorkingDays, last),
    redAt: due.dueAt,
  };
}

/** The beginning of the day that brings the use to `needed` days. */
function instantOfUse({ calendar }: WorkingTime, clock: SettledClock, needed: number, last: number): number {
  let left = needed;
  if (left <= 0) return clock.startedAt;
  for (let day = dayOf(clock.startedAt) + 1; day <= last; day += 1) {
    const counted = clock.budget.unit === 'CALENDAR_DAY' || calendar.works(day);
    if (counted && !clock.stops.some(({ from, to }) => day > dayOf(from) && day <= dayOf(to))) left -= 1;
    if (left <= 0) return instantOf(day);
  }
  return Number.POSITIVE_INFINITY;
}

/** The first day after which fewer than `count` working days are left, the last day included. */
function lastDaysFrom({ calendar }: WorkingTime, clock: SettledClock, count: number, last: number): number {
  if (count <= 0) return Number.POSITIVE_INFINITY;
  const first = dayOf(clock.startedAt);
  let day = last;
  while (day > first) {
    const left = calendar.workingDaysBetween(dateOfDay(day - 1), dateOfDay(last));
    if (left.kind === 'unpublished' || left.value >= count) break;
    day -= 1;
  }
  return Math.max(clock.startedAt, instantOf(day));
}
