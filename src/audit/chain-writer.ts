// Appends groups of entries to the chain. As a rule nobody else does, and one group follows another down one connection before the
// one ahead is durable: each is written only where the chain ends with the group that it was made to follow.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/pool.ts';
import { isConflict, isConnectionLoss } from '../store/sqlstate.ts';
import { type AuditContent, type ChainEnd, chained } from './entry.ts';
import { appendEntries, chainEnd, ensurePartition, isWritten, lockChainEnd } from './sql.ts';

export interface ChainWriter {
  /** Resolves once the entries are durable, in turn and each once. Rejects where they cannot be written. */
  readonly append: (contents: readonly AuditContent[]) => Promise<void>;
  /** The last entry that is known to be durable. */
  readonly end: () => ChainEnd;
}

const ATTEMPTS_MAX = 8;
const RETRY_PAUSE_MS = 20;

export async function openChainWriter(store: Store, now: () => Date): Promise<ChainWriter> {
  /** Those whose partition is there, as they are counted. */
  const months = new Set<number>();
  let end = await chainEnd(store);
  /** What the next group is to follow; undefined where the chain ends elsewhere than was thought, until that is known again. */
  let next: ChainEnd | undefined = end;
  let underWay = 0;

  const reached = (durable: ChainEnd) => {
    if (durable.sequence > end.sequence) end = durable;
  };
  /** False where the group must be written under lock: the chain ends elsewhere than was thought, or a month begins. */
  const appendInLine = async (contents: readonly AuditContent[], attempted: ChainEnd[]): Promise<boolean> => {
    const before = underWay === 0 ? end : next;
    if (!before || !months.has(monthOf(laterOf(now(), before.at)))) return false;
    const { entries, last } = following(before, contents);
    attempted.push(last);
    next = last;
    underWay += 1;
    let written = false;
    try {
      written = await appendEntries(store.inLine, before, entries);
    } finally {
      underWay -= 1;
      if (written) reached(last);
      else next = undefined;
    }
    return written;
  };
  const appendLocked = async (contents: readonly AuditContent[], attempted: ChainEnd[]): Promise<void> => {
    const durable = await store.transaction(async (session) => {
      const before = await lockChainEnd(session);
      for (const entry of attempted) if (await isWritten(session, entry)) return before;
      const { entries, last } = following(before, contents);
      attempted.push(last);
      if (!months.has(monthOf(last.at))) await ensurePartition(session, last.at.toISOString().slice(0, 7));
      if (await appendEntries(session, before, entries)) return last;
      throw new Error('The end of the audit chain moved while it was locked.');
    });
    months.add(monthOf(durable.at));
    reached(durable);
  };
  const following = (before: ChainEnd, contents: readonly AuditContent[]) => {
    const entries = chained(contents, before, laterOf(now(), before.at));
    return { entries, last: entries.at(-1) ?? before };
  };
  return {
    append: async (contents) => {
      /** Last entries of attempts that may have been written without our being told. */
      const attempted: ChainEnd[] = [];
      for (let attempt = 1; ; attempt += 1) {
        try {
          if (attempt === 1 && (await appendInLine(contents, attempted))) return;
          return await appendLocked(contents, attempted);
        } catch (error) {
          if (attempt >= ATTEMPTS_MAX || !(isConflict(error) || isConnectionLoss(error))) throw error;
          await sleep(attempt * RETRY_PAUSE_MS);
        }
      }
    },
    end: () => end,
  };
}

/** Time in the chain never runs backwards, whatever the clocks of those who append. */
function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

/** Counted from the year 0: a number, for there is one to be looked up with each group. */
function monthOf(at: Date): number {
  return 12 * at.getUTCFullYear() + at.getUTCMonth();
}
