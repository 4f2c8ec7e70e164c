// Statements over attempts at deliveries: each is on record before anything is sent.
import { given } from '../../store/given.ts';
import type { Session } from '../../store/pool.ts';

export interface AttemptStart {
  readonly id: number;
  readonly attempt: number;
  readonly worker: number;
  /** What is sent, as JSON. */
  readonly message: string;
  /** As what, where it is a submission. */
  readonly submit: string | null;
}

/**
 * Commits attempts before anything is sent; the ids of those whose lease is the worker's still. Deliveries are found by their ids:
 * "is not distinct from" keeps the server from the index of leases, in which there is an entry of each lease since the last vacuum.
 */
export async function beginAttempts(session: Session, attempts: readonly AttemptStart[]): Promise<ReadonlySet<number>> {
  const begun = await session.query<{ id: number }>(
    `with starting as (
       select * from unnest(${given('$1::bigint[]')}, $2::integer[], $3::integer[], $4::jsonb[], $5::text[])
         as attempt (id, attempt, worker, message, submit)),
     sending as (
       update deliveries set state = 'SENT', attempts = starting.attempt,
         message = coalesce(deliveries.message, starting.message), submit = coalesce(deliveries.submit, starting.submit)
       from starting
       where deliveries.id = starting.id and leased_by is not distinct from starting.worker
         and attempts = starting.attempt - 1
         and state in ('QUEUED', 'HELD') and next_at is not null
       returning deliveries.id, attempts),
     noted as (
       insert into delivery_attempts (delivery_id, attempt, started_at) select id, attempts, now() from sending)
     select id from sending`,
    [
      attempts.map(({ id }) => id),
      attempts.map(({ attempt }) => attempt),
      attempts.map(({ worker }) => worker),
      attempts.map(({ message }) => message),
      attempts.map(({ submit }) => submit),
    ],
    'begin-attempts',
  );
  return new Set(begun.map(({ id }) => id));
}

export interface AttemptEnd {
  readonly id: number;
  readonly attempt: number;
  readonly outcome: string;
  readonly detail: string | null;
}

export async function endAttempts(session: Session, ends: readonly AttemptEnd[]): Promise<void> {
  if (ends.length === 0) return;
  await session.run(
    `update delivery_attempts as attempt set ended_at = now(), outcome = ended.outcome, detail = ended.detail
     from unnest(${given('$1::bigint[]')}, $2::integer[], $3::text[], $4::text[]) as ended (id, attempt, outcome, detail)
     where attempt.delivery_id = ended.id and attempt.attempt = ended.attempt`,
    [
      ends.map(({ id }) => id),
      ends.map(({ attempt }) => attempt),
      ends.map(({ outcome }) => outcome),
      ends.map(({ detail }) => detail),
    ],
    'end-attempts',
  );
}
