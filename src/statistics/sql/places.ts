// Statements that say which cases are to be derived again.
import type { Session } from '../../store/pool.ts';

/** Places of the feed after one, with their cases, in order. */
export async function placesAfter(session: Session, position: number, max: number) {
  return session.query<{ position: number; caseId: number }>(
    `select position, case_id as "caseId" from case_events where position > $1 order by position limit $2`,
    [position, max],
    'statistics-places',
  );
}

export async function caseIdsAfter(session: Session, id: number, max: number): Promise<number[]> {
  const rows = await session.query<{ id: number }>(
    `select id from cases where id > $1 order by id limit $2`,
    [id, max],
    'statistics-case-ids',
  );
  return rows.map((row) => row.id);
}
