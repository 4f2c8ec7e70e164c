// Statements over the task list: what departments without a system took in, and the steps of their clerks.
import type { Progress, Submission } from '../departments/port.ts';
import type { Session } from '../store/pool.ts';

export type MessageKind = 'submission' | 'supplement' | 'withdrawal';

export interface TakenMessage {
  readonly position: number;
  readonly key: string;
  readonly at: Date;
}

/** Until the end of the transaction nobody else adds to the department's list, so that places become visible in their order. */
export async function lockIntake(session: Session, department: string): Promise<void> {
  await session.query(
    `select pg_advisory_xact_lock(hashtextextended('task list ' || $1, 0))`,
    [department],
    'lock-intake',
  );
}

/** Undefined where the key is on the list already. */
export async function insertMessage(
  session: Session,
  message: {
    readonly department: string;
    readonly key: string;
    readonly of: string;
    readonly kind: MessageKind;
    readonly content: string;
    readonly at: Date;
  },
): Promise<number | undefined> {
  const [row] = await session.query<{ position: number }>(
    `insert into task_messages (department, key, of_key, kind, message, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do nothing returning position`,
    [message.department, message.key, message.of, message.kind, message.content, message.at],
    'insert-task-message',
  );
  return row?.position;
}

export async function messageByKey(
  session: Session,
  department: string,
  key: string,
): Promise<TakenMessage | undefined> {
  const [row] = await session.query<TakenMessage>(
    `select position, key, at from task_messages where department = $1 and key = $2`,
    [department, key],
    'task-message-by-key',
  );
  return row;
}

export async function messagesAfter(
  session: Session,
  department: string,
  position: number,
  max: number,
): Promise<TakenMessage[]> {
  return session.query<TakenMessage>(
    `select position, key, at from task_messages where department = $1 and kind = 'submission' and position > $2
     order by position limit $3`,
    [department, position, max],
    'task-messages-after',
  );
}

export interface MessageRow {
  readonly kind: MessageKind;
  readonly at: Date;
  readonly content: Pick<Submission, 'payload' | 'materials'>;
}

/** What the department was handed about an application, in the order in which it came. */
export async function messagesOf(session: Session, key: string): Promise<MessageRow[]> {
  return session.query<MessageRow>(
    `select kind, at, message as content from task_messages where of_key = $1 order by position`,
    [key],
    'task-messages-of',
  );
}

/** Opens the clerks' task for the part that has the key. */
export async function openTaskOf(
  session: Session,
  task: { readonly key: string; readonly kind: string; readonly role: string; readonly at: Date },
): Promise<void> {
  await session.run(
    `insert into tasks (id, case_id, part, kind, role, department, opened_at)
     select gen_random_uuid(), case_id, code, $2, $3, department, $4 from parts where key = $1`,
    [task.key, task.kind, task.role, task.at],
    'open-task-of-part',
  );
}

export interface StepRow extends Omit<Progress, 'at' | 'sourceId'> {
  readonly at: Date;
  readonly by: string;
}

export async function stepsOf(session: Session, keys: readonly string[]): Promise<StepRow[]> {
  return session.query<StepRow>(
    `select key, sequence, kind, at, by_subject as "by", reason, licences, evidence from task_steps
     where key = any($1) order by key, sequence`,
    [keys],
    'task-steps',
  );
}

export async function insertStep(session: Session, step: StepRow): Promise<void> {
  await session.run(
    `insert into task_steps (key, sequence, kind, at, by_subject, reason, licences, evidence)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      step.key,
      step.sequence,
      step.kind,
      step.at,
      step.by,
      step.reason,
      JSON.stringify(step.licences),
      JSON.stringify(step.evidence),
    ],
    'insert-task-step',
  );
}
