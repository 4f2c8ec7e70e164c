// Answers a question from one snapshot of the database, so that rows and cut-off belong together.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PublicError } from '../errors.ts';
import type { Session, Store } from '../store/pool.ts';
import { type WorkingHours, workingHoursOf } from './percentile.ts';
import { weekName } from './periods.ts';
import type { Answer, Counts, Question, Row } from './question.ts';
import { countStatement, timeStatement } from './sql/answer.ts';
import { firstUnknown, readProgress } from './sql/progress.ts';

/** A table that nobody would read: the question is to be narrowed. */
const ROWS_MAX = 5_000;
/** Other requests get their turn after so many bytes of working times. */
const TURN_BYTES = 1_000_000;

type Groups = Readonly<Record<string, string | number | null>>;
type Values = readonly (string | null)[];

/** `withTimes`: working hours are asked for, which takes longer. Throws QUERY_TOO_COMPLEX above `ROWS_MAX` rows. */
export async function answer(store: Store, question: Question, now: Date, withTimes: boolean): Promise<Answer> {
  const { told, counted, timed } = await store.transaction((session) => read(session, question, now, withTimes), {
    isolation: 'repeatable read',
  });
  if (counted.length > ROWS_MAX) {
    throw new PublicError(
      'QUERY_TOO_COMPLEX',
      `The answer has more than ${ROWS_MAX} rows; group by fewer dimensions or narrow the filter.`,
    );
  }
  const hours = await workingHours(question, timed);
  const rows = counted.map((groups): Row => {
    const values = valuesOf(question, groups);
    const known = hours.get(JSON.stringify(values));
    return {
      ...countsOf(groups),
      values,
      medianWorkingHours: known?.median ?? null,
      p90WorkingHours: known?.p90 ?? null,
    };
  });
  return { cutOff: told && told < now ? told : now, rows: rows.sort((a, b) => compare(a.values, b.values)) };
}

/** Working times of a million cases are put together in memory; by default they would be sorted on the disk. */
const WORK_MEMORY = '64MB';

async function read(session: Session, question: Question, now: Date, withTimes: boolean) {
  // A report goes over most of its table: what is right for single rows is not for this.
  await session.query(`set local work_mem = '${WORK_MEMORY}'; set local enable_seqscan = on`);
  const { position } = await readProgress(session);
  const told = await firstUnknown(session, position);
  const counts = countStatement(question, now, ROWS_MAX);
  const counted = await session.query<Groups & Counts>(counts.text, counts.values);
  if (!withTimes || counted.length > ROWS_MAX) return { told, counted, timed: [] };
  const times = timeStatement(question);
  return { told, counted, timed: await session.query<Groups & { seconds: Buffer }>(times.text, times.values) };
}

async function workingHours(question: Question, timed: readonly (Groups & { readonly seconds: Buffer | null })[]) {
  const hours = new Map<string, WorkingHours>();
  let bytes = 0;
  for (const row of timed) {
    if (row.seconds === null) continue;
    const known = workingHoursOf(row.seconds);
    if (known) hours.set(JSON.stringify(valuesOf(question, row)), known);
    bytes += row.seconds.length;
    if (bytes < TURN_BYTES) continue;
    bytes = 0;
    await nextTurn();
  }
  return hours;
}

function valuesOf({ by }: Question, groups: Groups): Values {
  return by.map((dimension, index) => {
    const value = groups[`g${index + 1}`] ?? null;
    return dimension === 'ISO_WEEK' && typeof value === 'number' ? weekName(value) : (value as string | null);
  });
}

function countsOf(row: Counts): Counts {
  const { received, completed, onTheSpot, onTheSpotCompleted, promised, kept, refusals, supplements, overdue } = row;
  const { backlog, oldestOpenAt, rated, satisfied } = row;
  const handled = { received, completed, onTheSpot, onTheSpotCompleted, promised, kept, refusals, supplements };
  return { ...handled, overdue, backlog, oldestOpenAt, rated, satisfied };
}

/** By value, dimension after dimension; what has none comes last. */
function compare(a: Values, b: Values): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
}
