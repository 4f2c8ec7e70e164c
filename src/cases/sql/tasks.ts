// Statements over work for a named person, actions under a caller's key, and hand-overs.
import type { Session } from '../../store/pool.ts';

export interface TaskRow {
  readonly id: string;
  readonly caseId: number;
  readonly caseNumber: string;
  readonly part: string | null;
  readonly kind: string;
  readonly role: string;
  /** Whose clerks' work it is; null for the centre's own. */
  readonly department: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly settledAt: Date | null;
  readonly settledBy: string | null;
  readonly outcome: string | null;
  readonly note: string | null;
}

const TASK_COLUMNS = `task.id, task.case_id as "caseId", cases.number as "caseNumber", task.part, task.kind, task.role,
  task.department, task.opened_at as "openedAt", task.due_at as "dueAt", task.settled_at as "settledAt", task.settled_by as "settledBy",
  task.outcome, task.note`;

export interface NewTask {
  readonly id: string;
  readonly part: string | null;
  readonly kind: string;
  readonly role: string;
  readonly openedAt: Date;
  readonly dueAt: Date | null;
}

export async function insertTasks(session: Session, caseId: number, tasks: readonly NewTask[]): Promise<void> {
  for (const task of tasks) {
    await session.run(
      `insert into tasks (id, case_id, part, kind, role, opened_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [task.id, caseId, task.part, task.kind, task.role, task.openedAt, task.dueAt],
      'insert-task',
    );
  }
}

export async function tasksOfCase(session: Session, caseId: number): Promise<TaskRow[]> {
  return session.query<TaskRow>(
    `select ${TASK_COLUMNS} from tasks task join cases on cases.id = task.case_id
     where task.case_id = $1 order by task.opened_at, task.id`,
    [caseId],
    'tasks-of-case',
  );
}

export interface OpenTasksFilter {
  readonly role: string | null;
  readonly department: string | null;
}

/** Open tasks, oldest first; all roles where `role` is null, and all departments and the centre where `department` is. */
export async function openTasks(
  session: Session,
  { role, department }: OpenTasksFilter,
  max: number,
): Promise<TaskRow[]> {
  return session.query<TaskRow>(
    `select ${TASK_COLUMNS} from tasks task join cases on cases.id = task.case_id
     where task.settled_at is null and ($1::text is null or task.role = $1) and ($2::text is null or task.department = $2)
     order by task.opened_at, task.id limit $3`,
    [role, department, max],
    'open-tasks',
  );
}

export async function taskById(session: Session, id: string): Promise<TaskRow | undefined> {
  const [row] = await session.query<TaskRow>(
    `select ${TASK_COLUMNS} from tasks task join cases on cases.id = task.case_id where task.id = $1`,
    [id],
    'task-by-id',
  );
  return row;
}

/** False where it was settled before. */
export async function settleTaskRow(
  session: Session,
  task: {
    readonly id: string;
    readonly at: Date;
    readonly by: string;
    readonly outcome: string;
    readonly note: string;
  },
): Promise<boolean> {
  const written = await session.run(
    `update tasks set settled_at = $2, settled_by = $3, outcome = $4, note = $5 where id = $1 and settled_at is null`,
    [task.id, task.at, task.by, task.outcome, task.note],
    'settle-task',
  );
  return written === 1;
}

/** Settles what the department's clerks still have to do about a part: of one kind, or all of it. */
export async function settleTasksOfPart(
  session: Session,
  settled: {
    readonly caseId: number;
    readonly part: string;
    readonly kind: string | null;
    readonly at: Date;
    readonly by: string;
    readonly note: string | null;
  },
): Promise<void> {
  await session.run(
    `update tasks set settled_at = $4, settled_by = $5, outcome = 'DONE', note = $6
     where case_id = $1 and part = $2 and department is not null and settled_at is null and ($3::text is null or kind = $3)`,
    [settled.caseId, settled.part, settled.kind, settled.at, settled.by, settled.note],
    'settle-tasks-of-part',
  );
}

export interface ActionKey {
  readonly caseId: number;
  readonly action: 'supplement' | 'withdraw' | 'hand-over' | 'handle-task' | 'site-visit';
  readonly key: string;
}

/** The fingerprint under which the key was used before; undefined where it was not. The case's row must be locked. */
export async function actionFingerprint(
  session: Session,
  { caseId, action, key }: ActionKey,
): Promise<Buffer | undefined> {
  const [row] = await session.query<{ fingerprint: Buffer }>(
    `select fingerprint from case_actions where case_id = $1 and action = $2 and idempotency_key = $3`,
    [caseId, action, key],
    'action-fingerprint',
  );
  return row?.fingerprint;
}

export async function insertAction(
  session: Session,
  { caseId, action, key }: ActionKey,
  fingerprint: Buffer,
  at: Date,
) {
  await session.run(
    `insert into case_actions (case_id, action, idempotency_key, fingerprint, at) values ($1, $2, $3, $4, $5)`,
    [caseId, action, key, fingerprint, at],
    'insert-action',
  );
}

export interface HandOverRow {
  readonly recipient: { readonly name: string; readonly number: string };
  readonly channel: string;
  /** Codes of the parts whose licences were taken. */
  readonly parts: readonly string[];
  readonly at: Date;
  readonly by: string;
}

export async function insertHandOver(session: Session, caseId: number, row: HandOverRow): Promise<void> {
  await session.run(
    `insert into hand_overs (case_id, recipient, channel, parts, at, by_subject) values ($1, $2, $3, $4, $5, $6)`,
    [caseId, JSON.stringify(row.recipient), row.channel, row.parts, row.at, row.by],
    'insert-hand-over',
  );
}

/** In the order in which they happened. */
export async function handOversOfCases(session: Session, caseIds: readonly number[]) {
  return session.query<HandOverRow & { readonly caseId: number }>(
    `select case_id as "caseId", recipient, channel, parts, at, by_subject as "by" from hand_overs
     where case_id = any($1) order by id`,
    [caseIds],
    'hand-overs-of-cases',
  );
}
