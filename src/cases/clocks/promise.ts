// When something that begins now is due, by the centre's calendar.
import { deadline } from '../../time/clocks.ts';
import type { TimeLimit } from '../../time/time-limit.ts';
import type { WorkingTime } from '../../time/working-hours.ts';

/** Null where the calendar of that time is not published. */
export function dueAt(time: WorkingTime, budget: TimeLimit, from: Date): Date | null {
  const startedAt = from.getTime();
  const due = deadline(time, { startedAt, budget, stops: [] }, startedAt);
  return due.kind === 'published' ? new Date(due.value.dueAt) : null;
}
