// What stands behind a task while its fields are resolved; the cases of a list of tasks are read together.
import DataLoader from 'dataloader';
import type { Subject } from '../../access/policy.ts';
import type { CaseRecord, PartRecord } from '../../cases/case-record.ts';
import { readClock } from '../../cases/clocks/clock-reading.ts';
import { dueAt } from '../../cases/clocks/promise.ts';
import type { TaskRow } from '../../cases/sql/tasks.ts';
import type { MessageRow, StepRow } from '../../tasks/sql.ts';
import type { RequestContext } from '../context.ts';

export interface TaskMessageParent extends MessageRow {
  readonly subject: Subject;
}

interface TaskLoaders {
  readonly cases: DataLoader<number, CaseRecord>;
  /** By `Part.key`. */
  readonly steps: DataLoader<string, readonly StepRow[]>;
}

const loaders = new WeakMap<RequestContext, TaskLoaders>();

function loadersOf(context: RequestContext): TaskLoaders {
  const { desk } = context.cases;
  const known = loaders.get(context) ?? {
    cases: new DataLoader((ids) => desk.casesOf(ids)),
    steps: new DataLoader(async (keys) => {
      const steps = await desk.stepsOf(keys);
      return keys.map((key) => steps.get(key) ?? []);
    }),
  };
  loaders.set(context, known);
  return known;
}

export function caseOfTask({ caseId }: TaskRow, context: RequestContext): Promise<CaseRecord> {
  return loadersOf(context).cases.load(caseId);
}

export async function stepsOfTask(task: TaskRow, context: RequestContext): Promise<readonly StepRow[]> {
  const part = await handledPart(task, context);
  return part ? loadersOf(context).steps.load(part.row.key) : [];
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
  const { supervision } = context;
  const clocks =
    part && task.kind === APPLICATION ? (await supervision.clocksOf(part.of)).parts.get(part.row.code) : null;
  const running = RUNNING.flatMap((kind) => clocks?.clocks.find((each) => each.kind === kind && !each.endedAt) ?? []);
  if (running[0]) return readClock(running[0], supervision.rules, supervision.now()).dueAt;
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
