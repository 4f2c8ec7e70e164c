// Cases under the locks of their rows, read as they stand: what every change of a case begins with.
import type { Session } from '../store/pool.ts';
import type { Edition, Editions } from './editions.ts';
import { type CaseFold, type CasePlan, foldOnce } from './history/fold.ts';
import { type CaseContent, contentsOf } from './known-cases.ts';
import { lockCases } from './sql/cases.ts';

/** A case as it stands inside a transaction, before the change. */
export interface LockedCase extends CaseContent {
  readonly edition: Edition;
  readonly plan: CasePlan;
  readonly fold: CaseFold;
}

/** The editions that cases were received under. */
export interface PinnedEditions {
  readonly editions: Editions;
}

/** The case under its lock, for a change of it alone. */
export async function openLocked(session: Session, caseId: number, pinned: PinnedEditions): Promise<LockedCase> {
  const [locked] = await openContents(await contentsOf(session, await lockCases(session, [caseId])), pinned);
  if (!locked) throw new Error(`Case ${caseId} is not on record.`);
  return locked;
}

/** Cases with what they were received under, and as they are folded. */
export async function openContents(
  contents: readonly CaseContent[],
  { editions }: PinnedEditions,
): Promise<readonly LockedCase[]> {
  return Promise.all(
    contents.map(async ({ row, parts, events }) => {
      const edition = await editions.byId(row.editionId);
      const plan = edition.plan(row.form);
      return { row, edition, plan, parts, events, fold: foldOnce(plan, events) };
    }),
  );
}
