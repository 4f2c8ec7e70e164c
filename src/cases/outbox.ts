// What every attempt at a delivery takes from the database before it is sent: a look at its case, and the attempt on record. Those
// of one round are asked for together.
import DataLoader from 'dataloader';
import type { Store } from '../store/pool.ts';
import type { Editions } from './editions.ts';
import { type LockedCase, openCasesOf } from './record.ts';
import { type AttemptStart, beginAttempts } from './sql/attempts.ts';
import { casesByIds } from './sql/cases.ts';

export interface Outbox {
  /** A case as it stands; not under its lock. */
  readonly view: (caseId: number) => Promise<LockedCase>;
  /** Commits an attempt; false where the lease is no longer the worker's. */
  readonly begin: (attempt: AttemptStart) => Promise<boolean>;
}

const TOGETHER_MAX = 100;
const UNCACHED = { cache: false, maxBatchSize: TOGETHER_MAX } as const;

export function openOutbox(store: Store, editions: Editions): Outbox {
  const views = new DataLoader<number, LockedCase>(async (ids) => {
    const cases = await openCasesOf(store, await casesByIds(store, [...new Set(ids)]), editions);
    const byId = new Map(cases.map((each) => [each.row.id, each]));
    return ids.map((id) => byId.get(id) ?? new Error(`Case ${id} is not on record.`));
  }, UNCACHED);
  const starts = new DataLoader<AttemptStart, boolean>(async (attempts) => {
    const begun = await beginAttempts(store, attempts);
    return attempts.map(({ id }) => begun.has(id));
  }, UNCACHED);
  return { view: (caseId) => views.load(caseId), begin: (attempt) => starts.load(attempt) };
}
