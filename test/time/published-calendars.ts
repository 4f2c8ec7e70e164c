// The calendars that ship with the catalogue, for tests of time.
import { fileURLToPath } from 'node:url';
import { load } from '../../src/catalogue/load.ts';
import { type CalendarYear, calendarFrom } from '../../src/time/calendar.ts';
import type { WorkingTime } from '../../src/time/working-hours.ts';

const folder = fileURLToPath(new URL('../../catalogue', import.meta.url));

export function shippedCalendars(): readonly CalendarYear[] {
  const result = load(folder);
  if (result.kind === 'faulty') throw new Error(JSON.stringify(result.faults));
  return result.catalogue.calendars;
}

export function shippedTime(): WorkingTime {
  const result = load(folder);
  if (result.kind === 'faulty') throw new Error(JSON.stringify(result.faults));
  return { calendar: calendarFrom(result.catalogue.calendars), workingDay: result.catalogue.service.workingDay };
}

/** The instant of a Shanghai clock time, `2026-11-23 11:40`. */
export function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
}
