// Lists of cases by time of receipt or by deadline, page by page from where the page before ended.

import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { badInput } from '../errors.ts';
import type { Session } from '../store/pool.ts';
import { dayOfDate, instantOf } from '../time/civil-day.ts';
import type { CivilDate } from '../values/civil-date.ts';
import { type CaseOrder, casesPage, countCases, type Place, type PlacedRow } from './sql/worklist.ts';

/** What is stated must hold together; of a list, one of its values. */
export interface CaseFilter {
  readonly and?: readonly CaseFilter[] | null | undefined;
  readonly or?: readonly CaseFilter[] | null | undefined;
  readonly not?: CaseFilter | null | undefined;
  readonly state?: readonly string[] | null | undefined;
  readonly bundle?: readonly string[] | null | undefined;
  readonly department?: readonly string[] | null | undefined;
  readonly item?: readonly string[] | null | undefined;
  readonly region?: readonly string[] | null | undefined;
  readonly channel?: readonly string[] | null | undefined;
  readonly light?: readonly string[] | null | undefined;
  readonly kind?: readonly string[] | null | undefined;
  readonly receivedFrom?: string | null | undefined;
  readonly receivedTo?: string | null | undefined;
  readonly dueFrom?: string | null | undefined;
  readonly dueTo?: string | null | undefined;
  readonly applicantNumber?: readonly string[] | null | undefined;
}

export interface WorklistQuestion {
  readonly where: CaseFilter;
  readonly size: number;
  readonly after: Place | undefined;
  readonly order: CaseOrder;
}

export interface Worklist {
  readonly records: readonly CaseRecord[];
  /** Of the first and the last record; undefined on an empty page. */
  readonly start: Place | undefined;
  readonly end: Place | undefined;
  readonly hasNextPage: boolean;
  readonly count: () => Promise<number>;
}

const CONDITIONS_MAX = 40;
const VALUES_MAX = 100;

/** Throws BAD_USER_INPUT where the filter is too large. */
export async function worklist(
  { where, size, after, order }: WorklistQuestion,
  { session, cases, now }: { session: Session; cases: Pick<Cases, 'records'>; now: Date },
): Promise<Worklist> {
  const values: unknown[] = [];
  const condition = conditionOf(where, values, now, { left: CONDITIONS_MAX });
  const rows = await casesPage(session, { condition, values, size: size + 1, after, order });
  const page = rows.slice(0, size);
  return {
    records: await cases.records(page),
    start: placeOf(page.at(0)),
    end: placeOf(page.at(-1)),
    hasNextPage: rows.length > size,
    count: () => countCases(session, condition, values),
  };
}

function placeOf(row: PlacedRow | undefined): Place | undefined {
  return row && { atMs: row.orderedAt?.getTime() ?? null, id: row.id };
}

/** Values travel as parameters; the text consists of what stands here alone. */
function conditionOf(filter: CaseFilter, values: unknown[], now: Date, budget: { left: number }): string {
  budget.left -= 1;
  if (budget.left < 0) throw badInput(`The filter has more than ${CONDITIONS_MAX} conditions; ask for less at once.`);
  const bind = (value: unknown) => `$${values.push(value)}`;
  const nested = (each: CaseFilter) => conditionOf(each, values, now, budget);
  // One value is told apart from many: an index in the order of the list serves the one.
  const list = (given: readonly string[]) => {
    if (given.length > VALUES_MAX) throw badInput(`A list in the filter has more than ${VALUES_MAX} values.`);
    return given.length === 1 ? `${bind(given[0])}::text` : `any(${bind(given)}::text[])`;
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
    ...when(filter.bundle, (each) => isOfEdition(`select id from bundle_editions where code = ${list(each)}`)),
    ...when(
      filter.department,
      (each) => `exists (select from parts where parts.case_id = cases.id and parts.department = ${list(each)})`,
    ),
    ...when(filter.item, (each) => hasItem(list(each))),
    ...when(filter.region, (each) => isOfRegion(list(each))),
    ...when(filter.light, (each) => (each.length === 0 ? 'false' : isLit(each, bind(now)))),
    ...when(filter.applicantNumber, (each) => `cases.applicant_number = ${list(each)}`),
    ...when(filter.receivedFrom, (day) => `cases.received_at >= ${bind(beginningOf(day, 0))}`),
    ...when(filter.receivedTo, (day) => `cases.received_at < ${bind(beginningOf(day, 1))}`),
    ...when(filter.dueFrom, (day) => isDue(`>= ${bind(beginningOf(day, 0))}`)),
    ...when(filter.dueTo, (day) => isDue(`< ${bind(beginningOf(day, 1))}`)),
  ];
  return joined(all, 'and', 'true');
}

/** An array is made once, and an index looks its entries up; there are few editions. */
function isOfEdition(ids: string): string {
  return `cases.edition_id = any(array(${ids}))`;
}

/** By the edition under which the case was received; a part that the case does not need has no row. */
function hasItem(codes: string): string {
  const meant = `from bundle_editions edition cross join jsonb_array_elements(edition.content -> 'parts') meant
    where meant -> 'item' ->> 'code' = ${codes}`;
  return `(${isOfEdition(`select edition.id ${meant}`)} and exists (
    select from parts
    where parts.case_id = cases.id and (cases.edition_id, parts.code) in (select edition.id, meant ->> 'code' ${meant})))`;
}

/** Looked up for each case that comes to it: a join would read the facts of all. */
function isOfRegion(codes: string): string {
  return `(select fact.region from statistics_facts fact
    where fact.case_id = cases.id and fact.position = 0) = ${codes}`;
}

function isDue(bound: string): string {
  return `cases.id in (select standing.case_id from supervised_cases standing where standing.due_at ${bound})`;
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
