// One entry of the audit trail, and the hash that ties it to the one before.
import { hash } from 'node:crypto';

export type AuditKind =
  | 'query'
  | 'mutation'
  | 'subscription'
  | 'event'
  /** A token that was refused. */
  | 'sign-in'
  | 'upload'
  | 'notice'
  | 'download';

/** `partial`: there was data, and errors beside it. `refused`: it was not let in. `failed`: it failed on our side. */
export type AuditOutcome = 'answered' | 'partial' | 'refused' | 'failed';

/** What is told of one answer. Numbers are plain here and are hashed before they are written. */
export interface AuditDraft {
  readonly traceId: string;
  readonly kind: AuditKind;
  readonly operation: string | null;
  readonly document: string | null;
  readonly fields: readonly string[];
  readonly role: string | null;
  readonly subject: string | null;
  readonly purpose: string | null;
  readonly outcome: AuditOutcome;
  readonly code: string | null;
  /** Numbers of people whose personal data was shown unmasked. */
  readonly read: Iterable<string>;
  /** Numbers and codes of those in whose matter something was done. */
  readonly changed: Iterable<string>;
  readonly cases: Iterable<string>;
}

/** An entry as it is written; `read` and `changed` are keyed hashes, `actor` is sealed. */
export interface AuditContent {
  readonly traceId: string;
  readonly kind: string;
  readonly operation: string | null;
  readonly document: string | null;
  readonly fields: readonly string[];
  readonly role: string | null;
  readonly actor: string | null;
  readonly purpose: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly read: readonly string[];
  readonly changed: readonly string[];
  readonly cases: readonly string[];
}

export interface AuditEntry extends AuditContent {
  readonly sequence: number;
  readonly at: Date;
  readonly previous: string;
  readonly hash: string;
}

/** The end of a chain: the place and hash of its last entry. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
  readonly at: Date;
}

/** SM3 over the hash before and everything that the entry says, in an order that never changes. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const said = [
    entry.sequence,
    entry.at.toISOString(),
    entry.traceId,
    entry.kind,
    entry.operation,
    entry.document,
    entry.fields,
    entry.role,
    entry.actor,
    entry.purpose,
    entry.outcome,
    entry.code,
    entry.read,
    entry.changed,
    entry.cases,
  ];
  return hash('sm3', `${entry.previous}\n${JSON.stringify(said)}`, 'hex');
}

/** The contents as entries that follow the end of the chain, all of one time. */
export function chained(contents: readonly AuditContent[], end: ChainEnd, at: Date): readonly AuditEntry[] {
  let { sequence, hash: previous } = end;
  return contents.map((content) => {
    sequence += 1;
    const entry = { ...content, sequence, at, previous, hash: '' };
    entry.hash = entryHash(entry);
    previous = entry.hash;
    return entry;
  });
}
