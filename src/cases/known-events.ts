// Events of the cases that workers are at, as they were read last: events are only ever appended, so that what is read of a case
// again is what has come since. Asked before the asker writes anything: what is not committed must not become known.
import { LRUCache } from 'lru-cache';
import { bytesOf } from '../departments/size.ts';
import type { Session } from '../store/pool.ts';
import type { CaseRow } from './sql/cases.ts';
import { type EventRow, eventsOfCases, eventsSince } from './sql/events.ts';

export interface KnownEvents {
  /** All events of the cases, each case's in its own order. Places in the feed are as they were when an event was read. */
  readonly of: (
    session: Session,
    rows: readonly Pick<CaseRow, 'id' | 'lastSequence'>[],
  ) => Promise<ReadonlyMap<number, readonly EventRow[]>>;
}

interface Known {
  readonly events: readonly EventRow[];
  readonly bytes: number;
}

const NOTHING: Known = { events: [], bytes: 0 };
const CASES_MAX = 1_000;
const BYTES_MAX = 16 * 1024 * 1024;
/** A history that is longer is read anew each time: there are few of them. */
const CASE_BYTES_MAX = 512 * 1024;

export function openKnownEvents(): KnownEvents {
  const known = new LRUCache<number, Known>({
    max: CASES_MAX,
    maxSize: BYTES_MAX,
    maxEntrySize: CASE_BYTES_MAX,
    sizeCalculation: ({ bytes }) => bytes,
  });
  return {
    of: async (session, rows) => {
      const before = new Map(
        rows.map(({ id, lastSequence }) => {
          const found = known.get(id) ?? NOTHING;
          // More than there is: the database was restored.
          return [id, (found.events.at(-1)?.sequence ?? 0) > lastSequence ? NOTHING : found] as const;
        }),
      );
      const since = [...before].map(([caseId, { events }]) => ({ caseId, after: events.at(-1)?.sequence ?? 0 }));
      const fresh = Map.groupBy(await eventsSince(session, since), ({ caseId }) => caseId);
      const all = new Map<number, readonly EventRow[]>();
      for (const [id, { events, bytes }] of before) {
        const come = fresh.get(id);
        const history = come ? [...events, ...come] : events;
        all.set(id, history);
        if (come) known.set(id, { events: history, bytes: bytes + bytesOf(come) });
      }
      return all;
    },
  };
}

/** The same, for those who look at a case once: read whole. */
export async function readEvents(session: Session, rows: readonly Pick<CaseRow, 'id'>[]) {
  const ids = rows.map(({ id }) => id);
  return Map.groupBy(await eventsOfCases(session, ids), ({ caseId }) => caseId);
}
