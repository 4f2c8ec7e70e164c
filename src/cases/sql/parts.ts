// Statements over the parts of cases.
import { given } from '../../store/given.ts';
import type { Session } from '../../store/pool.ts';
import type { DeliveryState, PartState } from '../history/transitions.ts';

export interface PartRow {
  readonly id: number;
  readonly caseId: number;
  readonly code: string;
  readonly key: string;
  readonly department: string;
  /** As it was when the case was written last: while the message is out, its delivery alone is SENT. */
  readonly delivery: DeliveryState;
  readonly state: PartState;
  readonly departmentReference: string | null;
  readonly stepsApplied: number;
  readonly polled: boolean;
}

const PART_COLUMNS = `id, case_id as "caseId", code, key, department, state,
  department_reference as "departmentReference", steps_applied as "stepsApplied", poll_at is not null as "polled"`;

export async function partsOfCases(session: Session, caseIds: readonly number[]): Promise<PartRow[]> {
  return session.query<PartRow>(
    `select ${PART_COLUMNS}, delivery from parts where case_id = any(${given('$1::bigint[]')}) order by case_id, position`,
    [caseIds],
    'parts-of-cases',
  );
}

/** The same with their deliveries as they are now, for those who look at a case. */
export async function partsAsTheyStand(session: Session, caseIds: readonly number[]): Promise<PartRow[]> {
  return session.query<PartRow>(
    `select ${PART_COLUMNS},
       case when exists (select from deliveries where deliveries.key = parts.key and deliveries.state = 'SENT') then 'SENT'
         else delivery end as delivery
     from parts where case_id = any(${given('$1::bigint[]')}) order by case_id, position`,
    [caseIds],
    'parts-as-they-stand',
  );
}

/** Whose part a department knows under a key. */
export interface PartOwner {
  readonly key: string;
  readonly caseId: number;
  readonly code: string;
}

export async function casesByPartKeys(session: Session, keys: readonly string[]): Promise<PartOwner[]> {
  return session.query<PartOwner>(
    `select key, case_id as "caseId", code from parts where key = any(${given('$1::text[]')})`,
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
     from unnest(${given('$1::bigint[]')}, $2::text[], $3::text[], $4::text[], $5::integer[], $6::boolean[], $7::boolean[], $8::float8[])
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

/** Whether a department, whose code is put in, has parts whose progress is due to be asked. */
export const duePolls = (department: string) =>
  `select 1 from parts where department = ${department}::text and poll_at <= now()`;

/**
 * Parts of a department whose progress is due to be asked, each put off until its next turn: the longer it has been with the
 * department, the less often it is asked, at most every minute.
 */
export async function takePartsToPoll(session: Session, department: string, everyMs: number, max: number) {
  return session.query<PartOwner & { stepsApplied: number }>(
    `update parts set poll_at = now() + greatest(
         $2 * interval '1 ms', least(interval '1 minute', (now() - coalesce(acknowledged_at, now())) / 20))
     where id in (
       select id from parts where department = $1 and poll_at <= now()
       order by poll_at limit $3 for update skip locked)
     returning key, case_id as "caseId", code, steps_applied as "stepsApplied"`,
    [department, everyMs, max],
    'take-parts-to-poll',
  );
}
