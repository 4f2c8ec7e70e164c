// What receiving a case takes from the database, for all who are received at the same time: one look for known keys and one commit
// are for many of them.
import { openGroups } from '../../store/groups.ts';
import type { Store } from '../../store/pool.ts';
import { isConnectionLoss } from '../../store/sqlstate.ts';
import { type ApplicationKey, type CaseRow, type CaseStart, casesByKeys, insertCases } from '../sql/cases.ts';

export interface Reception {
  /** The case that was received under the key, if there is one. */
  readonly find: (key: ApplicationKey) => Promise<CaseRow | undefined>;
  /** Resolves when the case is committed, with its id; undefined, and nothing written, where its key was used before. */
  readonly receive: (start: CaseStart) => Promise<number | undefined>;
}

const LOOKED_UP_TOGETHER = { max: 100, atOnce: 2 } as const;
/** Others go on where a group waits for a key that somebody is using. */
const RECEIVED_TOGETHER = { max: 50, atOnce: 2 } as const;

export function openReception(store: Store): Reception {
  return {
    find: openGroups<ApplicationKey, CaseRow | undefined>(async (keys) => {
      const known = new Map((await casesByKeys(store, keys)).map((row) => [nameOf(row), row]));
      return keys.map((key) => known.get(nameOf(key)));
    }, LOOKED_UP_TOGETHER),
    receive: openGroups<CaseStart, number | undefined>((starts) => receive(store, starts), RECEIVED_TOGETHER),
  };
}

/** One that cannot be received keeps none of the others from being so. */
async function receive(store: Store, starts: readonly CaseStart[]): Promise<readonly (number | undefined | Error)[]> {
  try {
    const ids = await insertCases(store, starts);
    return starts.map(({ row }) => ids.get(row.number));
  } catch (error) {
    if (starts.length === 1 || isConnectionLoss(error)) throw error;
    const alone = await Promise.allSettled(starts.map((start) => insertCases(store, [start])));
    return alone.map((one, index) =>
      one.status === 'fulfilled' ? one.value.get(starts[index]?.row.number ?? '') : (one.reason as Error),
    );
  }
}

function nameOf({ applicantNumber, idempotencyKey }: ApplicationKey): string {
  return JSON.stringify([applicantNumber, idempotencyKey]);
}
