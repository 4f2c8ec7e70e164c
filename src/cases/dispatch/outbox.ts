// What every attempt at a delivery takes from the database before it is sent: a look at its case, and the attempt on record. Those
// who come while others are served are served together.
import { openGroups } from '../../store/groups.ts';
import type { Store } from '../../store/pool.ts';
import type { Editions } from '../editions.ts';
import type { KnownCases } from '../known-cases.ts';
import { type LockedCase, openContents } from '../locked-case.ts';
import { type AttemptStart, beginAttempts } from '../sql/attempts.ts';

export interface Outbox {
  /** A case as it stands; not under its lock. */
  readonly view: (caseId: number) => Promise<LockedCase>;
  /** Commits an attempt; false where the lease is no longer the worker's. */
  readonly begin: (attempt: AttemptStart) => Promise<boolean>;
}

const TOGETHER = { max: 100, atOnce: 1, rests: true } as const;

export function openOutbox(store: Store, editions: Editions, known: KnownCases): Outbox {
  return {
    view: openGroups<number, LockedCase>(async (ids) => {
      const cases = await openContents(await known.of(store, [...new Set(ids)]), { editions });
      const byId = new Map(cases.map((each) => [each.row.id, each]));
      return ids.map((id) => byId.get(id) ?? new Error(`Case ${id} is not on record.`));
    }, TOGETHER),
    begin: openGroups<AttemptStart, boolean>(async (attempts) => {
      const begun = await beginAttempts(store, attempts);
      return attempts.map(({ id }) => begun.has(id));
    }, TOGETHER),
  };
}
