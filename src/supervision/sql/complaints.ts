// Statements over complaints and ratings.
import type { Session } from '../../store/pool.ts';

export interface ComplaintRow {
  readonly id: number;
  readonly number: string;
  readonly caseId: number;
  readonly part: string;
  readonly text: string;
  readonly phone: string | null;
  readonly receivedAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

const COMPLAINT_COLUMNS = `id, number, case_id as "caseId", part, text, phone, received_at as "receivedAt", answer,
  answered_at as "answeredAt"`;

export async function complaintsOfCases(session: Session, caseIds: readonly number[]): Promise<ComplaintRow[]> {
  return session.query<ComplaintRow>(
    `select ${COMPLAINT_COLUMNS} from complaints where case_id = any($1) order by id`,
    [caseIds],
    'complaints-of-cases',
  );
}

/** Open ones first, each group oldest first; `open` null: all. */
export async function complaintList(session: Session, open: boolean | null, max: number): Promise<ComplaintRow[]> {
  return session.query<ComplaintRow>(
    `select ${COMPLAINT_COLUMNS} from complaints where $1::boolean is null or (answered_at is null) = $1
     order by answered_at is not null, received_at, id limit $2`,
    [open, max],
    'complaint-list',
  );
}

/** The next complaint of a day: 1, 2, 3 … */
export async function complaintSerial(session: Session, day: string): Promise<number> {
  const [row] = await session.query<{ serial: number }>(
    `insert into number_series (series, next_number) values ($1, 2)
     on conflict (series) do update set next_number = number_series.next_number + 1
     returning next_number - 1 as serial`,
    [`complaint ${day}`],
    'complaint-serial',
  );
  if (!row) throw new Error('No number could be given to a complaint.');
  return row.serial;
}

export async function insertComplaint(
  session: Session,
  row: Omit<ComplaintRow, 'id' | 'answer' | 'answeredAt'>,
): Promise<ComplaintRow> {
  const [inserted] = await session.query<ComplaintRow>(
    `insert into complaints (number, case_id, part, text, phone, received_at) values ($1, $2, $3, $4, $5, $6)
     returning ${COMPLAINT_COLUMNS}`,
    [row.number, row.caseId, row.part, row.text, row.phone, row.receivedAt],
    'insert-complaint',
  );
  if (!inserted) throw new Error(`Complaint ${row.number} was not kept.`);
  return inserted;
}

/** Undefined where there is no such complaint, or it was answered before. */
export async function answerComplaint(
  session: Session,
  answer: { readonly number: string; readonly answer: string; readonly at: Date; readonly by: string },
): Promise<ComplaintRow | undefined> {
  const [row] = await session.query<ComplaintRow>(
    `update complaints set answer = $2, answered_at = $3, answered_by = $4 where number = $1 and answered_at is null
     returning ${COMPLAINT_COLUMNS}`,
    [answer.number, answer.answer, answer.at, answer.by],
    'answer-complaint',
  );
  return row;
}

export interface RatingRow {
  readonly level: number;
  readonly reason: string | null;
  readonly ratedAt: Date;
}

/** False where the case has a rating already. */
export async function insertRating(session: Session, caseId: number, row: RatingRow): Promise<boolean> {
  const written = await session.run(
    `insert into ratings (case_id, level, reason, rated_at) values ($1, $2, $3, $4) on conflict (case_id) do nothing`,
    [caseId, row.level, row.reason, row.ratedAt],
    'insert-rating',
  );
  return written === 1;
}

export async function ratingOfCase(session: Session, caseId: number): Promise<RatingRow | undefined> {
  const [row] = await session.query<RatingRow>(
    `select level, reason, rated_at as "ratedAt" from ratings where case_id = $1`,
    [caseId],
    'rating-of-case',
  );
  return row;
}

/** The sweep looks at a case again at once. */
export async function lookAgain(session: Session, caseId: number, now: Date): Promise<void> {
  await session.run(`update supervised_cases set next_at = $2 where case_id = $1`, [caseId, now], 'look-again');
}
