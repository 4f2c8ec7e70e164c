// Working time between two instants, in whole seconds. The same as `workingHoursBetween`, for loops over a million cases.
import { type Pause, stopsOf } from '../cases/clocks/pauses.ts';
import { dayOf, instantOf, MS_PER_MINUTE } from '../time/civil-day.ts';
import { union } from '../time/intervals.ts';
import type { WorkingTime } from '../time/working-hours.ts';

/** Credited pauses left out; rounded half up; null where a year between them is not published. */
export function workingSeconds(time: WorkingTime, from: number, to: number, pauses: readonly Pause[]): number | null {
  const total = workingMs(time, from, Math.max(from, to));
  if (total === null) return null;
  const stops = stopsOf(pauses, to).map((stop) => ({ from: Math.max(from, stop.from), to: Math.min(to, stop.to) }));
  const stopped = union(stops).reduce((sum, stop) => sum + (workingMs(time, stop.from, stop.to) ?? 0), 0);
  return Math.floor((total - stopped + 500) / 1000);
}

function workingMs({ calendar, workingDay }: WorkingTime, from: number, to: number): number | null {
  let sum = 0;
  for (let day = dayOf(from); day <= dayOf(to); day += 1) {
    const works = calendar.works(day);
    if (works === undefined) return null;
    if (!works) continue;
    const midnight = instantOf(day);
    for (const open of workingDay.hours) {
      const opens = Math.max(from, midnight + open.from * MS_PER_MINUTE);
      const closes = Math.min(to, midnight + open.to * MS_PER_MINUTE);
      if (closes > opens) sum += closes - opens;
    }
  }
  return sum;
}
