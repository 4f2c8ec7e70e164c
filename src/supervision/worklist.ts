// Lists of cases by time of receipt, page by page from where the page before ended.

import type { CaseRecord, Cases } from '../cases/cases.ts';
import { badInput } from '../errors.ts';
import type { Session } from '../store/pool.ts';
import { dayOfDate, instantOf } from '../time/civil-day.ts';
import type { CivilDate } from '../values/civil-date.ts';
import { casesPage, countCases } from './sql/worklist.ts';

/** What is stated must hold together; of a list, one of its values. */
export interface CaseFilter {
  readonly and?: readonly CaseFilter[] | null | undefined;
  readonly or?: readonly CaseFilter[] | null | undefined;
  readonly not?: CaseFilter | null | undefined;
  readonly state?: readonly string[] | null | undefined;
  readonly bundle?: readonly string[] | null | undefined;
  readonly department?: readonly string[] | null | undefined;
  readonly channel?: readonly string[] | null | undefined;
  readonly light?: readonly string[] | null | undefined;
  readonly kind?: readonly string[] | null | undefined;
  readonly receivedFrom?: string | null | undefined;
  readonly receivedTo?: string | null | undefined;
  readonly applicantNumber?: readonly string[] | null | undefined;
}

export interface WorklistQuestion {
  readonly where: CaseFilter;
  readonly size: number;
  readonly after: Place | undefined;
  readonly descending: boolean;
}

/** Where a case stands in the list. */
export interface Place {
  readonly receivedMs: number;
  readonly id: number;
}

export interface Worklist {
  readonly records: readonly CaseRecord[];
  readonly hasNextPage: boolean;
  readonly count: () => Promise<number>;
}

const CONDITIONS_MAX = 40;
const VALUES_MAX = 100;

/** Throws BAD_USER_INPUT where the filter is too large. */
export async function worklist(
  { where, size, after, descending }: WorklistQuestion,
  { session, cases, now }: { session: Session; cases: Pick<Cases, 'records'>; now: Date },
): Promise<Worklist> {
  const values: unknown[] = [];
  const condition = conditionOf(where, values, now, { left: CONDITIONS_MAX });
  const rows = await casesPage(session, { condition, values, size: size + 1, after, descending });
  return {
    records: await cases.records(rows.slice(0, size)),
    hasNextPage: rows.length > size,
    count: () => countCases(session, condition, values),
  };
}

/** Values travel as parameters; the text consists of what stands here alone. */
function conditionOf(filter: CaseFilter, values: unknown[], now: Date, budget: { left: number }): string {
  budget.left -= 1;
  if (budget.left < 0) throw badInput(`The filter has more than ${CONDITIONS_MAX} conditions; ask for less at once.`);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const nested = (each: CaseFilter) => conditionOf(each, values, now, budget);
  const list = (given: readonly string[]) => {
    if (given.length > VALUES_MAX) throw badInput(`A list in the filter has more than ${VALUES_MAX} values.`);
    return `any(${bind(given)}::text[])`;
  };
  const when = <Value>(value: Value | null | undefined, make: (value: Value) => string) =>
    value === null || value === undefined ? [] : [make(value)];
  const all = [
    ...when(filter.and, (each) => joined(each.map(nested), 'and', 'true')),
    ...when(filter.or, (each) => joined(each.map(nested), 'or', 'false')),
    // Unknown is not true: what a filter cannot tell of a case, its opposite says of it.
    ...when(filter.not, (each) => `(${nested(each)}) is not true`),
    ...when(filter.state, (each) => `cases.state = ${list(each)}`),
    ...when(filter.channel, (each) => `cases.channel = ${list(each)}`),
    ...when(filter.kind, (each) => `cases.kind = ${list(each)}`),
    ...when(filter.bundle, (each) => `cases.edition_id in (select id from bundle_editions where code = ${list(each)})`),
    ...when(
      filter.department,
      (each) => `exists (select from parts where parts.case_id = cases.id and parts.department = ${list(each)})`,
    ),
    ...when(filter.light, (each) => (each.length === 0 ? 'false' : isLit(each, bind(now)))),
    ...when(filter.applicantNumber, (each) => `cases.applicant_number = ${list(each)}`),
    ...when(filter.receivedFrom, (day) => `cases.received_at >= ${bind(beginningOf(day, 0))}`),
    ...when(filter.receivedTo, (day) => `cases.received_at < ${bind(beginningOf(day, 1))}`),
  ];
  return joined(all, 'and', 'true');
}

/** As `totalClock` reads it, from the instants that the sweep wrote down; in terms that an index answers. */
function isLit(lights: readonly string[], now: string): string {
  const running = 'standing.ended_light is null and standing.dated';
  const reached = (mark: string) => `standing.${mark} <= ${now}::timestamptz`;
  const ahead = (mark: string) => `(standing.${mark} is null or standing.${mark} > ${now}::timestamptz)`;
  // RED comes after its instant, the others with theirs.
  const overdue = `standing.red_at < ${now}::timestamptz`;
  const inTime = `(standing.red_at is null or standing.red_at >= ${now}::timestamptz)`;
  const conditions: Readonly<Record<string, string>> = {
    RED: `standing.ended_light = 'RED' or (${running} and ${overdue})`,
    YELLOW: `${running} and ${inTime} and ${reached('yellow_at')}`,
    WARNING: `${running} and ${inTime} and ${ahead('yellow_at')} and ${reached('warning_at')}`,
    GREEN: `standing.ended_light = 'GREEN' or (${running} and ${inTime} and ${ahead('yellow_at')} and ${ahead('warning_at')})`,
  };
  const wanted = lights.flatMap((light) => conditions[light] ?? []).map((each) => `(${each})`);
  return `cases.id in (select standing.case_id from supervised_cases standing where ${joined(wanted, 'or', 'false')})`;
}

function joined(conditions: readonly string[], word: 'and' | 'or', none: string): string {
  return conditions.length === 0 ? none : `(${conditions.join(` ${word} `)})`;
}

function beginningOf(day: string, later: number): Date {
  return new Date(instantOf(dayOfDate(day as CivilDate) + later));
}
