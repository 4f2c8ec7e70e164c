// Removes months that are older than the trail must be kept. What was removed is said in a signed floor before it goes, so that
// verifying can tell it from what somebody took away.
import type { Log } from '../log.ts';
import { type Daily, openDaily } from '../store/daily.ts';
import type { Store } from '../store/pool.ts';
import type { Heads } from './heads.ts';
import { dropPartition, lastEntryOf, partitionMonths } from './sql.ts';

const KEPT_MONTHS = 36;

export interface RetentionDependencies {
  readonly store: Store;
  readonly heads: Heads;
  readonly log: Log;
  readonly now: () => Date;
}

/** Looks at once, then once a day. */
export function openRetention(dependencies: RetentionDependencies): Daily {
  const { log, now } = dependencies;
  const act = async () => {
    const months = await dropExpired(dependencies, now());
    if (months.length > 0) log.info({ months }, 'months of the audit trail were removed, their time being over');
  };
  return openDaily(act, 'the audit trail cannot be cleared of what is older than its time', log);
}

/** Months that ended more than 36 months ago are dropped, oldest first; returns which. */
export async function dropExpired({ store, heads }: RetentionDependencies, now: Date): Promise<readonly string[]> {
  const oldestKept = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - KEPT_MONTHS, 1))
    .toISOString()
    .slice(0, 7);
  const expired = (await partitionMonths(store)).filter((month) => month < oldestKept);
  for (const month of expired) {
    const last = await lastEntryOf(store, month);
    if (last) await heads.write({ kind: 'floor', sequence: last.sequence, hash: last.hash });
    await dropPartition(store, month);
  }
  return expired;
}
