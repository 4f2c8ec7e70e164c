// Statements over deliveries and their attempts: the queue of what goes to departments.
import type { Submission } from '../../departments/port.ts';
import { given } from '../../store/given.ts';
import type { Session } from '../../store/pool.ts';
import type { DeliveryState } from '../history/transitions.ts';

export type DeliveryKind = 'submission' | 'supplement' | 'withdrawal';

export interface DeliveryRow {
  readonly id: number;
  readonly partId: number;
  readonly caseId: number;
  readonly department: string;
  readonly kind: DeliveryKind;
  readonly key: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** The worker that has it leased. */
  readonly leasedBy: number | null;
  readonly quarantined: boolean;
  /** Of unknown fate for so long that a person must look into it. */
  readonly overdue: boolean;
}

/** As whoever sends it needs it. */
export interface LeasedDelivery extends DeliveryRow {
  /** What every attempt says; null where it was not made up yet. */
  readonly message: unknown;
  /** As what a submission is handed in; null where it has yet to be looked up. */
  readonly submit: string | null;
}

const DELIVERY_COLUMNS = `id, part_id as "partId", case_id as "caseId", department, kind, key, state, attempts,
  leased_by as "leasedBy", coalesce(quarantine_until > now(), false) as quarantined,
  coalesce(unknown_since < now() - interval '10 minutes', false) as overdue`;

export interface NewDelivery {
  readonly partId: number;
  readonly department: string;
  readonly key: string;
}

/** A submission, and as what it is handed in. */
export interface MadeUp {
  readonly content: Submission;
  readonly submit: string;
}

export interface NewSubmission extends Pick<NewDelivery, 'partId'> {
  /** Null where whoever sends it makes it up. */
  readonly madeUp: MadeUp | null;
}

/** Queues the submission of parts whose prerequisites are met; a part is queued once. */
export async function queueSubmissions(session: Session, parts: readonly NewSubmission[]): Promise<void> {
  if (parts.length === 0) return;
  await session.run(
    `insert into deliveries (part_id, case_id, department, kind, key, state, message, submit, next_at, queued_at, ahead)
     select parts.id, parts.case_id, parts.department, 'submission', parts.key,
       case when parts.doubtful then 'UNKNOWN' else 'QUEUED' end, message, submit, now(), now(),
       exists (select from green_channel where green_channel.case_id = parts.case_id)
     from unnest(${given('$1::bigint[]')}, $2::jsonb[], $3::text[]) as ready (part_id, message, submit)
     join parts on parts.id = ready.part_id
     on conflict (key) do nothing`,
    [
      parts.map(({ partId }) => partId),
      parts.map(({ madeUp }) => madeUp && JSON.stringify(madeUp.content)),
      parts.map(({ madeUp }) => madeUp?.submit ?? null),
    ],
    'queue-submissions',
  );
}

/** What was made up of a case's answers and was not begun is made up anew. */
export async function forgetMessages(session: Session, caseId: number): Promise<void> {
  await session.run(
    `update deliveries set message = null, submit = null where case_id = $1 and kind = 'submission' and attempts = 0`,
    [caseId],
    'forget-messages',
  );
}

export interface NewAmendment extends NewDelivery {
  readonly kind: 'supplement' | 'withdrawal';
  readonly message: string;
}

/** Queues what is to be said to departments about applications they have. */
export async function queueAmendments(
  session: Session,
  caseId: number,
  amendments: readonly NewAmendment[],
): Promise<void> {
  for (const { partId, department, key, kind, message } of amendments) {
    await session.run(
      `insert into deliveries (part_id, case_id, department, kind, key, state, message, next_at, queued_at, ahead)
       values ($1, $2, $3, $4, $5, 'QUEUED', $6, now(), now(), exists (select from green_channel where case_id = $2))`,
      [partId, caseId, department, kind, key, message],
      'queue-amendment',
    );
  }
}

/** How many amendments of each part were queued so far, by kind. */
export async function amendmentsOfCase(session: Session, caseId: number) {
  return session.query<{ partId: number; kind: string; queued: number }>(
    `select part_id as "partId", kind, count(*)::integer as queued from deliveries
     where case_id = $1 and kind <> 'submission' group by part_id, kind`,
    [caseId],
    'amendments-of-case',
  );
}

/** SHA-256 of the documents that went with the submission of a part. */
export async function documentsSent(session: Session, partId: number): Promise<readonly string[]> {
  const rows = await session.query<{ sha256: string }>(
    `select material ->> 'sha256' as sha256 from deliveries, jsonb_array_elements(message -> 'materials') as material
     where part_id = $1 and kind = 'submission'`,
    [partId],
    'documents-sent',
  );
  return rows.map(({ sha256 }) => sha256);
}

/** Takes submissions out of the queue that nobody has begun to send; the parts for which that succeeded. */
export async function cancelQueued(session: Session, partIds: readonly number[]): Promise<readonly number[]> {
  const rows = await session.query<{ partId: number }>(
    `update deliveries set next_at = null, leased_by = null
     where part_id = any($1) and kind = 'submission' and state in ('QUEUED', 'HELD') returning part_id as "partId"`,
    [partIds],
    'cancel-queued',
  );
  return rows.map(({ partId }) => partId);
}

/** What a worker has places for. */
export interface Wanted {
  readonly department: string;
  readonly max: number;
}

/** Whether a department, whose code is put in, has deliveries that can be leased. */
export const dueDeliveries = (department: string) => `select 1 from deliveries where department = ${department}::text
  and next_at <= now() and leased_by is null and state in ('QUEUED', 'HELD', 'UNKNOWN')`;

/** Whether there is a lease to look after, or a loss to write down. */
export const LEASED_OR_LOST = `select 1 from deliveries where leased_by is not null
  union all select 1 from deliveries where state = 'SENT' and leased_by is null and next_at is not null`;

/**
 * Leases due deliveries of departments, each named once, to a worker: those of the green channel first, then the oldest. What
 * was sent and not answered is nobody's to lease. Where what it says is made up its attempt is begun with the lease: it is SENT.
 */
export async function leaseDeliveries(session: Session, worker: number, wanted: readonly Wanted[]) {
  const due = `department = wanted.department and next_at <= now() and leased_by is null
         and state in ('QUEUED', 'HELD', 'UNKNOWN')`;
  return session.query<LeasedDelivery>(
    `with wanted as (select * from unnest(${given('$2::text[]')}, $3::integer[]) as wanted (department, places)),
     ahead as (
       select found.id, wanted.department from wanted cross join lateral (
         select id from deliveries where ahead and ${due}
         order by next_at limit wanted.places for update skip locked) as found),
     others as (
       select found.id from wanted cross join lateral (
         select id from deliveries where not ahead and ${due}
         order by next_at limit wanted.places - (
           select count(*) from ahead where ahead.department = wanted.department) for update skip locked) as found),
     leased as (
       update deliveries set leased_by = $1,
         state = case when message is null or state = 'UNKNOWN' then state else 'SENT' end,
         attempts = attempts + (message is not null and state <> 'UNKNOWN')::integer
       where id in (select id from ahead union all select id from others)
       returning *),
     noted as (
       insert into delivery_attempts (delivery_id, attempt, started_at)
       select id, attempts, now() from leased where state = 'SENT')
     select ${DELIVERY_COLUMNS}, message, submit from leased`,
    [worker, wanted.map(({ department }) => department), wanted.map(({ max }) => max)],
    'lease-deliveries',
  );
}

export interface DeliveryChange {
  readonly id: number;
  readonly state: DeliveryState;
  /** When it is worked on next; null where nothing is left to do. */
  readonly nextInMs: number | null;
  /** How long an absent key proves nothing; null leaves the quarantine as it is. */
  readonly quarantineMs: number | null;
}

/** Gives leases back with the deliveries' new states. */
export async function updateDeliveries(session: Session, changes: readonly DeliveryChange[]): Promise<void> {
  if (changes.length === 0) return;
  await session.run(
    `update deliveries set state = change.state, next_at = now() + change.next_in * interval '1 ms', leased_by = null,
       quarantine_until = coalesce(now() + change.quarantine * interval '1 ms', quarantine_until),
       unknown_since = case when change.state = 'UNKNOWN' then coalesce(unknown_since, now()) end
     from unnest(${given('$1::bigint[]')}, $2::text[], $3::float8[], $4::float8[]) as change (id, state, next_in, quarantine)
     where deliveries.id = change.id`,
    [
      changes.map(({ id }) => id),
      changes.map(({ state }) => state),
      changes.map(({ nextInMs }) => nextInMs),
      changes.map(({ quarantineMs }) => quarantineMs),
    ],
    'update-deliveries',
  );
}

/** Gives back the lease of a delivery of unknown fate, to be asked after again; nothing where the worker has it no longer. */
export async function deferLookup(
  session: Session,
  { id, leasedBy }: Pick<DeliveryRow, 'id' | 'leasedBy'>,
  nextInMs: number,
): Promise<void> {
  await session.run(
    `update deliveries set next_at = now() + $3 * interval '1 ms', leased_by = null
     where id = $1 and leased_by = $2 and state = 'UNKNOWN'`,
    [id, leasedBy, nextInMs],
    'defer-lookup',
  );
}

/** After their cases. */
export async function lockDeliveries(session: Session, ids: readonly number[]): Promise<DeliveryRow[]> {
  if (ids.length === 0) return [];
  return session.query<DeliveryRow>(
    `select ${DELIVERY_COLUMNS} from deliveries where id = any(${given('$1::bigint[]')}) order by id for no key update`,
    [ids],
    'lock-deliveries',
  );
}

/**
 * Takes leases away from workers that are gone, whose session no longer holds its lock, and from this worker where it is not
 * at work on them. What was not sent is due again at once; what may have been sent is lost.
 */
export async function reclaimDeliveries(
  session: Session,
  lockClass: number,
  worker: number,
  underWay: readonly number[],
): Promise<void> {
  await session.run(
    `update deliveries set leased_by = null
     where leased_by is not null and id <> all($3::bigint[]) and (leased_by = $2 or not exists (
       select 1 from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())
         and classid = $1::integer::oid and objid = leased_by::oid))`,
    [lockClass, worker, underWay],
    'reclaim-deliveries',
  );
}

/** Sent, answered by nobody, and leased to nobody: its worker is gone, and the loss is not written down yet. */
export async function lostDeliveries(session: Session): Promise<DeliveryRow[]> {
  return session.query<DeliveryRow>(
    `select ${DELIVERY_COLUMNS} from deliveries where state = 'SENT' and leased_by is null and next_at is not null`,
    [],
    'lost-deliveries',
  );
}

/** The delivery of unknown fate of a part, if there is one. */
export async function unknownDelivery(
  session: Session,
  caseId: number,
  part: string,
): Promise<DeliveryRow | undefined> {
  const [row] = await session.query<DeliveryRow>(
    `select ${DELIVERY_COLUMNS} from deliveries
     where state = 'UNKNOWN' and part_id = (select id from parts where case_id = $1 and code = $2)
     order by id limit 1`,
    [caseId, part],
    'unknown-delivery',
  );
  return row;
}
