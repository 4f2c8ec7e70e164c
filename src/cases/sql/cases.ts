// Statements over cases, parts and editions of bundles.

import type { JsonObject } from '../../departments/port.ts';
import type { Session } from '../../store/pool.ts';
import type { AgentRecord } from '../agents.ts';
import type { CaseState } from '../case-state.ts';
import type { DeliveryState, PartState } from '../transitions.ts';

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

export interface MaterialRecord {
  readonly code: string;
  readonly by: 'file' | 'inline' | 'shared' | 'deferred';
  readonly sha256: string | null;
  readonly name: string | null;
  /** Number of the department's own record. */
  readonly shared: string | null;
}

export interface PartRow {
  readonly id: number;
  readonly caseId: number;
  readonly code: string;
  readonly key: string;
  readonly department: string;
  readonly delivery: DeliveryState;
  readonly state: PartState;
  readonly departmentReference: string | null;
  readonly stepsApplied: number;
  readonly acknowledgedAt: Date | null;
  readonly polled: boolean;
}

export const CASE_COLUMNS = `id, number, check_code as "checkCode", edition_id as "editionId", channel,
  applicant_kind as "applicantKind", applicant_number as "applicantNumber", applicant, agent, fingerprint, form,
  materials, state, kind, received_at as "receivedAt", released_at as "releasedAt", last_sequence as "lastSequence"`;

const PART_COLUMNS = `id, case_id as "caseId", code, key, department, delivery, state,
  department_reference as "departmentReference", steps_applied as "stepsApplied",
  acknowledged_at as "acknowledgedAt", poll_at is not null as "polled"`;

export interface NewCase extends Omit<CaseRow, 'id' | 'kind' | 'releasedAt'> {
  readonly idempotencyKey: string;
}

/** The new case's id; undefined where the applicant used the key before. Waits for a transaction that is using it now. */
export async function insertCase(session: Session, row: NewCase): Promise<number | undefined> {
  const [inserted] = await session.query<{ id: number }>(
    `insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant, agent,
       idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (applicant_number, idempotency_key) do nothing
     returning id`,
    [
      row.number,
      row.checkCode,
      row.editionId,
      row.channel,
      row.applicantKind,
      row.applicantNumber,
      JSON.stringify(row.applicant),
      row.agent === null ? null : JSON.stringify(row.agent),
      row.idempotencyKey,
      row.fingerprint,
      JSON.stringify(row.form),
      JSON.stringify(row.materials),
      row.state,
      row.receivedAt,
      row.lastSequence,
    ],
    'insert-case',
  );
  return inserted?.id;
}

export async function caseByKey(session: Session, applicantNumber: string, key: string): Promise<CaseRow | undefined> {
  const [row] = await session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where applicant_number = $1 and idempotency_key = $2`,
    [applicantNumber, key],
    'case-by-key',
  );
  return row;
}

export async function casesByNumbers(session: Session, numbers: readonly string[]): Promise<CaseRow[]> {
  return session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where number = any($1)`,
    [numbers],
    'cases-by-numbers',
  );
}

export async function caseByNumber(session: Session, number: string): Promise<CaseRow | undefined> {
  const [row] = await casesByNumbers(session, [number]);
  return row;
}

/** Whoever holds a case's row is the only one who changes the case. */
export async function lockCase(session: Session, id: number): Promise<CaseRow | undefined> {
  const [row] = await session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where id = $1 for update`,
    [id],
    'lock-case',
  );
  return row;
}

export async function updateCase(
  session: Session,
  row: Pick<CaseRow, 'id' | 'state' | 'kind' | 'releasedAt' | 'lastSequence'>,
): Promise<void> {
  await session.run(
    `update cases set state = $2, kind = $3, released_at = $4, last_sequence = $5 where id = $1`,
    [row.id, row.state, row.kind, row.releasedAt, row.lastSequence],
    'update-case',
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
}

/** Their ids, in order. */
export async function insertParts(session: Session, caseId: number, parts: readonly NewPart[]): Promise<number[]> {
  const rows = await session.query<{ id: number }>(
    `insert into parts (case_id, position, code, key, department, delivery, state)
     select $1, part.position, part.code, part.key, part.department, 'QUEUED', part.state
     from unnest($2::text[], $3::text[], $4::text[], $5::text[])
       with ordinality as part (code, key, department, state, position)
     order by part.position
     returning id`,
    [
      caseId,
      parts.map(({ code }) => code),
      parts.map(({ key }) => key),
      parts.map(({ department }) => department),
      parts.map(({ state }) => state),
    ],
    'insert-parts',
  );
  return rows.map(({ id }) => id);
}

export async function partsOfCase(session: Session, caseId: number): Promise<PartRow[]> {
  return session.query<PartRow>(
    `select ${PART_COLUMNS} from parts where case_id = $1 order by position`,
    [caseId],
    'parts-of-case',
  );
}

export async function partsOfCases(session: Session, caseIds: readonly number[]): Promise<PartRow[]> {
  return session.query<PartRow>(
    `select ${PART_COLUMNS} from parts where case_id = any($1) order by case_id, position`,
    [caseIds],
    'parts-of-cases',
  );
}

export async function casesByIds(session: Session, ids: readonly number[]): Promise<CaseRow[]> {
  return session.query<CaseRow>(`select ${CASE_COLUMNS} from cases where id = any($1)`, [ids], 'cases-by-ids');
}

export async function casesByPartKeys(session: Session, keys: readonly string[]) {
  return session.query<{ key: string; caseId: number; code: string; stepsApplied: number }>(
    `select key, case_id as "caseId", code, steps_applied as "stepsApplied" from parts where key = any($1)`,
    [keys],
    'cases-by-part-keys',
  );
}

export interface PartChange {
  readonly id: number;
  readonly delivery: DeliveryState;
  readonly state: PartState;
  readonly departmentReference: string | null;
  readonly stepsApplied: number;
  readonly acknowledged: boolean;
  /** Whether there is anything left to ask about. */
  readonly asks: boolean;
  readonly firstPollMs: number;
}

export async function updateParts(session: Session, changes: readonly PartChange[]): Promise<void> {
  if (changes.length === 0) return;
  await session.run(
    `update parts set
       delivery = change.delivery, state = change.state, department_reference = change.reference,
       steps_applied = change.steps,
       acknowledged_at = case when change.acknowledged then coalesce(parts.acknowledged_at, now()) end,
       poll_at = case when change.asks then coalesce(parts.poll_at, now() + change.first_poll * interval '1 ms') end
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::integer[], $6::boolean[], $7::boolean[], $8::float8[])
       as change (id, delivery, state, reference, steps, acknowledged, asks, first_poll)
     where parts.id = change.id`,
    [
      changes.map(({ id }) => id),
      changes.map(({ delivery }) => delivery),
      changes.map(({ state }) => state),
      changes.map(({ departmentReference }) => departmentReference),
      changes.map(({ stepsApplied }) => stepsApplied),
      changes.map(({ acknowledged }) => acknowledged),
      changes.map(({ asks }) => asks),
      changes.map(({ firstPollMs }) => firstPollMs),
    ],
    'update-parts',
  );
}

/**
 * Parts of a department whose progress is due to be asked, each put off until its next turn: the longer it has been with the
 * department, the less often it is asked, at most every minute.
 */
export async function takePartsToPoll(session: Session, department: string, everyMs: number, max: number) {
  return session.query<{ key: string; caseId: number; stepsApplied: number }>(
    `update parts set poll_at = now() + greatest(
         $2 * interval '1 ms', least(interval '1 minute', (now() - coalesce(acknowledged_at, now())) / 20))
     where id in (
       select id from parts where department = $1 and poll_at <= now()
       order by poll_at limit $3 for update skip locked)
     returning key, case_id as "caseId", steps_applied as "stepsApplied"`,
    [department, everyMs, max],
    'take-parts-to-poll',
  );
}

export async function saveEdition(
  session: Session,
  edition: { readonly code: string; readonly version: string; readonly fingerprint: string; readonly content: string },
): Promise<number> {
  const [row] = await session.query<{ id: number }>(
    `with added as (
       insert into bundle_editions (code, version, fingerprint, content) values ($1, $2, $3, $4)
       on conflict (code, fingerprint) do nothing returning id)
     select id from added
     union all select id from bundle_editions where code = $1 and fingerprint = $3
     limit 1`,
    [edition.code, edition.version, edition.fingerprint, edition.content],
  );
  if (row) return row.id;
  return saveEdition(session, edition);
}

export async function editionContent(session: Session, id: number): Promise<unknown> {
  const [row] = await session.query<{ content: unknown }>(`select content from bundle_editions where id = $1`, [id]);
  return row?.content;
}
