// Writes the audit trail: whoever wants to answer waits until the entry is durable. All that wait together are written
// together, in one statement. Without an entry there is no answer.
import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { isConnectionLoss } from '../store/sqlstate.ts';
import { type AuditContent, type AuditDraft, type ChainEnd, chained } from './entry.ts';
import type { Heads } from './heads.ts';
import { appendEntries, chainEnd, ensurePartition } from './sql.ts';

export interface AuditTrail {
  /** Resolves once the entry is durable. Rejects with `AuditFault` where it is not, and then nothing may be answered. */
  readonly record: (draft: AuditDraft) => Promise<void>;
  /** Writes what waits, and the last head. */
  readonly close: () => Promise<void>;
}

export class AuditFault extends Error {
  /** Too much waits to be written; the same may pass later. */
  readonly overloaded: boolean;

  constructor(message: string, options: { overloaded: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'AuditFault';
    this.overloaded = options.overloaded;
  }
}

export interface AuditDependencies {
  /** With connections of its own: no reader may keep the trail waiting. */
  readonly store: Store;
  readonly heads: Heads;
  readonly log: Log;
  readonly now: () => Date;
  /** Keyed hash of a subject's number or code. */
  readonly hashSubject: (identifier: string) => string;
  /** Seals the `sub` of a token. */
  readonly sealActor: (subject: string) => string;
  readonly waitingMax?: number;
}

const BATCH_MAX = 500;
const WAITING_MAX = 20_000;
const ATTEMPTS_MAX = 8;
const HEAD_EVERY_MS = 1_000;
const CACHED_HASHES = 20_000;

interface Waiting {
  readonly content: AuditContent;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export async function openAuditTrail(dependencies: AuditDependencies): Promise<AuditTrail> {
  const { store, heads, log, now, waitingMax = WAITING_MAX } = dependencies;
  const contentOf = openContents(dependencies);
  const months = new Set<string>();
  const waiting: Waiting[] = [];
  let end = await chainEnd(store);
  let signedUpTo = end.sequence;
  let writing: Promise<void> | undefined;

  const append = async (contents: readonly AuditContent[]): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const at = new Date(Math.max(now().getTime(), end.at.getTime()));
      const month = at.toISOString().slice(0, 7);
      const entries = chained(contents, end, at);
      const last = entries.at(-1);
      if (!last) return;
      try {
        if (!months.has(month)) await ensurePartition(store, month);
        months.add(month);
        if (await appendEntries(store, end, entries)) {
          end = last;
          return;
        }
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !isConnectionLoss(error)) throw error;
      }
      if (attempt >= ATTEMPTS_MAX) throw new Error('Others kept appending to the audit trail.');
      end = await chainEnd(store);
      // A connection that was lost may have been lost after the commit.
      if (end.hash === last.hash) return;
    }
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH_MAX);
      try {
        await append(batch.map(({ content }) => content));
        for (const { done } of batch) done();
      } catch (error) {
        log.error({ err: error, entries: batch.length }, 'the audit trail cannot be written');
        for (const { failed } of batch)
          failed(new AuditFault('The audit trail cannot be written.', { overloaded: false, cause: error }));
      }
    }
    writing = undefined;
  };

  const signHead = async (): Promise<void> => {
    const { sequence, hash } = end;
    if (sequence === signedUpTo) return;
    await heads.write({ kind: 'head', sequence, hash });
    signedUpTo = sequence;
  };
  const timer = setInterval(() => {
    signHead().catch((error: unknown) => log.error({ err: error }, 'a head of the audit trail cannot be written'));
  }, HEAD_EVERY_MS);
  timer.unref();

  return {
    record: (draft) =>
      new Promise<void>((done, failed) => {
        if (waiting.length >= waitingMax) {
          failed(new AuditFault('Too much waits to be written to the audit trail.', { overloaded: true }));
          return;
        }
        waiting.push({ content: contentOf(draft), done, failed });
        // Whatever is asked in the same turn is written together.
        writing ??= Promise.resolve().then(writeAll);
      }),
    close: async () => {
      clearInterval(timer);
      await writing;
      await signHead();
    },
  };
}

/** Drafts without a single plain identifier. */
function openContents({ hashSubject, sealActor }: AuditDependencies): (draft: AuditDraft) => AuditContent {
  const known = new LRUCache<string, string>({ max: CACHED_HASHES });
  const hashed = (identifiers: Iterable<string>) =>
    [...identifiers].map((identifier) => {
      const found = known.get(identifier) ?? hashSubject(identifier);
      known.set(identifier, found);
      return found;
    });
  return ({ subject, read, changed, cases, ...said }) => ({
    ...said,
    actor: subject === null ? null : sealActor(subject),
    read: hashed(read).sort(),
    changed: hashed(changed).sort(),
    cases: [...cases].sort(),
  });
}
