// Cases under the locks of their rows, read as they stand: what every change of a case begins with.
import type { Session } from '../store/pool.ts';
import type { Edition, Editions } from './editions.ts';
import { type CaseFold, type CasePlan, foldOnce } from './history/fold.ts';
import { type KnownEvents, readEvents } from './known-events.ts';
import { type CaseRow, lockCases } from './sql/cases.ts';
import type { EventRow } from './sql/events.ts';
import { type PartRow, partsOfCases } from './sql/parts.ts';

/** A case as it stands inside a transaction, before the change. */
export interface LockedCase {
  readonly row: CaseRow;
  readonly edition: Edition;
  readonly plan: CasePlan;
  readonly parts: readonly PartRow[];
  readonly events: readonly EventRow[];
  readonly fold: CaseFold;
}

/** The editions that cases were received under. */
export interface PinnedEditions {
  readonly editions: Editions;
}

/** The case under its lock, for a change of it alone. */
export async function openLocked(session: Session, caseId: number, pinned: PinnedEditions): Promise<LockedCase> {
  const [locked] = await openAllLocked(session, [caseId], pinned);
  if (!locked) throw new Error(`Case ${caseId} is not on record.`);
  return locked;
}

/** Cases under their locks, taken in the order of their ids; without those that are not on record. */
export async function openAllLocked(
  session: Session,
  caseIds: readonly number[],
  { editions }: PinnedEditions,
  eventsOf: KnownEvents['of'] = readEvents,
): Promise<readonly LockedCase[]> {
  const rows = await lockCases(session, caseIds);
  return openCasesOf(session, rows, editions, eventsOf);
}

/** What the rows' cases consist of now. */
export async function openCasesOf(
  session: Session,
  rows: readonly CaseRow[],
  editions: Editions,
  eventsOf: KnownEvents['of'] = readEvents,
): Promise<readonly LockedCase[]> {
  const ids = rows.map(({ id }) => id);
  const [found, events] = await Promise.all([partsOfCases(session, ids), eventsOf(session, rows)]);
  const parts = Map.groupBy(found, ({ caseId }) => caseId);
  return Promise.all(
    rows.map(async (row) => {
      const edition = await editions.byId(row.editionId);
      const plan = edition.plan(row.form);
      const own = events.get(row.id) ?? [];
      return { row, edition, plan, parts: parts.get(row.id) ?? [], events: own, fold: foldOnce(plan, own) };
    }),
  );
}
