// The proof of a promise 时限凭证: everything from which a reader counts the deadline again. Pure.
import { type Reading, readClock } from '../cases/clocks/clock-reading.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { CaseClock } from '../cases/clocks/clocks.ts';
import { stopsOf } from '../cases/clocks/pauses.ts';
import type { CalendarYear } from '../time/calendar.ts';
import { dateOfDay, dayOf, weekday } from '../time/civil-day.ts';
import { union } from '../time/intervals.ts';

export interface ProofDay {
  readonly date: string;
  readonly counted: boolean;
  readonly reason: { readonly zh: string; readonly en: string };
}

export interface ClockProof {
  readonly clock: CaseClock;
  readonly reading: Reading;
  /** Null where the deadline cannot be told. */
  readonly overdue: boolean | null;
  readonly calendars: readonly { readonly version: string; readonly document: string }[];
  readonly hours: readonly { readonly from: string; readonly to: string }[];
  readonly days: readonly ProofDay[];
}

/** Longer than any promise; a proof is a page, not a book. */
const DAYS_MAX = 400;

export function proofOf(
  clock: CaseClock,
  calendars: readonly CalendarYear[],
  rules: ClockRules,
  now: Date,
): ClockProof {
  const reading = readClock(clock, rules, now);
  const asOf = new Date(Math.min(now.getTime(), clock.endedAt?.getTime() ?? Number.POSITIVE_INFINITY));
  const known = calendars.flatMap(({ versions }) => versions);
  return {
    clock,
    reading,
    overdue: reading.dueAt && asOf > reading.dueAt,
    calendars: reading.versions.flatMap((version) => known.find((each) => each.version === version) ?? []),
    hours: rules.time.workingDay.hours.map(({ from, to }) => ({ from: clockTime(from), to: clockTime(to) })),
    days:
      clock.budget.unit === 'WORKING_HOUR' || !reading.dueAt
        ? []
        : daysOf(clock, reading.dueAt, asOf, calendars, rules),
  };
}

function daysOf(
  { startedAt, budget, pauses }: CaseClock,
  dueAt: Date,
  asOf: Date,
  calendars: readonly CalendarYear[],
  { time }: ClockRules,
): ProofDay[] {
  const stops = union(stopsOf(pauses, asOf.getTime()));
  const names = holidayNames(calendars);
  const first = dayOf(startedAt.getTime());
  const last = Math.min(dayOf(dueAt.getTime()), first + DAYS_MAX);
  const days: ProofDay[] = [];
  for (let day = first; day <= last; day += 1) {
    const date = dateOfDay(day);
    const stopped = stops.some(({ from, to }) => day > dayOf(from) && day <= dayOf(to));
    const works = time.calendar.works(day) === true;
    const counted = day > first && !stopped && (works || budget.unit === 'CALENDAR_DAY');
    days.push({ date, counted, reason: reasonOf({ day, first, stopped, works, holiday: names.get(date) }) });
  }
  return days;
}

interface DayFacts {
  readonly day: number;
  readonly first: number;
  readonly stopped: boolean;
  readonly works: boolean;
  readonly holiday: { readonly zh: string; readonly en: string } | undefined;
}

function reasonOf({ day, first, stopped, works, holiday }: DayFacts): ProofDay['reason'] {
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  if (day === first)
    return { zh: '起算当日不计（民法典第二百零一条）', en: 'The day of the start is not counted (Civil Code 201)' };
  if (stopped) return { zh: '特别程序，不计入', en: 'A special procedure: not counted' };
  if (works) {
    return weekend
      ? { zh: '调休工作日', en: 'A weekend day on which people work' }
      : { zh: '工作日', en: 'A working day' };
  }
  return holiday ? { zh: `放假：${holiday.zh}`, en: `Holiday: ${holiday.en}` } : { zh: '休息日', en: 'A day of rest' };
}

function holidayNames(calendars: readonly CalendarYear[]) {
  const names = new Map<string, { readonly zh: string; readonly en: string }>();
  for (const { versions } of calendars) {
    for (const { name, from, to } of versions.at(-1)?.holidays ?? []) {
      for (let day = dayOf(Date.parse(`${from}T12:00:00+08:00`)); dateOfDay(day) <= to; day += 1)
        names.set(dateOfDay(day), name);
    }
  }
  return names;
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
