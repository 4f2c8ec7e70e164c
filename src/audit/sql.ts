// Statements of the audit trail.
import type { Session } from '../store/pool.ts';
import type { AuditEntry, ChainEnd, ChainedEntry } from './entry.ts';

const PARTITION = /^audit_entries_(\d{4})_(\d{2})$/;

const COLUMNS = `sequence, at, trace_id as "traceId", kind, operation, document, fields, role, actor, purpose, outcome, code,
  read, changed, cases, previous, hash`;

/**
 * Appends entries where the chain still ends at `before`, in one statement; false where somebody else has appended.
 * The entries' month must have its partition.
 */
export async function appendEntries(
  session: Session,
  before: ChainEnd,
  entries: readonly ChainedEntry[],
): Promise<boolean> {
  const last = entries.at(-1);
  if (!last) return true;
  const moved = await session.query(
    `with moved as (
       update audit_chain set sequence = $3, hash = $4, at = $5 where sequence = $1 and hash = $2 returning true
     ), written as (
       insert into audit_entries (sequence, at, trace_id, kind, operation, document, fields, role, actor, purpose,
         outcome, code, read, changed, cases, previous, hash)
       select sequence, $5, trace_id, kind, operation, document, fields, role, actor, purpose, outcome, code,
         read, changed, cases, previous, hash
       from moved, rows from (
         json_to_recordset($6::json) as (sequence bigint, "traceId" text, kind text, operation text, document text,
           fields text[], role text, actor text, purpose text, outcome text, code text, read text[], changed text[],
           cases text[]),
         unnest(trim_array($7::text[], 1), ($7::text[])[2:])
       ) as entry (sequence, trace_id, kind, operation, document, fields, role, actor, purpose, outcome, code, read,
         changed, cases, previous, hash)
     )
     select from moved`,
    [
      ...[before.sequence, before.hash, last.sequence, last.hash, last.at],
      `[${entries.map(({ text }) => text).join(',')}]`,
      [before.hash, ...entries.map(({ hash }) => hash)],
    ],
    'append-audit-entries',
  );
  return moved.length === 1;
}

export async function chainEnd(session: Session): Promise<ChainEnd> {
  const [end] = await session.query<ChainEnd>('select sequence, hash, at from audit_chain');
  if (!end) throw new Error('The end of the audit chain is not on record.');
  return end;
}

/** Until the end of the transaction nobody else appends. */
export async function lockChainEnd(session: Session): Promise<ChainEnd> {
  const [end] = await session.query<ChainEnd>('select sequence, hash, at from audit_chain for update');
  if (!end) throw new Error('The end of the audit chain is not on record.');
  return end;
}

export async function isWritten(session: Session, { at, sequence, hash }: ChainEnd): Promise<boolean> {
  const rows = await session.query('select from audit_entries where at = $1 and sequence = $2 and hash = $3', [
    at,
    sequence,
    hash,
  ]);
  return rows.length > 0;
}

/** Where the entries of a month lie. Whoever makes it holds the lock of the chain's end, so that only one does. */
export async function ensurePartition(session: Session, month: string): Promise<void> {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  await session.query(
    `create table if not exists audit_entries_${month.replace('-', '_')} partition of audit_entries
     for values from ('${month}-01T00:00:00Z') to ('${next}-01T00:00:00Z')`,
  );
}

/** What the server has noted aside for the indexes of subjects and cases goes where it belongs, in the youngest partition. */
export async function sortInSubjects(session: Session): Promise<void> {
  await session.query(
    `select gin_clean_pending_list(indexrelid)
     from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam
     where amname = 'gin' and indrelid = (
       select inhrelid from pg_inherits join pg_class on pg_class.oid = inhrelid
       where inhparent = 'audit_entries'::regclass order by relname desc limit 1
     )`,
  );
}

/** Months that have a partition, as `yyyy-mm`, oldest first. */
export async function partitionMonths(session: Session): Promise<readonly string[]> {
  const rows = await session.query<{ name: string }>(
    `select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'audit_entries'::regclass order by relname`,
  );
  return rows.flatMap(({ name }) => {
    const [, year, month] = PARTITION.exec(name) ?? [];
    return year && month ? [`${year}-${month}`] : [];
  });
}

/** The last entry of a month; undefined where it has none. */
export async function lastEntryOf(session: Session, month: string): Promise<AuditEntry | undefined> {
  const [entry] = await session.query<AuditEntry>(
    `select ${COLUMNS} from audit_entries_${month.replace('-', '_')} order by sequence desc limit 1`,
  );
  return entry;
}

export async function dropPartition(session: Session, month: string): Promise<void> {
  await session.query(`drop table if exists audit_entries_${month.replace('-', '_')}`);
}

/** Entries in the order of their times, after a place. */
export async function entriesAfter(
  session: Session,
  place: { readonly at: Date; readonly sequence: number },
  max: number,
): Promise<readonly AuditEntry[]> {
  return session.query<AuditEntry>(
    `select ${COLUMNS} from audit_entries where (at, sequence) > ($1, $2) order by at, sequence limit $3`,
    [place.at, place.sequence, max],
    'audit-entries-after',
  );
}

export interface AuditFilter {
  /** Keyed hash of somebody who was read or in whose matter something was done. */
  readonly subject: string | null;
  readonly caseNumber: string | null;
  readonly actor: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

const MATCHES = `($1::text is null or (read || changed) @> array[$1::text])
  and ($2::text is null or cases <> '{}' and cases @> array[$2::text])
  and ($3::text is null or actor = $3)
  and ($4::timestamptz is null or at >= $4)
  and ($5::timestamptz is null or at < $5)`;

function valuesOf({ subject, caseNumber, actor, from, to }: AuditFilter): readonly unknown[] {
  return [subject, caseNumber, actor, from, to];
}

/** Latest first, below a sequence. */
export async function searchEntries(
  session: Session,
  filter: AuditFilter,
  below: number,
  max: number,
): Promise<readonly AuditEntry[]> {
  return session.query<AuditEntry>(
    `select ${COLUMNS} from audit_entries where ${MATCHES} and sequence < $6 order by at desc, sequence desc limit $7`,
    [...valuesOf(filter), below, max],
  );
}

export async function countEntries(session: Session, filter: AuditFilter): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `select count(*) as count from audit_entries where ${MATCHES}`,
    valuesOf(filter),
  );
  return row?.count ?? 0;
}
