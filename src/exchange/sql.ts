// Statements over batches of cases for other platforms.
import type { Session } from '../store/pool.ts';

export interface BatchRow {
  readonly number: number;
  readonly fromPosition: number;
  readonly toPosition: number;
  readonly caseIds: readonly number[];
  readonly profile: string;
  readonly sha256: string;
  /** What is sent, byte for byte; null some time after the acknowledgement. */
  readonly content: string | null;
  readonly madeAt: Date;
  readonly acknowledgedAt: Date | null;
}

const BATCH_COLUMNS = `number, from_position as "fromPosition", to_position as "toPosition", case_ids as "caseIds", profile,
  sha256, content, made_at as "madeAt", acknowledged_at as "acknowledgedAt"`;

/** The one that is without acknowledgement. */
export async function openBatch(session: Session, consumer: string): Promise<BatchRow | undefined> {
  const [row] = await session.query<BatchRow>(
    `select ${BATCH_COLUMNS} from export_batches where consumer = $1 and acknowledged_at is null`,
    [consumer],
    'open-export-batch',
  );
  return row;
}

export type LastBatch = Pick<BatchRow, 'number' | 'toPosition' | 'acknowledgedAt'>;

export async function lastBatch(session: Session, consumer: string): Promise<LastBatch | undefined> {
  const [row] = await session.query<LastBatch>(
    `select number, to_position as "toPosition", acknowledged_at as "acknowledgedAt" from export_batches
     where consumer = $1 order by number desc limit 1`,
    [consumer],
    'last-export-batch',
  );
  return row;
}

export async function batchByNumber(session: Session, consumer: string, number: number): Promise<BatchRow | undefined> {
  const [row] = await session.query<BatchRow>(
    `select ${BATCH_COLUMNS} from export_batches where consumer = $1 and number = $2`,
    [consumer, number],
    'export-batch-by-number',
  );
  return row;
}

/** Nothing where somebody else has made the batch of that number, or another one waits for its acknowledgement. */
export async function insertBatch(
  session: Session,
  consumer: string,
  batch: Omit<BatchRow, 'acknowledgedAt'>,
): Promise<void> {
  await session.run(
    `insert into export_batches (consumer, number, from_position, to_position, case_ids, profile, sha256, content, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      consumer,
      batch.number,
      batch.fromPosition,
      batch.toPosition,
      batch.caseIds,
      batch.profile,
      batch.sha256,
      batch.content,
      batch.madeAt,
    ],
    'insert-export-batch',
  );
}

export async function acknowledgeBatch(session: Session, consumer: string, number: number, at: Date): Promise<void> {
  await session.run(
    `update export_batches set acknowledged_at = $3 where consumer = $1 and number = $2 and acknowledged_at is null`,
    [consumer, number, at],
    'acknowledge-export-batch',
  );
}

/** Forgets what was sent in batches that were acknowledged before; that they were sent stays on record. */
export async function forgetContents(session: Session, consumer: string, before: Date): Promise<void> {
  await session.run(
    `update export_batches set content = null
     where consumer = $1 and content is not null and acknowledged_at < $2`,
    [consumer, before],
    'forget-export-contents',
  );
}

/** Cases of the events after a place in the feed, in its order. */
export async function changedCases(session: Session, position: number, max: number) {
  return session.query<{ caseId: number; position: number }>(
    `select case_id as "caseId", position from case_events where position > $1 order by position limit $2`,
    [position, max],
    'events-to-export',
  );
}

/** Whose cases they are. */
export async function applicantsOf(session: Session, caseIds: readonly number[]) {
  return session.query<{ caseNumber: string; kind: 'person' | 'enterprise'; number: string }>(
    `select number as "caseNumber", applicant_kind as kind, applicant_number as number from cases where id = any($1)`,
    [caseIds],
    'applicants-of-cases',
  );
}
