// Events of the cases that workers are at, as they were read last: events are only ever appended, so that what is read of a case
// again is what has come since. Asked before the asker writes anything: what is not committed must not become known.
import { LRUCache } from 'lru-cache';
import type { Session } from '../store/pool.ts';
import type { CaseRow } from './sql/cases.ts';
import { type EventRow, eventsSince } from './sql/events.ts';

export interface KnownEvents {
  /** All events of the cases, each case's in its own order. Places in the feed are as they were when an event was read. */
  readonly of: (
    session: Session,
    rows: readonly Pick<CaseRow, 'id' | 'lastSequence'>[],
  ) => Promise<ReadonlyMap<number, readonly EventRow[]>>;
}

const CASES_MAX = 1_000;

export function openKnownEvents(): KnownEvents {
  const known = new LRUCache<number, readonly EventRow[]>({ max: CASES_MAX });
  return {
    of: async (session, rows) => {
      const before = new Map(
        rows.map(({ id, lastSequence }) => {
          const events = known.get(id) ?? [];
          // More than there is: the database was restored.
          return [id, (events.at(-1)?.sequence ?? 0) > lastSequence ? [] : events] as const;
        }),
      );
      const since = [...before].map(([caseId, events]) => ({ caseId, after: events.at(-1)?.sequence ?? 0 }));
      const fresh = Map.groupBy(await eventsSince(session, since), ({ caseId }) => caseId);
      const all = new Map([...before].map(([id, events]) => [id, [...events, ...(fresh.get(id) ?? [])]]));
      for (const [id, events] of all) known.set(id, events);
      return all;
    },
  };
}
