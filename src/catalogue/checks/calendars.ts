// Faults of the calendars: wrong years, overlaps, working days that are none, versions out of order.
import { dayOfDate, weekday } from '../../time/civil-day.ts';
import type { CatalogueFiles, Located } from '../files.ts';
import type { RawCalendarYear } from '../shapes/definitions.ts';
import type { Path } from '../source.ts';

export function checkCalendars({ calendars }: CatalogueFiles): void {
  const seen = new Set<string>();
  for (const entry of calendars.entries.values()) {
    const { year, versions } = entry.raw;
    if (entry.code !== String(year)) entry.fault(['year'], `the file's name says ${entry.code}, the year says ${year}`);
    for (const [index, version] of versions.entries()) {
      const path: Path = ['versions', index];
      if (seen.has(version.version)) entry.fault([...path, 'version'], `version ${version.version} exists already`);
      seen.add(version.version);
      const before = versions[index - 1];
      if (before && version.issuedOn <= before.issuedOn) {
        entry.fault([...path, 'issuedOn'], `version ${version.version} must be issued later than ${before.version}`);
      }
      checkVersion(entry, index);
    }
  }
  checkNeighbours([...calendars.entries.values()]);
}

type Entry = Located<RawCalendarYear>;

function checkVersion(entry: Entry, index: number): void {
  const version = entry.raw.versions[index];
  if (!version) return;
  const rest = new Set<number>();
  for (const [at, { from, to }] of version.holidays.entries()) {
    const path: Path = ['versions', index, 'holidays', at];
    if (to < from) entry.fault(path, `the holiday ends on ${to}, before it begins`);
    if (!nearYear(from, entry.raw.year) || !nearYear(to, entry.raw.year)) {
      entry.fault(path, `the holiday is not of ${entry.raw.year}`);
      continue;
    }
    for (let day = dayOfDate(from); day <= dayOfDate(to); day += 1) {
      if (rest.has(day)) entry.fault(path, `the holiday overlaps another one of this version`);
      rest.add(day);
    }
  }
  for (const [at, date] of version.workingDays.entries()) {
    const path: Path = ['versions', index, 'workingDays', at];
    const day = dayOfDate(date);
    if (rest.has(day)) entry.fault(path, `${date} is a holiday and a working day at once`);
    if (weekday(day) !== 0 && weekday(day) !== 6)
      entry.fault(path, `${date} is no Saturday or Sunday and works anyway`);
    if (version.workingDays.indexOf(date) !== at) entry.fault(path, `${date} is listed twice`);
    if (!nearYear(date, entry.raw.year)) entry.fault(path, `${date} is not of ${entry.raw.year}`);
  }
}

/** A year's notice may reach into the last days of the year before, as that of 2023 did. */
function nearYear(date: string, year: number): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);
}

/** Two years' notices must not say opposite things of one day. */
function checkNeighbours(entries: readonly Entry[]): void {
  for (const entry of entries) {
    const before = entries.find(({ raw }) => raw.year === entry.raw.year - 1)?.raw.versions.at(-1);
    const latest = entry.raw.versions.at(-1);
    if (!before || !latest) continue;
    for (const [at, { from, to }] of latest.holidays.entries()) {
      const worked = before.workingDays.find((date) => date >= from && date <= to);
      if (worked) {
        const path: Path = ['versions', entry.raw.versions.length - 1, 'holidays', at];
        entry.fault(path, `${worked} is a working day in the calendar of ${entry.raw.year - 1}`);
      }
    }
  }
}
