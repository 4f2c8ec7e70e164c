// Statements over cases.

import type { JsonObject } from '../../departments/port.ts';
import { given } from '../../store/given.ts';
import type { Session } from '../../store/pool.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import type { CaseState } from '../history/case-state.ts';
import { type EventData, OWN_SOURCE } from '../history/events.ts';
import type { PartState } from '../history/transitions.ts';
import type { MadeUp } from './deliveries.ts';
import { END_OF_FEED, moveFeed } from './events.ts';

export type Channel = 'WINDOW' | 'ONLINE' | 'KIOSK' | 'APP' | 'WECHAT';

export interface CaseRow {
  readonly id: number;
  readonly number: string;
  readonly checkCode: string;
  readonly editionId: number;
  readonly channel: Channel;
  readonly applicantKind: 'person' | 'enterprise';
  readonly applicantNumber: string;
  readonly applicant: ApplicantRecord;
  /** Who acts for the applicant. */
  readonly agent: AgentRecord | null;
  readonly fingerprint: Buffer;
  readonly form: JsonObject;
  readonly materials: readonly MaterialRecord[];
  readonly state: CaseState;
  readonly kind: 'ON_THE_SPOT' | 'PROMISED' | null;
  readonly receivedAt: Date;
  readonly releasedAt: Date | null;
  readonly lastSequence: number;
}

export interface ApplicantRecord {
  readonly kind: 'person' | 'enterprise';
  readonly number: string;
  readonly name: string;
  readonly phone: string | null;
}

/** The applicant's authority for an agent; both days are included. */
export interface AgentMandate<Letter> {
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate;
  /** Codes of the items; null: whatever the applicant applies for. */
  readonly items: readonly string[] | null;
  /** The signed letter; null where none was handed in. */
  readonly letter: Letter | null;
}

/** Who acts for an applicant. */
export interface AgentOf<Letter> {
  readonly number: string;
  readonly name: string;
  readonly phone: string | null;
  /** Absent where the agent shows none. */
  readonly mandate?: AgentMandate<Letter>;
}

/** As a case keeps it. */
export type AgentRecord = AgentOf<MaterialRecord>;

export interface MaterialRecord {
  readonly code: string;
  readonly by: 'file' | 'inline' | 'shared' | 'deferred';
  readonly sha256: string | null;
  readonly name: string | null;
  /** Number of the department's own record. */
  readonly shared: string | null;
}

export const CASE_COLUMNS = `id, number, check_code as "checkCode", edition_id as "editionId", channel,
  applicant_kind as "applicantKind", applicant_number as "applicantNumber", applicant, agent, fingerprint, form,
  materials, state, kind, received_at as "receivedAt", released_at as "releasedAt", last_sequence as "lastSequence"`;

export interface NewCase extends Omit<CaseRow, 'id' | 'kind' | 'releasedAt'> {
  readonly idempotencyKey: string;
}

/** A case as it is received, with all that is written with it. */
export interface CaseStart {
  readonly row: NewCase;
  readonly parts: readonly NewPart[];
  readonly fileIds: readonly string[];
  /** What the first event says. */
  readonly received: EventData;
}

/**
 * Writes cases, their parts, their first events, the documents that they hold, and the messages that can go out, in one
 * statement. The new cases' ids by their numbers; of a case whose applicant used the key before, in the same group even, nothing
 * is written. Waits for a transaction that is using a key now.
 */
export async function insertCases(
  session: Session,
  starts: readonly CaseStart[],
): Promise<ReadonlyMap<string, number>> {
  const inserted = await session.query<{ id: number; number: string }>(
    `with submitted as materialized (
       select * from jsonb_to_recordset($1::jsonb) as submitted (number text, "checkCode" text, "editionId" integer,
         channel text, "applicantKind" text, "applicantNumber" text, applicant jsonb, agent jsonb, "idempotencyKey" text,
         fingerprint text, form jsonb, materials jsonb, state text, "receivedAt" timestamptz, "lastSequence" integer,
         parts jsonb, files jsonb, told jsonb)),
     received as (
       insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant, agent,
         idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
       select number, "checkCode", "editionId", channel, "applicantKind", "applicantNumber", applicant, agent,
         "idempotencyKey", decode(fingerprint, 'hex'), form, materials, state, "receivedAt", "lastSequence"
       from submitted order by "applicantNumber", "idempotencyKey"
       on conflict (applicant_number, idempotency_key) do nothing
       returning id, number, state, received_at),
     ${END_OF_FEED},
     moved as (${moveFeed('(select count(*) from received)')}),
     started as (
       insert into case_events (case_id, sequence, at, kind, source, source_sequence, state, data, observed_at, position)
       select received.id, 1, received_at, 'CASE_RECEIVED', '${OWN_SOURCE}', 0, received.state, submitted.told, received_at,
         moved.position + 1 - row_number() over (order by received.id desc)
       from received join submitted using (number) left join moved on true),
     part as materialized (
       select received.id as case_id, part.* from received join submitted using (number) cross join lateral rows from (
         jsonb_to_recordset(submitted.parts) as (code text, key text, department text, state text, "madeUp" jsonb))
         with ordinality as part (code, key, department, state, "madeUp", position)),
     divided as (
       insert into parts (case_id, position, code, key, department, delivery, state)
       select case_id, position, code, key, department, 'QUEUED', state from part order by case_id, position
       returning id, key),
     queued as (
       insert into deliveries (part_id, case_id, department, kind, key, state, message, submit, next_at, queued_at)
       select divided.id, case_id, department, 'submission', key, 'QUEUED', "madeUp" -> 'content', "madeUp" ->> 'submit',
         now(), now()
       from divided join part using (key) where state = 'IN_REVIEW'),
     held as (
       insert into case_documents (case_id, file_id)
       select received.id, file.id from received join submitted using (number)
         cross join lateral (select distinct jsonb_array_elements_text(submitted.files)) as file (id)
       order by file.id, received.id)
     select id, number from received`,
    [JSON.stringify(starts.map(asSubmitted))],
    'insert-cases',
  );
  return new Map(inserted.map(({ id, number }) => [number, id]));
}

function asSubmitted({ row, parts, fileIds, received }: CaseStart) {
  return { ...row, fingerprint: row.fingerprint.toString('hex'), parts, files: fileIds, told: received };
}

/** What names an application: a key in the scope of its applicant. */
export interface ApplicationKey {
  readonly applicantNumber: string;
  readonly idempotencyKey: string;
}

export async function casesByKeys(session: Session, keys: readonly ApplicationKey[]) {
  return session.query<CaseRow & ApplicationKey>(
    `select ${CASE_COLUMNS}, idempotency_key as "idempotencyKey" from cases
     where (applicant_number, idempotency_key) in (select * from unnest(${given('$1::text[]')}, $2::text[]))`,
    [keys.map(({ applicantNumber }) => applicantNumber), keys.map(({ idempotencyKey }) => idempotencyKey)],
    'cases-by-keys',
  );
}

export async function casesByNumbers(session: Session, numbers: readonly string[]): Promise<CaseRow[]> {
  return session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where number = any(${given('$1::text[]')})`,
    [numbers],
    'cases-by-numbers',
  );
}

export async function caseByNumber(session: Session, number: string): Promise<CaseRow | undefined> {
  const [row] = await casesByNumbers(session, [number]);
  return row;
}

/** Whoever holds a case's row is the only one who changes the case. Locked in the order of their ids, so that two who lock several do not wait for each other. */
export async function lockCases(session: Session, ids: readonly number[]): Promise<CaseRow[]> {
  return session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where id = any(${given('$1::bigint[]')}) order by id for no key update`,
    [ids],
    'lock-cases',
  );
}

/** Names what is on record of a case: `version` is the transaction that wrote its row, as every change of the case does. */
export interface CaseVersion {
  readonly id: number;
  readonly version: string;
  readonly lastSequence: number;
}

const VERSION_COLUMNS = `id, xmin::text as version, last_sequence as "lastSequence"`;

export async function caseVersions(session: Session, ids: readonly number[]): Promise<CaseVersion[]> {
  return session.query<CaseVersion>(
    `select ${VERSION_COLUMNS} from cases where id = any(${given('$1::bigint[]')})`,
    [ids],
    'case-versions',
  );
}

/** As `lockCases`; each with the transaction that has locked it, which will have written what is changed in it. */
export async function lockVersions(session: Session, ids: readonly number[]) {
  return session.query<CaseVersion & { readonly transaction: string }>(
    `select ${VERSION_COLUMNS}, pg_current_xact_id()::xid::text as transaction from cases
     where id = any(${given('$1::bigint[]')}) order by id for no key update`,
    [ids],
    'lock-versions',
  );
}

export async function updateCases(
  session: Session,
  rows: readonly Pick<CaseRow, 'id' | 'state' | 'kind' | 'releasedAt' | 'lastSequence'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await session.run(
    `update cases set state = change.state, kind = change.kind, released_at = change.released_at,
       last_sequence = change.last_sequence
     from unnest(${given('$1::bigint[]')}, $2::text[], $3::text[], $4::timestamptz[], $5::integer[])
       as change (id, state, kind, released_at, last_sequence)
     where cases.id = change.id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ state }) => state),
      rows.map(({ kind }) => kind),
      rows.map(({ releasedAt }) => releasedAt),
      rows.map(({ lastSequence }) => lastSequence),
    ],
    'update-cases',
  );
}

/** Answers and materials as they stand after a supplement. */
export async function updateAnswers(
  session: Session,
  id: number,
  form: JsonObject,
  materials: readonly MaterialRecord[],
): Promise<void> {
  await session.run(
    `update cases set form = $2, materials = $3 where id = $1`,
    [id, JSON.stringify(form), JSON.stringify(materials)],
    'update-answers',
  );
}

export interface NewPart {
  readonly code: string;
  readonly key: string;
  readonly department: string;
  readonly state: PartState;
  /** What can go out now; null where it waits, or where whoever sends it makes it up. */
  readonly madeUp: MadeUp | null;
}

export async function casesByIds(session: Session, ids: readonly number[]): Promise<CaseRow[]> {
  return session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where id = any(${given('$1::bigint[]')})`,
    [ids],
    'cases-by-ids',
  );
}
