// Compares limits of time in different units, for the catalogue's checks only: deadlines are the clocks' business.
import type { TimeLimit } from '../../time/time-limit.ts';
import type { WorkingDay } from '../../time/working-hours.ts';

/** True where the first limit is surely the longer one: five working days count as a week of calendar days. */
export function longerThan(limit: TimeLimit, other: TimeLimit, workingDay: WorkingDay): boolean {
  return workingMinutes(limit, workingDay) > workingMinutes(other, workingDay);
}

function workingMinutes({ amount, unit }: TimeLimit, { hours }: WorkingDay): number {
  const day = hours.reduce((sum, { from, to }) => sum + (to - from), 0);
  switch (unit) {
    case 'WORKING_HOUR':
      return amount * 60;
    case 'WORKING_DAY':
      return amount * day;
    case 'CALENDAR_DAY':
      return (amount * day * 5) / 7;
  }
}
