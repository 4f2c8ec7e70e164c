// A clerk of a department without a system of its own takes the next step with an application. The step and what follows from
// it are on record together, in one transaction under the case's lock.
import type { ProgressKind } from '../../departments/port.ts';
import { badInput } from '../../errors.ts';
import type { Session } from '../../store/pool.ts';
import { insertStep, type StepRow, stepsOf } from '../../tasks/sql.ts';
import { progressOf } from '../../tasks/task-list.ts';
import { stepEvents } from '../dispatch/progress.ts';
import { bundlePart } from '../editions.ts';
import type { LockedCase } from '../locked-case.ts';
import type { Conflict } from '../reception/submit-result.ts';
import { record } from '../record/record.ts';
import { settleTasksOfPart, type TaskRow, taskById } from '../sql/tasks.ts';
import { type ActionDependencies, actOnce } from './action.ts';
import { mandatesFor } from './clerk.ts';
import { possibleSteps, type StatedStep, type StepRules, stepContent } from './clerk-step.ts';

export interface Handling extends StatedStep {
  readonly id: string;
  readonly idempotencyKey: string;
  /** Subject and role of the clerk's token. */
  readonly by: string;
  readonly role: string;
}

export interface Handled {
  readonly __typename: 'TaskHandled';
  readonly task: TaskRow;
  readonly replayed: boolean;
}
export type HandlingResult = Handled | Conflict;

export interface HandlingDependencies extends ActionDependencies {
  readonly rules: StepRules;
}

/**
 * The same key and content are the same step, taken once, whoever repeats it. Throws BAD_USER_INPUT where the task is unknown,
 * another role's or no department's, where the step is not possible now, or where what it needs is missing; FORBIDDEN where
 * the clerk has no mandate of the department.
 */
export async function handleTask(handling: Handling, dependencies: HandlingDependencies): Promise<HandlingResult> {
  const { store } = dependencies;
  const task = await departmentTask(handling, dependencies);
  const { idempotencyKey: key, id, step, reason, procedure, evidence, licences } = handling;
  const content = { id, step, reason, procedure, evidence, licences };
  const action = { caseId: task.caseId, action: 'handle-task', key, content } as const;
  const acted = await actOnce<null>(action, dependencies, async (session, locked) => {
    const now = await taskById(session, id);
    const queued = await takeStep(session, locked, now ?? task, handling, dependencies);
    return { result: null, keep: true, queued };
  });
  if (acted.kind === 'conflict') return { __typename: 'IdempotencyConflict' };
  const settled = (await taskById(store, id)) ?? task;
  return { __typename: 'TaskHandled', task: settled, replayed: acted.kind === 'replayed' };
}

async function departmentTask(
  { id, role }: Handling,
  { store }: ActionDependencies,
): Promise<TaskRow & { readonly department: string; readonly part: string }> {
  const task = /^[0-9a-f-]{36}$/.test(id) ? await taskById(store, id) : undefined;
  if (!task) throw badInput(`There is no task "${id}"; query { tasks { id } } lists the open ones.`);
  const { department, part } = task;
  if (department === null || part === null) {
    throw badInput(`Task ${id} (${task.kind}) is no department's application; settle it with settleTask.`);
  }
  if (task.role !== role) throw badInput(`Task ${id} is the work of role ${task.role}.`);
  return { ...task, department, part };
}

async function takeStep(
  session: Session,
  locked: LockedCase,
  task: TaskRow,
  handling: Handling,
  { recorder, rules }: HandlingDependencies,
): Promise<readonly string[]> {
  const { part, fold, department } = handled(locked, task);
  const possible = possibleSteps(task, fold, locked.events);
  if (!possible.includes(handling.step)) {
    throw badInput(
      `Task ${task.id}: ${handling.step} is not possible now, the part is ${fold.state}; possible: ${possible.join(', ') || 'nothing more'}.`,
    );
  }
  const at = recorder.now();
  const { by, step: kind } = handling;
  const mandates = await mandatesFor(session, locked, [part.code], { by, at });
  const content = stepContent(handling, bundlePart(locked, part.code).item, rules);
  const sequence = (await stepsOf(session, [part.key])).length + 1;
  const step: StepRow = { key: part.key, sequence, kind, at, by, ...content };
  await insertStep(session, step);
  const events = stepEvents(department, [progressOf(step)]).map((event) => {
    return { ...event, part: part.code, data: { ...event.data, mandates } };
  });
  const settles = SETTLES[kind];
  if (settles !== undefined) {
    const settled = { caseId: task.caseId, part: part.code, kind: settles === 'part' ? null : task.kind };
    await settleTasksOfPart(session, { ...settled, at, by, note: step.reason });
  }
  return (await record(session, locked, { events }, recorder)).queued;
}

/** What ends the application leaves nothing to do about its part; a withdrawal that is refused leaves the application. */
const SETTLES: Readonly<Partial<Record<ProgressKind, 'part' | 'task'>>> = {
  NOT_ACCEPTED: 'part',
  APPROVED: 'part',
  REFUSED: 'part',
  WITHDRAWN: 'part',
  REVOKED: 'part',
  WITHDRAWAL_REFUSED: 'task',
};

function handled({ parts, fold }: LockedCase, { id, caseNumber, part: code, department }: TaskRow) {
  const part = parts.find((each) => each.code === code);
  const folded = fold.parts.get(code ?? '');
  if (part && folded && department !== null) return { part, fold: folded, department };
  throw new Error(`Task ${id} belongs to no department's part of case ${caseNumber}.`);
}
