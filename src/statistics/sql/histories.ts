// Statements that read what facts are derived from: cases, their parts and their events, for many cases at once.
import type { EventRow } from '../../cases/sql/events.ts';
import type { Session } from '../../store/pool.ts';
import type { CaseHistory } from '../facts.ts';

export type HistoryRow = CaseHistory['row'] & { readonly editionId: number };

export async function caseRows(session: Session, ids: readonly number[]): Promise<HistoryRow[]> {
  return session.query<HistoryRow>(
    `select id, edition_id as "editionId", channel, applicant_kind as "applicantKind",
       applicant_number as "applicantNumber", form, materials, received_at as "receivedAt"
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

export async function eventRows(session: Session, ids: readonly number[]) {
  return session.query<EventRow & { caseId: number }>(
    `select case_id as "caseId", kind, part, at, source, source_id as "sourceId", source_sequence as "sourceSequence",
       data, sequence, state, position, observed_at as "observedAt"
     from case_events where case_id = any($1) order by case_id, sequence`,
    [ids],
    'statistics-events',
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
