// Statements that put historical cases on record, many at once. They are over and done with: nothing is sent, nothing asked.
import type { Session } from '../../src/store/pool.ts';

export interface HistoricalCase {
  readonly id: number;
  readonly number: string;
  readonly editionId: number;
  readonly channel: string;
  readonly applicantNumber: string;
  readonly key: string;
  readonly form: object;
  readonly state: string;
  readonly kind: string | null;
  readonly receivedAt: Date;
  readonly releasedAt: Date | null;
  readonly lastSequence: number;
}

export interface HistoricalPart {
  readonly caseId: number;
  readonly position: number;
  readonly code: string;
  readonly key: string;
  readonly department: string;
  readonly state: string;
  readonly steps: number;
}

export interface HistoricalEvent {
  readonly caseId: number;
  readonly sequence: number;
  readonly at: Date;
  readonly kind: string;
  readonly part: string | null;
  readonly source: string;
  readonly sourceSequence: number;
  readonly state: string;
  readonly data: object;
}

export async function reserveCaseIds(session: Session, count: number): Promise<number[]> {
  const rows = await session.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('cases', 'id')) as id from generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id);
}

/** The first of so many numbers of a series. */
export async function reserveSeries(session: Session, series: string, count: number): Promise<number> {
  const [row] = await session.query<{ first: number }>(
    `insert into number_series (series, next_number) values ($1, 1 + $2)
     on conflict (series) do update set next_number = number_series.next_number + $2
     returning next_number - $2 as first`,
    [series, count],
  );
  return row?.first ?? 1;
}

export async function insertCases(session: Session, cases: readonly HistoricalCase[]): Promise<void> {
  await session.run(
    `insert into cases (id, number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant,
       idempotency_key, fingerprint, form, materials, state, kind, received_at, released_at, last_sequence)
     overriding system value
     select id, number, '', "editionId", channel, 'person', "applicantNumber",
       json_build_object('kind', 'person', 'number', "applicantNumber", 'name', '某某', 'phone', null), key,
       sha256(convert_to(key, 'UTF8')), form, '[]', state, kind, "receivedAt", "releasedAt", "lastSequence"
     from json_to_recordset($1::json) as row (id bigint, number text, "editionId" integer, channel text,
       "applicantNumber" text, key text, form jsonb, state text, kind text, "receivedAt" timestamptz,
       "releasedAt" timestamptz, "lastSequence" integer)`,
    [JSON.stringify(cases)],
    'insert-historical-cases',
  );
}

export async function insertParts(session: Session, parts: readonly HistoricalPart[]): Promise<void> {
  await session.run(
    `insert into parts (case_id, position, code, key, department, delivery, state, steps_applied, acknowledged_at)
     select "caseId", position, code, key, department, 'ACKNOWLEDGED', state, steps, now()
     from json_to_recordset($1::json) as row ("caseId" bigint, position smallint, code text, key text, department text,
       state text, steps integer)`,
    [JSON.stringify(parts)],
    'insert-historical-parts',
  );
}

/** Gives them their places in the feed at once, and holds its end until the commit. */
export async function insertPlacedEvents(session: Session, events: readonly HistoricalEvent[]): Promise<void> {
  await session.run(
    `with moved as (update feed_end set position = position + $2 returning position)
     insert into case_events (case_id, sequence, at, kind, part, source, source_sequence, state, data, observed_at,
       position)
     select "caseId", sequence, at, kind, part, source, "sourceSequence", state, data, at,
       moved.position - $2 + row_number() over ()
     from moved, json_to_recordset($1::json) as row ("caseId" bigint, sequence integer, at timestamptz, kind text,
       part text, source text, "sourceSequence" integer, state text, data jsonb)`,
    [JSON.stringify(events), events.length],
    'insert-historical-events',
  );
}
