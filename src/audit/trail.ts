// Writes the audit trail: whoever wants to answer waits until the entry is durable. All that wait together are written
// together, in one statement. Without an entry there is no answer.
import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { openChainWriter } from './chain-writer.ts';
import type { AuditContent, AuditDraft } from './entry.ts';
import type { Heads } from './heads.ts';
import { knownHashes } from './known-hashes.ts';

export interface AuditTrail {
  /** Resolves once the entry is durable. Rejects with `AuditFault` where it is not, and then nothing may be answered. */
  readonly record: (draft: AuditDraft) => Promise<void>;
  /** How many wait. */
  readonly waiting: () => number;
  /** Entries in the chain, those of others up to the last that this trail wrote. */
  readonly length: () => number;
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

const GROUP_MAX = 500;
/** So that the database has the next group at hand when it is done with one. */
const UNDER_WAY_MAX = 2;
/** Fewer wait until the group that is under way is durable: each group costs the database about what ten entries do. */
const GROUP_MIN = 16;
const WAITING_MAX = 20_000;
const HEAD_EVERY_MS = 1_000;

interface Waiting {
  readonly content: AuditContent;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export async function openAuditTrail(dependencies: AuditDependencies): Promise<AuditTrail> {
  const { store, heads, log, now, waitingMax = WAITING_MAX } = dependencies;
  const contentOf = openContents(dependencies);
  const chain = await openChainWriter(store, now);
  const waiting: Waiting[] = [];
  const underWay = new Set<Promise<void>>();
  let isGathering = false;
  let signedUpTo = chain.end().sequence;

  const gather = async (): Promise<void> => {
    isGathering = true;
    // Whatever has come in by the end of this turn is written together.
    await endOfTurn();
    isGathering = false;
    const written = write(waiting.splice(0, GROUP_MAX)).finally(() => {
      underWay.delete(written);
      goOn();
    });
    underWay.add(written);
    goOn();
  };
  const goOn = () => {
    const enough = underWay.size === 0 ? 1 : GROUP_MIN;
    if (waiting.length >= enough && !isGathering && underWay.size < UNDER_WAY_MAX) gather();
  };
  const write = async (group: readonly Waiting[]): Promise<void> => {
    try {
      await chain.append(group.map(({ content }) => content));
      for (const { done } of group) done();
    } catch (error) {
      log.error({ err: error, entries: group.length }, 'the audit trail cannot be written');
      for (const { failed } of group)
        failed(new AuditFault('The audit trail cannot be written.', { overloaded: false, cause: error }));
    }
  };

  const signHead = async (): Promise<void> => {
    const { sequence, hash } = chain.end();
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
        goOn();
      }),
    waiting: () => waiting.length,
    length: () => chain.end().sequence,
    close: async () => {
      clearInterval(timer);
      while (isGathering || underWay.size > 0) await (underWay.size > 0 ? Promise.all(underWay) : endOfTurn());
      await signHead();
    },
  };
}

/** Drafts without a single plain identifier. */
function openContents({ hashSubject, sealActor }: AuditDependencies): (draft: AuditDraft) => AuditContent {
  const hashOf = knownHashes(hashSubject);
  const hashed = (identifiers: Iterable<string>) => Array.from(identifiers, hashOf);
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
