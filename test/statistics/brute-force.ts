// Counts the slow way: every case is folded from its events, every clock is read at the moment, and each is held against the
// question one by one. Shares no code with facts, cells and their SQL.
import { caseClocks } from '../../src/cases/clocks/case-clocks.ts';
import { readClock } from '../../src/cases/clocks/clock-reading.ts';
import { foldCase } from '../../src/cases/history/fold.ts';
import { type CaseRow, caseByNumber } from '../../src/cases/sql/cases.ts';
import { eventsOfCases } from '../../src/cases/sql/events.ts';
import { partsOfCases } from '../../src/cases/sql/parts.ts';
import type { Filter, Question } from '../../src/statistics/question.ts';
import { workingHoursBetween } from '../../src/time/working-hours.ts';
import type { Records } from './records.ts';

/** A case or a part, with all that can be asked of it. */
export interface Counted {
  readonly isPart: boolean;
  readonly day: string;
  readonly values: Readonly<Record<string, readonly (string | null)[]>>;
  readonly received: Date;
  readonly completed: boolean;
  readonly refused: boolean;
  readonly supplemented: boolean;
  readonly open: boolean;
  readonly kept: boolean | null;
  readonly rating: number | null;
  readonly hours: number | null;
}

const COMPLETED = ['ISSUED', 'DELIVERED', 'NOT_ACCEPTED', 'REFUSED', 'PARTLY_REFUSED', 'APPROVED'];
const ENDED_OTHERWISE = ['WITHDRAWN', 'LAPSED', 'REVOKED'];
const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

export async function countedOf(records: Records, now: Date): Promise<readonly Counted[]> {
  const numbers = await records.store.query<{ number: string }>('select number from cases order by id');
  const counted: Counted[] = [];
  for (const { number } of numbers) {
    const row = await caseByNumber(records.store, number);
    if (row) counted.push(...(await countedOfCase(row, records, now)));
  }
  return counted;
}

async function countedOfCase(row: CaseRow, { store, editions, rules }: Records, now: Date): Promise<Counted[]> {
  const edition = await editions.byId(row.editionId);
  const events = await eventsOfCases(store, [row.id]);
  const plan = edition.plan(row.form);
  const fold = foldCase(plan, events);
  const clocks = caseClocks({ row, edition, fold, events, complaints: [] }, rules, now);
  const day = shanghai.format(row.receivedAt);
  const rating = events.find(({ kind }) => kind === 'RATED')?.data.level ?? null;
  const unit = typeof row.form['unitNumber'] === 'string' ? row.form['unitNumber'].slice(0, 6) : null;
  const spans = { DAY: [day], MONTH: [day.slice(0, 7)], YEAR: [day.slice(0, 4)], ISO_WEEK: [isoWeek(day)] };
  const shared = { ...spans, CHANNEL: [row.channel], BUNDLE: [edition.bundle.code], REGION: [unit] };
  const hours = (from: Date, to: Date | null) => {
    if (!to) return null;
    const worked = workingHoursBetween(rules.time, from.getTime(), to.getTime());
    return worked.kind === 'published' ? worked.value : null;
  };
  const parts = (await partsOfCases(store, [row.id])).flatMap(({ code, department }): Counted[] => {
    const part = fold.parts.get(code);
    const item = edition.bundle.parts.find((each) => each.code === code)?.item;
    const known = clocks.parts.get(code);
    if (!part || !item || !known) return [];
    const promise = known.clocks.find(({ id }) => id === 'PROMISE');
    const light = promise ? readClock(promise, rules, now).light : null;
    const needs = plan.parts.find((each) => each.code === code)?.needs ?? [];
    const ready = [row.receivedAt, ...needs.flatMap((need) => fold.parts.get(need)?.decidedAt ?? [])];
    const completed = COMPLETED.includes(part.state);
    return [
      {
        isPart: true,
        day,
        received: new Date(Math.max(...ready.map((at) => at.getTime()))),
        values: {
          ...shared,
          DEPARTMENT: [department],
          ITEM: [item.code],
          KIND: [part.acceptedAt ? item.kind : null],
          STATE: [part.state],
          LIGHT: [light],
        },
        completed,
        refused: part.state === 'REFUSED',
        supplemented: part.deficiencies > 0,
        open: !completed && !ENDED_OTHERWISE.includes(part.state) && part.state !== 'WAITING',
        kept: completed && promise && light ? light === 'GREEN' : null,
        rating,
        hours: completed ? hours(new Date(Math.max(...ready.map((at) => at.getTime()))), known.history.endedAt) : null,
      },
    ];
  });
  const completed = COMPLETED.includes(fold.state);
  const whole: Counted = {
    isPart: false,
    day,
    received: row.receivedAt,
    values: {
      ...shared,
      DEPARTMENT: parts.flatMap(({ values }) => values['DEPARTMENT'] ?? []),
      ITEM: parts.flatMap(({ values }) => values['ITEM'] ?? []),
      KIND: [fold.kind],
      STATE: [fold.state],
      LIGHT: [clocks.total.light],
    },
    completed,
    refused: fold.state === 'REFUSED' || fold.state === 'PARTLY_REFUSED',
    supplemented: parts.some(({ supplemented }) => supplemented),
    open: !completed && !ENDED_OTHERWISE.includes(fold.state),
    kept: completed && fold.kind && clocks.total.light ? clocks.total.light === 'GREEN' : null,
    rating,
    hours: completed ? hours(row.receivedAt, fold.releasedAt ?? clocks.total.endedAt) : null,
  };
  return [whole, ...parts];
}

/** Thursday decides the year. */
function isoWeek(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const first = Date.UTC(date.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((date.getTime() - first) / 86_400_000 + 1) / 7);
  return `${date.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

function holds(filter: Filter, counted: Counted): boolean {
  if ('every' in filter) return filter.every.every((each) => holds(each, counted));
  if ('any' in filter) return filter.any.some((each) => holds(each, counted));
  if ('not' in filter) return !holds(filter.not, counted);
  if ('received' in filter) {
    const { from, before } = filter.received;
    return (from === null || counted.day >= from) && (before === null || counted.day < before);
  }
  return (counted.values[filter.dimension] ?? []).some((value) => value !== null && filter.values.includes(value));
}

/** Rows in the order of their values, in the words of `Answer`. */
export function bruteForce(question: Question, all: readonly Counted[]) {
  const countsParts = question.by.includes('DEPARTMENT') || question.by.includes('ITEM');
  const asked = all.filter(
    (each) =>
      each.isPart === countsParts && holds({ received: question.received }, each) && holds(question.where, each),
  );
  const groups = Map.groupBy(asked, ({ values }) =>
    JSON.stringify(question.by.map((dimension) => values[dimension]?.[0] ?? null)),
  );
  if (question.by.length === 0 && groups.size === 0) groups.set('[]', []);
  return [...groups].map(([key, members]) => ({ values: JSON.parse(key) as (string | null)[], ...figures(members) }));
}

function figures(members: readonly Counted[]) {
  const count = (test: (each: Counted) => boolean) => members.filter(test).length;
  const onTheSpot = (each: Counted) => each.values['KIND']?.[0] === 'ON_THE_SPOT';
  const open = members.filter((each) => each.open);
  const hours = members.flatMap((each) => (each.hours === null ? [] : [Math.floor(each.hours * 3600 + 0.5)]));
  hours.sort((a, b) => a - b);
  const half = (hours.length - 1) / 2;
  const middle = ((hours[Math.floor(half)] ?? 0) + (hours[Math.ceil(half)] ?? 0)) / 2;
  const ninth = hours[Math.ceil(hours.length * 0.9) - 1] ?? 0;
  return {
    received: members.length,
    completed: count(({ completed }) => completed),
    onTheSpot: count(onTheSpot),
    onTheSpotCompleted: count((each) => onTheSpot(each) && each.completed),
    promised: count(({ kept }) => kept !== null),
    kept: count(({ kept }) => kept === true),
    refusals: count(({ refused }) => refused),
    supplements: count(({ supplemented }) => supplemented),
    overdue: count(({ values }) => values['LIGHT']?.[0] === 'RED'),
    backlog: open.length,
    oldestOpenAt: open.length > 0 ? new Date(Math.min(...open.map(({ received }) => received.getTime()))) : null,
    rated: count(({ rating }) => rating !== null),
    satisfied: count(({ rating }) => rating !== null && rating >= 3),
    medianWorkingHours: hours.length === 0 ? null : Math.floor(middle / 36 + 0.5) / 100,
    p90WorkingHours: hours.length === 0 ? null : Math.floor(ninth / 36 + 0.5) / 100,
  };
}
