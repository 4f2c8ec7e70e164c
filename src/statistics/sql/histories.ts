// Statements that read what facts are derived from, beside events: cases and their parts, for many cases at once.
import type { CaseRow } from '../../cases/sql/cases.ts';
import type { Session } from '../../store/pool.ts';
import type { CaseHistory } from '../case-history.ts';

export type HistoryRow = CaseHistory['row'] & Pick<CaseRow, 'editionId' | 'lastSequence'>;

export async function caseRows(session: Session, ids: readonly number[]): Promise<HistoryRow[]> {
  return session.query<HistoryRow>(
    `select id, edition_id as "editionId", channel, applicant_kind as "applicantKind",
       applicant_number as "applicantNumber", form, materials, received_at as "receivedAt",
       last_sequence as "lastSequence"
     from cases where id = any($1)`,
    [ids],
    'statistics-cases',
  );
}

export async function partRows(session: Session, ids: readonly number[]) {
  return session.query<{ caseId: number; code: string; department: string }>(
    `select case_id as "caseId", code, department from parts where case_id = any($1) order by case_id, position`,
    [ids],
    'statistics-parts',
  );
}

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
