// Statements of the sweep: what changed, what is due, and what was found of it.
import type { Session } from '../../store/pool.ts';
import type { CaseStanding, NewAlert } from '../examine.ts';
import type { NewFinding } from '../findings.ts';

/** Whoever holds this lock of the database sweeps, for one transaction. */
const SWEEPER_LOCK = 0x79630002;

export async function takeSweep(session: Session): Promise<boolean> {
  const [lock] = await session.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock($1) as held`,
    [SWEEPER_LOCK],
    'sweeper-lock',
  );
  return lock?.held === true;
}

/** Whether there is a case for one of the three statements below; a moment and a basis are put in. */
export const casesToLookAt = (now: string, basis: string) => `select 1 from case_events
    where position > coalesce((select position from supervision_progress), 0)
  union all select 1 from supervised_cases where next_at <= ${now}::timestamptz
  union all select 1 from supervised_cases where running and basis < ${basis}::text
  union all select 1 from supervised_cases where running and basis > ${basis}::text`;

/** Cases with events after the place up to which the feed was read; the place it was read up to now, and whether more may follow. */
export async function changedCases(session: Session, max: number) {
  const rows = await session.query<{ caseId: number; position: number; events: number }>(
    `select case_id as "caseId", max(position) as position, count(*)::integer as events from (
       select case_id, position from case_events
       where position > coalesce((select position from supervision_progress), 0)
       order by position limit $1) as fresh
     group by case_id`,
    [max],
    'changed-cases',
  );
  return {
    ids: rows.map(({ caseId }) => caseId),
    position: rows.reduce((last, { position }) => Math.max(last, position), 0),
    isFull: rows.reduce((sum, { events }) => sum + events, 0) === max,
  };
}

export async function saveProgress(session: Session, position: number): Promise<void> {
  await session.run(
    `insert into supervision_progress (position) values ($1)
     on conflict (only_row) do update set position = excluded.position`,
    [position],
    'save-supervision-progress',
  );
}

/** Cases whose clocks come to something by now, the longest overdue first. */
export async function dueCases(session: Session, now: Date, max: number): Promise<number[]> {
  const rows = await session.query<{ caseId: number }>(
    `select case_id as "caseId" from supervised_cases where next_at <= $1 order by next_at limit $2`,
    [now, max],
    'due-cases',
  );
  return rows.map(({ caseId }) => caseId);
}

/** Running cases that were derived under another calendar or other rules. */
export async function outdatedCases(session: Session, basis: string, max: number): Promise<number[]> {
  const rows = await session.query<{ caseId: number }>(
    `select case_id as "caseId" from supervised_cases where running and (basis < $1 or basis > $1) limit $2`,
    [basis, max],
    'outdated-cases',
  );
  return rows.map(({ caseId }) => caseId);
}

/** Locked, so that whoever wants a case looked at again waits until this look at it is written down. */
export async function standingsBefore(session: Session, caseIds: readonly number[]) {
  return session.query<{ caseId: number; basis: string; dueAt: Date | null }>(
    `select case_id as "caseId", basis, due_at as "dueAt" from supervised_cases where case_id = any($1)
     order by case_id for update`,
    [caseIds],
    'standings-before',
  );
}

export async function saveStandings(session: Session, basis: string, rows: readonly CaseStanding[]): Promise<void> {
  await session.run(
    `insert into supervised_cases (case_id, basis, due_at, warning_at, yellow_at, red_at, ended_light, dated, running, next_at)
     select case_id, $1, due_at, warning_at, yellow_at, red_at, ended_light, dated, running, next_at
     from unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::text[],
       $8::boolean[], $9::boolean[], $10::timestamptz[])
       as standing (case_id, due_at, warning_at, yellow_at, red_at, ended_light, dated, running, next_at)
     on conflict (case_id) do update set
       basis = excluded.basis, due_at = excluded.due_at, warning_at = excluded.warning_at, yellow_at = excluded.yellow_at,
       red_at = excluded.red_at, ended_light = excluded.ended_light, dated = excluded.dated, running = excluded.running,
       next_at = excluded.next_at`,
    [
      basis,
      rows.map(({ caseId }) => caseId),
      rows.map(({ dueAt }) => dueAt),
      rows.map(({ warningAt }) => warningAt),
      rows.map(({ yellowAt }) => yellowAt),
      rows.map(({ redAt }) => redAt),
      rows.map(({ endedLight }) => endedLight),
      rows.map(({ dated }) => dated),
      rows.map(({ running }) => running),
      rows.map(({ nextAt }) => nextAt),
    ],
    'save-standings',
  );
}

/** Given once: an alert that was given before stays as it was. How many are new. */
export async function insertAlerts(session: Session, alerts: readonly NewAlert[], raisedAt: Date): Promise<number> {
  if (alerts.length === 0) return 0;
  return session.run(
    `insert into alerts (rule, subject, light, case_id, part, department, at, due_at, calendar, raised_at)
     select alert.*, $10 from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[],
       $7::timestamptz[], $8::timestamptz[], $9::text[])
       as alert (rule, subject, light, case_id, part, department, at, due_at, calendar)
     on conflict (rule, subject) do nothing`,
    [
      alerts.map(({ rule }) => rule),
      alerts.map(({ subject }) => subject),
      alerts.map(({ light }) => light),
      alerts.map(({ caseId }) => caseId),
      alerts.map(({ part }) => part),
      alerts.map(({ department }) => department),
      alerts.map(({ at }) => at),
      alerts.map(({ dueAt }) => dueAt),
      alerts.map(({ calendar }) => calendar),
      raisedAt,
    ],
    'insert-alerts',
  );
}

export async function insertFindings(
  session: Session,
  findings: readonly NewFinding[],
  foundAt: Date,
): Promise<number> {
  if (findings.length === 0) return 0;
  return session.run(
    `insert into findings (rule, subject, department, case_id, part, at, detail, found_at)
     select finding.*, $8 from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[],
       $7::jsonb[]) as finding (rule, subject, department, case_id, part, at, detail)
     on conflict (rule, subject) do nothing`,
    [
      findings.map(({ rule }) => rule),
      findings.map(({ subject }) => subject),
      findings.map(({ department }) => department),
      findings.map(({ caseId }) => caseId),
      findings.map(({ part }) => part),
      findings.map(({ at }) => at),
      findings.map(({ detail }) => JSON.stringify(detail)),
      foundAt,
    ],
    'insert-findings',
  );
}

export interface DeadlineMove {
  readonly caseId: number;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly basisFrom: string;
  readonly basisTo: string;
}

export async function insertMoves(session: Session, moves: readonly DeadlineMove[], at: Date): Promise<void> {
  for (const { caseId, from, to, basisFrom, basisTo } of moves) {
    await session.run(
      `insert into deadline_moves (case_id, due_from, due_to, basis_from, basis_to, at) values ($1, $2, $3, $4, $5, $6)`,
      [caseId, from, to, basisFrom, basisTo, at],
      'insert-deadline-move',
    );
  }
}
