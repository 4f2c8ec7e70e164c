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

/** An entry as it is appended: what it says, as text, and its place in the chain. */
export interface ChainedEntry extends ChainEnd {
  readonly previous: string;
  /** Everything that it says, as JSON of one form: of this its hash is made. */
  readonly text: string;
}

/** SM3 over the hash before and everything that the entry says. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  return linkHash(entry.previous, textOf(entry, entry.sequence, entry.at.toISOString()));
}

function linkHash(previous: string, text: string): string {
  return hash('sm3', `${previous}\n${text}`, 'hex');
}

/** In an order that never changes. */
function textOf(content: AuditContent, sequence: number, at: string): string {
  const { traceId, kind, operation, document, fields, role, actor, purpose, outcome, code, read, changed, cases } =
    content;
  return JSON.stringify({
    sequence,
    at,
    traceId,
    kind,
    operation,
    document,
    fields,
    role,
    actor,
    purpose,
    outcome,
    code,
    read,
    changed,
    cases,
  });
}

/** The contents as entries that follow the end of the chain, all of one time. */
export function chained(contents: readonly AuditContent[], end: ChainEnd, at: Date): readonly ChainedEntry[] {
  const time = at.toISOString();
  let { sequence, hash: previous } = end;
  return contents.map((content) => {
    sequence += 1;
    const text = textOf(content, sequence, time);
    const entry = { sequence, at, previous, hash: linkHash(previous, text), text };
    previous = entry.hash;
    return entry;
  });
}
