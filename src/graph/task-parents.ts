// What stands behind a task while its fields are resolved; the cases of a list of tasks are read together.
import DataLoader from 'dataloader';
import type { Subject } from '../access/policy.ts';
import type { CaseRecord, PartRecord } from '../cases/cases.ts';
import { dueAt } from '../cases/promise.ts';
import type { TaskRow } from '../cases/sql/tasks.ts';
import type { MessageRow } from '../tasks/sql.ts';
import type { RequestContext } from './context.ts';
import { clocksOfPart } from './supervision-parents.ts';

export interface TaskMessageParent extends MessageRow {
  readonly subject: Subject;
}

const loaders = new WeakMap<RequestContext, DataLoader<number, CaseRecord>>();

export function caseOfTask({ caseId }: TaskRow, context: RequestContext): Promise<CaseRecord> {
  const known = loaders.get(context);
  const loader = known ?? new DataLoader<number, CaseRecord>((ids) => context.cases.desk.casesOf(ids));
  if (!known) loaders.set(context, loader);
  return loader.load(caseId);
}

/** The part that a department's clerks handle; undefined for the centre's own work. */
export async function handledPart(task: TaskRow, context: RequestContext): Promise<PartRecord | undefined> {
  if (task.department === null) return undefined;
  const { parts } = await (await caseOfTask(task, context)).particulars();
  return parts.find(({ row }) => row.code === task.part);
}

/** By the clock of the application that runs now; by the task's own limit for everything else, and until a clock starts. */
export async function taskDue(task: TaskRow, context: RequestContext): Promise<Date | null> {
  if (task.dueAt || task.department === null) return task.dueAt;
  const part = await handledPart(task, context);
  const running = part && task.kind === APPLICATION ? await clocksOfPart(part, context) : [];
  const clock = RUNNING.map((kind) => running.find((each) => each.clock.kind === kind && !each.clock.endedAt)).find(
    (each) => each !== undefined,
  );
  if (clock) return clock.reading.dueAt;
  const kind = context.catalogue.tasks.get(task.kind);
  return kind ? dueAt(context.workingTime, kind.timeLimit, task.openedAt) : null;
}

const APPLICATION = 'HANDLE_PART';
const RUNNING = ['PROMISE', 'NOTICE'] as const;

/** Shown to whoever may see the applicant's data. */
export async function messagesOfTask(task: TaskRow, context: RequestContext): Promise<readonly TaskMessageParent[]> {
  const part = await handledPart(task, context);
  if (!part) return [];
  const { applicantKind, applicantNumber } = part.of.row;
  const subject: Subject =
    applicantKind === 'person' ? { kind: 'person', number: applicantNumber } : { kind: 'enterprise' };
  return (await context.cases.desk.messagesOf(part.row.key)).map((message) => ({ ...message, subject }));
}
