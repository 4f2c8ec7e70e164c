// Statements over batches and how their rows ended.
import type { Owner } from '../../materials/sql.ts';
import type { Session } from '../../store/pool.ts';

export interface BatchName extends Owner {
  readonly name: string;
}

export interface BatchRowRecord {
  readonly index: number;
  readonly caseNumber: string | null;
  readonly outcome: 'RECEIVED' | 'DEFICIENT' | 'CONFLICT' | 'FAILED';
  readonly error: string | null;
}

/** A batch that is handed in again keeps what is known of its rows until they have ended anew. */
export async function insertBatch(session: Session, { role, subject, name }: BatchName, total: number, at: Date) {
  await session.run(
    `insert into batches (role, subject, name, total, at) values ($1, $2, $3, $4, $5)
     on conflict (role, subject, name) do update set total = excluded.total`,
    [role, subject, name, total, at],
    'insert-batch',
  );
}

export async function saveBatchRows(
  session: Session,
  { role, subject, name }: BatchName,
  rows: readonly BatchRowRecord[],
): Promise<void> {
  await session.run(
    `insert into batch_rows (role, subject, name, index, case_id, outcome, error)
     select $1, $2, $3, ended.index, cases.id, ended.outcome, ended.error
     from jsonb_to_recordset($4::jsonb) as ended (index integer, "caseNumber" text, outcome text, error text)
       left join cases on cases.number = ended."caseNumber"
     on conflict (role, subject, name, index)
       do update set case_id = excluded.case_id, outcome = excluded.outcome, error = excluded.error`,
    [role, subject, name, JSON.stringify(rows)],
    'save-batch-rows',
  );
}

export interface BatchRecord {
  readonly name: string;
  readonly total: number;
  readonly at: Date;
}

export async function batchByName(
  session: Session,
  { role, subject, name }: BatchName,
): Promise<BatchRecord | undefined> {
  const [row] = await session.query<BatchRecord>(
    `select name, total, at from batches where role = $1 and subject = $2 and name = $3`,
    [role, subject, name],
    'batch-by-name',
  );
  return row;
}

/** Rows that have ended, in the order of the batch. */
export async function rowsOfBatch(
  session: Session,
  { role, subject, name }: BatchName,
): Promise<readonly (BatchRowRecord & { readonly caseId: number | null })[]> {
  return session.query(
    `select ended.index, ended.case_id as "caseId", cases.number as "caseNumber", ended.outcome, ended.error
     from batch_rows ended left join cases on cases.id = ended.case_id
     where ended.role = $1 and ended.subject = $2 and ended.name = $3 order by ended.index`,
    [role, subject, name],
    'rows-of-batch',
  );
}
