// The task list as departments without a system of their own have it: each message is taken once, and an application or a
// request to withdraw becomes a task of the department's clerks in the same transaction.
import type { Amendment, Progress, Submission, TakenIn, TaskList } from '../departments/port.ts';
import type { Session, Store } from '../store/pool.ts';
import {
  insertMessage,
  lockIntake,
  type MessageKind,
  messageByKey,
  messagesAfter,
  openTaskOf,
  type StepRow,
  stepsOf,
} from './sql.ts';

/** Kinds of catalogue/tasks.yaml; a supplement belongs to the task that is open already. */
export const TASK_OF_MESSAGE = {
  submission: 'HANDLE_PART',
  withdrawal: 'ANSWER_WITHDRAWAL',
} as const satisfies Partial<Record<MessageKind, string>>;

/** What the clerks of a department are in a token. */
const CLERK = 'window';

/** `now`: the centre's time. */
export function openTaskList(store: Store, now: () => Date): TaskList {
  const take = (department: string, kind: MessageKind, of: string, message: Submission | Amendment) =>
    store.retryingTransaction((session) => takeOnce(session, { department, kind, of, message, at: now() }));
  return {
    take: (department, submission) => take(department, 'submission', submission.key, submission),
    amend: (department, amendment) => take(department, amendment.kind, amendment.of, amendment),
    find: async (department, key) => {
      const found = await messageByKey(store, department, key);
      return found && takenIn(found.position);
    },
    steps: async (_department, keys) => (await stepsOf(store, keys)).map(progressOf),
    intake: async (department, { after, first }) => {
      const rows = await messagesAfter(store, department, Number(after ?? 0), first);
      const last = rows.at(-1);
      return {
        items: rows.map(({ key, at }) => ({ key, at: at.toISOString() })),
        next: last ? String(last.position) : after,
      };
    },
  };
}

interface Taking {
  readonly department: string;
  readonly kind: MessageKind;
  readonly of: string;
  readonly message: Submission | Amendment;
  readonly at: Date;
}

async function takeOnce(session: Session, { department, kind, of, message, at }: Taking): Promise<TakenIn> {
  const { key } = message;
  await lockIntake(session, department);
  const content = JSON.stringify(message);
  const position = await insertMessage(session, { department, key, of, kind, content, at });
  if (position === undefined) {
    const known = await messageByKey(session, department, key);
    if (!known) throw new Error(`Key ${key} is on the list of another department than ${department}.`);
    return takenIn(known.position);
  }
  if (kind !== 'supplement') await openTaskOf(session, { key: of, kind: TASK_OF_MESSAGE[kind], role: CLERK, at });
  return takenIn(position);
}

function takenIn(position: number): TakenIn {
  return { reference: String(position).padStart(8, '0') };
}

/** A clerk's step as a department tells it. */
export function progressOf({ by: _by, at, ...step }: StepRow): Progress {
  return { ...step, at: at.toISOString(), sourceId: `${step.key}-${step.sequence}` };
}
