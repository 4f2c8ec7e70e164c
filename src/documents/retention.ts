// One-time notices of applications that became no case name people and what they lacked. They are kept for as long as the trail that
// tells who read them, then removed with the documents that were made of them. What belongs to a case is kept with it.
import { centreDay } from '../cases/clocks/centre-time.ts';
import { deleteOneTimeNotices } from '../cases/sql/one-time-notices.ts';
import type { Log } from '../log.ts';
import { type Daily, openDaily } from '../store/daily.ts';
import type { Store } from '../store/pool.ts';

const KEPT_MONTHS = 36;
/** In one statement. */
const REMOVED_TOGETHER = 1_000;

export interface RetentionDependencies {
  readonly store: Store;
  readonly log: Log;
  /** The centre's time, by which notices are numbered. */
  readonly now: () => Date;
}

/** Looks at once, then once a day. */
export function openRetention(dependencies: RetentionDependencies): Daily {
  const { log } = dependencies;
  const act = async () => {
    const notices = await removeExpired(dependencies);
    if (notices > 0) log.info({ notices }, 'one-time notices were removed, their time being over');
  };
  return openDaily(act, 'one-time notices that are older than their time cannot be removed', log);
}

/** Removes those that were given more than 36 months before this month; returns how many. */
export async function removeExpired({ store, now }: Pick<RetentionDependencies, 'store' | 'now'>): Promise<number> {
  const [year = 0, month = 1] = centreDay(now()).split('-').map(Number);
  const firstKept = new Date(Date.UTC(year, month - 1 - KEPT_MONTHS, 1)).toISOString().slice(0, 10);
  for (let removed = 0; ; ) {
    const some = await deleteOneTimeNotices(store, firstKept, REMOVED_TOGETHER);
    removed += some;
    if (some < REMOVED_TOGETHER) return removed;
  }
}
