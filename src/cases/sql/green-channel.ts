// Statements over the green channel.
import type { Session } from '../../store/pool.ts';

export interface GreenChannelRow {
  /** Code of a reason of the catalogue. */
  readonly reason: string;
  readonly note: string | null;
  /** Subject of the token of whoever let the case go ahead. */
  readonly by: string;
  readonly at: Date;
}

export async function greenChannelOf(session: Session, caseId: number): Promise<GreenChannelRow | undefined> {
  const [row] = await session.query<GreenChannelRow>(
    `select reason, note, by_subject as "by", at from green_channel where case_id = $1`,
    [caseId],
    'green-channel-of-case',
  );
  return row;
}

/** With all of the case's deliveries that are not settled; later ones go ahead by themselves. */
export async function insertGreenChannel(session: Session, caseId: number, row: GreenChannelRow): Promise<void> {
  await session.run(
    `with told as (
       insert into green_channel (case_id, reason, note, by_subject, at) values ($1, $2, $3, $4, $5) returning case_id)
     update deliveries set ahead = true from told where deliveries.case_id = told.case_id and next_at is not null`,
    [caseId, row.reason, row.note, row.by, row.at],
    'insert-green-channel',
  );
}
