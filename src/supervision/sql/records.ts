// Statements that read what supervision has: alerts, findings, open work, the board, samples.
import type { JsonObject } from '../../departments/port.ts';
import type { Session } from '../../store/pool.ts';
import type { Light } from '../../time/clocks.ts';

export interface AlertRow {
  readonly id: number;
  readonly rule: string;
  readonly subject: string;
  readonly light: Light | null;
  readonly caseNumber: string | null;
  readonly part: string | null;
  readonly department: string | null;
  readonly at: Date | null;
  readonly dueAt: Date | null;
  readonly calendar: string | null;
  readonly raisedAt: Date;
}

const ALERT_COLUMNS = `alert.id, alert.rule, alert.subject, alert.light, cases.number as "caseNumber", alert.part,
  alert.department, alert.at, alert.due_at as "dueAt", alert.calendar, alert.raised_at as "raisedAt"`;

export interface RecordFilter {
  readonly lights: readonly string[] | null;
  readonly departments: readonly string[] | null;
  readonly rules: readonly string[] | null;
  readonly caseNumber: string | null;
}

/** In the order in which they were given: one process gives them at a time, so the ids ascend as they become visible. */
export async function alertsAfter(session: Session, after: number, max: number, where: RecordFilter) {
  return session.query<AlertRow>(
    `select ${ALERT_COLUMNS} from alerts alert left join cases on cases.id = alert.case_id
     where alert.id > $1 and ($3::text[] is null or alert.light = any($3))
       and ($4::text[] is null or alert.department = any($4)) and ($5::text[] is null or alert.rule = any($5))
       and ($6::text is null or cases.number = $6)
     order by alert.id limit $2`,
    [after, max, where.lights, where.departments, where.rules, where.caseNumber],
    'alerts-after',
  );
}

export async function alertsOfCase(session: Session, caseId: number): Promise<AlertRow[]> {
  return session.query<AlertRow>(
    `select ${ALERT_COLUMNS} from alerts alert join cases on cases.id = alert.case_id
     where alert.case_id = $1 order by alert.id`,
    [caseId],
    'alerts-of-case',
  );
}

export interface FindingRow {
  readonly id: number;
  readonly rule: string;
  readonly subject: string;
  readonly department: string | null;
  readonly caseNumber: string | null;
  readonly part: string | null;
  readonly at: Date;
  readonly foundAt: Date;
  readonly detail: JsonObject;
}

export async function findingsAfter(session: Session, after: number, max: number, where: RecordFilter) {
  return session.query<FindingRow>(
    `select finding.id, finding.rule, finding.subject, finding.department, cases.number as "caseNumber", finding.part,
       finding.at, finding.found_at as "foundAt", finding.detail
     from findings finding left join cases on cases.id = finding.case_id
     where finding.id > $1 and ($3::text[] is null or finding.department = any($3))
       and ($4::text[] is null or finding.rule = any($4)) and ($5::text is null or cases.number = $5)
     order by finding.id limit $2`,
    [after, max, where.departments, where.rules, where.caseNumber],
    'findings-after',
  );
}

export interface MoveRow {
  readonly at: Date;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly basisFrom: string;
  readonly basisTo: string;
}

export async function movesOfCase(session: Session, caseId: number): Promise<MoveRow[]> {
  return session.query<MoveRow>(
    `select at, due_from as "from", due_to as "to", basis_from as "basisFrom", basis_to as "basisTo"
     from deadline_moves where case_id = $1 order by id`,
    [caseId],
    'moves-of-case',
  );
}

/** States in which a part is work that somebody has to do. */
const OPEN = `('IN_REVIEW', 'DEFICIENT', 'RESUBMITTED', 'ACCEPTED', 'DEEMED_ACCEPTED', 'SUSPENDED', 'WITHDRAWAL_PENDING')`;

export interface BacklogRow {
  readonly department: string;
  readonly open: number;
  readonly oldestAt: Date;
  readonly oldestCase: string;
}

/** Open since the department had it, or since the case came where it has not got it yet. */
export async function openWork(session: Session): Promise<BacklogRow[]> {
  return session.query<BacklogRow>(
    `select distinct on (part.department) part.department, count(*) over (partition by part.department)::int as open,
       coalesce(taken.at, cases.received_at) as "oldestAt", cases.number as "oldestCase"
     from parts part join cases on cases.id = part.case_id
     left join lateral (
       select min(at) as at from case_events
       where case_id = part.case_id and part = part.code and kind = 'DELIVERY_ACKNOWLEDGED') taken on true
     where part.state in ${OPEN}
     order by part.department, coalesce(taken.at, cases.received_at), part.id`,
    [],
    'open-work',
  );
}

export interface BoardDepartmentRow {
  readonly department: string;
  readonly open: number;
  readonly overdue: number;
}

/** Overdue: its promise's red light was given, and it is still open. */
export async function boardDepartments(session: Session, promiseRed: string): Promise<BoardDepartmentRow[]> {
  return session.query<BoardDepartmentRow>(
    `select part.department, count(*)::int as open, count(alert.id)::int as overdue
     from parts part left join alerts alert on alert.rule = $1 and alert.subject = part.key || ' PROMISE'
     where part.state in ${OPEN} group by part.department order by part.department`,
    [promiseRed],
    'board-departments',
  );
}

/** Ordered by a hash of seed and number: whoever has both can draw the same sample. */
export async function sampleOf(session: Session, seed: string, from: Date, before: Date, size: number) {
  const rows = await session.query<{ id: number; population: number }>(
    `select id, count(*) over ()::int as population from cases where received_at >= $2 and received_at < $3
     order by sha256(convert_to($1 || ' ' || number, 'UTF8')), number limit $4`,
    [seed, from, before, size],
    'sample-of-cases',
  );
  return { ids: rows.map(({ id }) => id), population: rows[0]?.population ?? 0 };
}
