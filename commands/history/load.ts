// Puts a synthetic history on record: cases, parts and events, spread over the working days of its span.
import { centreDay } from '../../src/cases/clocks/centre-time.ts';
import { foldCase } from '../../src/cases/history/fold.ts';
import { checkDigit, partSeries } from '../../src/cases/reception/numbers.ts';
import { FEED_CHANNEL } from '../../src/cases/sql/events.ts';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { Session, Store } from '../../src/store/pool.ts';
import { dateOfDay, dayOfDate, instantOf, MS_PER_MINUTE } from '../../src/time/civil-day.ts';
import type { WorkingTime } from '../../src/time/working-hours.ts';
import { citizenNumberCheck } from '../../src/values/citizen-number.ts';
import { parseCivilDate } from '../../src/values/civil-date.ts';
import { type Chance, openChance } from './chance.ts';
import { type Course, courseEvents } from './course.ts';
import { historicalEditions } from './editions.ts';
import type { Profile } from './profile.ts';
import {
  type HistoricalCase,
  type HistoricalEvent,
  type HistoricalPart,
  insertCases,
  insertParts,
  insertPlacedEvents,
  reserveCaseIds,
  reserveSeries,
} from './sql.ts';

export interface LoadDependencies {
  readonly store: Store;
  readonly catalogue: Catalogue;
  readonly time: WorkingTime;
}

const BATCH = 1_000;
const CHANNELS = ['WINDOW', 'WINDOW', 'WINDOW', 'ONLINE', 'ONLINE', 'APP', 'WECHAT', 'KIOSK'] as const;
/** Synthetic persons: born in a year of which nobody is left. */
const BIRTHS = '19000101';

/** How many cases were put on record. `onProgress` hears of each batch. */
export async function loadHistory(
  profile: Profile,
  dependencies: LoadDependencies,
  onProgress: (cases: number) => void = () => undefined,
): Promise<number> {
  const chance = openChance(profile.seed);
  const courses = await coursesOf(profile, dependencies, chance);
  for (let start = 0; start < courses.length; start += BATCH) {
    const batch = courses.slice(start, start + BATCH);
    await dependencies.store.transaction((session) => writeBatch(session, batch, profile, dependencies, chance));
    onProgress(start + batch.length);
  }
  return courses.length;
}

/** Every case with its time of receipt, the earliest first. */
async function coursesOf(profile: Profile, { store, catalogue, time }: LoadDependencies, chance: Chance) {
  const days = workingDays(profile, time);
  const courses: Course[] = [];
  for (const { kind, received, completed } of profile.groups) {
    const editions = await historicalEditions(store, catalogue, profile, kind);
    for (let index = 0; index < received; index += 1) {
      const opened = instantOf(chance.pick(days));
      const { from, to } = chance.pick(time.workingDay.hours);
      const receivedAt = new Date(opened + from * MS_PER_MINUTE + chance.below((to - from) * MS_PER_MINUTE));
      courses.push({ edition: chance.pick(editions), receivedAt, completed: index < completed });
    }
  }
  return courses.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
}

function workingDays({ from, to }: Profile, { calendar }: WorkingTime): readonly number[] {
  const [first, last] = [parseCivilDate(from), parseCivilDate(to)];
  if (!first || !last) throw new Error(`The history from ${from} to ${to} has no days.`);
  const days = [];
  for (let day = dayOfDate(first); day <= dayOfDate(last); day += 1) if (calendar.works(day)) days.push(day);
  if (days.length > 0) return days;
  throw new Error(
    `No working day is published from ${from} to ${to}; load the calendar of ${dateOfDay(dayOfDate(first)).slice(0, 4)}.`,
  );
}

async function writeBatch(
  session: Session,
  courses: readonly Course[],
  profile: Profile,
  { time }: LoadDependencies,
  chance: Chance,
): Promise<void> {
  const ids = await reserveCaseIds(session, courses.length);
  const numbers = await numbersFor(session, courses);
  const cases: HistoricalCase[] = [];
  const parts: HistoricalPart[] = [];
  const events: HistoricalEvent[] = [];
  for (const [index, course] of courses.entries()) {
    const id = ids[index] ?? 0;
    const happened = courseEvents(course, profile, time, chance);
    const fold = foldCase(course.edition.plan, happened);
    cases.push(caseOf(id, course, fold, happened.length, numbers, profile, chance));
    for (const [position, { code }] of course.edition.plan.parts.entries()) {
      const part = fold.parts.get(code);
      const item = course.edition.bundle.parts.find((each) => each.code === code)?.item;
      if (!part || !item) continue;
      const { state, stepsApplied: steps } = part;
      const key = numbers.part(item.implementationCode, course.receivedAt);
      parts.push({ caseId: id, position: position + 1, code, key, department: item.department.code, state, steps });
    }
    for (const [sequence, { kind, part, at, source, sourceSequence, data }] of happened.entries()) {
      const state = (part === null ? undefined : fold.parts.get(part)?.state) ?? fold.state;
      events.push({ caseId: id, sequence: sequence + 1, at, kind, part, source, sourceSequence, state, data });
    }
  }
  await insertCases(session, cases);
  await insertParts(session, parts);
  await insertPlacedEvents(session, events);
  await session.query(`select pg_notify('${FEED_CHANNEL}', '')`, [], 'notify-feed');
}

function caseOf(
  id: number,
  { edition, receivedAt }: Course,
  { state, kind, releasedAt }: ReturnType<typeof foldCase>,
  lastSequence: number,
  numbers: Numbers,
  { regions }: Profile,
  chance: Chance,
): HistoricalCase {
  const region = chance.pick(regions);
  const body = region + BIRTHS + String(chance.below(1000)).padStart(3, '0');
  return {
    id,
    number: numbers.case(receivedAt),
    editionId: edition.id,
    channel: chance.pick(CHANNELS),
    applicantNumber: body + citizenNumberCheck(body),
    key: `history ${id}`,
    form: { unitNumber: `${region}001002GB00003F00010002` },
    state,
    kind,
    receivedAt,
    releasedAt,
    lastSequence,
  };
}

interface Numbers {
  readonly case: (receivedAt: Date) => string;
  readonly part: (implementationCode: string, receivedAt: Date) => string;
}

/** Numbers as the centre gives them, reserved for the whole batch. */
async function numbersFor(session: Session, courses: readonly Course[]): Promise<Numbers> {
  const wanted = new Map<string, number>();
  const want = (series: string) => wanted.set(series, (wanted.get(series) ?? 0) + 1);
  for (const { edition, receivedAt } of courses) {
    const day = centreDay(receivedAt);
    want(`case ${day}`);
    for (const { item } of edition.bundle.parts) want(partSeries(item.implementationCode, day));
  }
  const next = new Map<string, number>();
  for (const [series, count] of wanted) next.set(series, await reserveSeries(session, series, count));
  const take = (series: string) => {
    const serial = next.get(series) ?? 1;
    next.set(series, serial + 1);
    return String(serial).padStart(6, '0');
  };
  return {
    case: (receivedAt) => {
      const day = centreDay(receivedAt);
      const body = day.slice(2).replaceAll('-', '') + take(`case ${day}`);
      return body + checkDigit(body);
    },
    part: (implementationCode, receivedAt) => {
      const day = centreDay(receivedAt);
      return implementationCode + day.replaceAll('-', '') + take(partSeries(implementationCode, day));
    },
  };
}
