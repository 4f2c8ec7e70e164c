// Writes the audit trail: whoever wants to answer waits until the entry is durable. All that wait together are written
// together, in one statement. Without an entry there is no answer.
import { setImmediate as endOfTurn, setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import type { Session, Store } from '../store/pool.ts';
import { isConflict, isConnectionLoss } from '../store/sqlstate.ts';
import { type AuditContent, type AuditDraft, type ChainEnd, chained } from './entry.ts';
import type { Heads } from './heads.ts';
import { appendEntries, chainEnd, ensurePartition, isWritten, lockChainEnd } from './sql.ts';

export interface AuditTrail {
  /** Resolves once the entry is durable. Rejects with `AuditFault` where it is not, and then nothing may be answered. */
  readonly record: (draft: AuditDraft) => Promise<void>;
  /** How many wait. */
  readonly waiting: () => number;
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
const RETRY_PAUSE_MS = 20;
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
    /** Last entries of attempts that may have been written without our being told. */
    const attempted: ChainEnd[] = [];
    const write = async (session: Session, before: ChainEnd): Promise<ChainEnd | undefined> => {
      const entries = chained(contents, before, laterOf(now(), before.at));
      const last = entries.at(-1);
      if (!last) return before;
      attempted.push(last);
      if (!months.has(monthOf(last.at))) await ensurePartition(session, monthOf(last.at));
      return (await appendEntries(session, before, entries)) ? last : undefined;
    };
    // As a rule nobody else appends, and one statement does it. Where somebody does, the end of the chain is locked.
    const writeAlone = async () => (months.has(monthOf(laterOf(now(), end.at))) ? write(store, end) : undefined);
    const writeLocked = async (session: Session): Promise<ChainEnd> => {
      const before = await lockChainEnd(session);
      for (const entry of attempted) if (await isWritten(session, entry)) return before;
      const written = await write(session, before);
      if (!written) throw new Error('The end of the audit chain moved while it was locked.');
      return written;
    };
    for (let attempt = 1; ; attempt += 1) {
      try {
        end = (attempt === 1 ? await writeAlone() : undefined) ?? (await store.transaction(writeLocked));
        months.add(monthOf(end.at));
        return;
      } catch (error) {
        if (attempt >= ATTEMPTS_MAX || !(isConflict(error) || isConnectionLoss(error))) throw error;
        await sleep(attempt * RETRY_PAUSE_MS);
      }
    }
  };

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Whatever has come in by the end of this turn is written together.
      await endOfTurn();
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
        writing ??= writeAll();
      }),
    waiting: () => waiting.length,
    close: async () => {
      clearInterval(timer);
      await writing;
      await signHead();
    },
  };
}

/** Time in the chain never runs backwards, whatever the clocks of those who append. */
function laterOf(one: Date, other: Date): Date {
  return one > other ? one : other;
}

function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** Drafts without a single plain identifier. */
function openContents({ hashSubject, sealActor }: AuditDependencies): (draft: AuditDraft) => AuditContent {
  const known = new LRUCache<string, string>({ max: CACHED_HASHES });
  const hashed = (identifiers: Iterable<string>) =>
    [...identifiers].map((identifier) => {
      const found = known.get(identifier);
      if (found !== undefined) return found;
      const hash = hashSubject(identifier);
      known.set(identifier, hash);
      return hash;
    });
  return (draft) => ({
    traceId: draft.traceId,
    kind: draft.kind,
    operation: draft.operation,
    document: draft.document,
    fields: draft.fields,
    role: draft.role,
    actor: draft.subject === null ? null : sealActor(draft.subject),
    purpose: draft.purpose,
    outcome: draft.outcome,
    code: draft.code,
    read: hashed(draft.read).sort(),
    changed: hashed(draft.changed).sort(),
    cases: [...draft.cases].sort(),
  });
}
