// Files entries of the trail under their subjects. The server notes new entries aside and sorts them in once there are many: whoever
// writes the entry that is one too many would wait for all of them, and every answer with it. So it is done from here before that.
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { sortInSubjects } from './sql.ts';

export interface UpkeepDependencies {
  readonly store: Store;
  readonly log: Log;
  /** How many entries the chain has. */
  readonly length: () => number;
}

const EVERY_MS = 1_000;
/** Fewer are not worth the trouble, and found all the same. */
const ENTRIES_MIN = 100;

export function openUpkeep({ store, log, length }: UpkeepDependencies): { readonly close: () => Promise<void> } {
  let sortedUpTo = length();
  let running: Promise<void> | undefined;
  const sortIn = async () => {
    const upTo = length();
    if (upTo - sortedUpTo < ENTRIES_MIN) return;
    await sortInSubjects(store);
    sortedUpTo = upTo;
  };
  const timer = setInterval(() => {
    running ??= sortIn()
      .catch((error: unknown) => log.warn({ err: error }, 'entries of the audit trail cannot be sorted in'))
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
