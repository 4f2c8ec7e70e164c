// A clerk of a department without a system of its own takes the next step with an application. The step and what follows from
// it are on record together, in one transaction under the case's lock.
import { isDeepStrictEqual } from 'node:util';
import type { Catalogue, Item } from '../catalogue/catalogue.ts';
import { allows } from '../catalogue/form-schema.ts';
import type { JsonObject, ProgressKind } from '../departments/port.ts';
import { badInput } from '../errors.ts';
import type { Session } from '../store/pool.ts';
import { insertStep, type StepRow, stepsOf } from '../tasks/sql.ts';
import { progressOf, TASK_OF_MESSAGE } from '../tasks/task-list.ts';
import { type ActionDependencies, actOnce } from './action.ts';
import type { Conflict } from './cases.ts';
import { mandatesFor } from './clerk.ts';
import type { CaseEvent } from './events.ts';
import { foldCase, type PartFold } from './fold.ts';
import { bundlePart } from './message.ts';
import { stepEvents } from './progress.ts';
import { type LockedCase, record } from './record.ts';
import { visitProgress } from './site-visits.ts';
import { settleTasksOfPart, type TaskRow, taskById } from './sql/tasks.ts';
import { movePart, settledStates } from './transitions.ts';

export interface Handling {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly step: ProgressKind;
  readonly reason: string | null;
  /** Code of the special procedure that a suspension is for. */
  readonly procedure: string | null;
  /** What an approval establishes, by its Chinese name. */
  readonly evidence: JsonObject;
  readonly licences: Licences;
  /** Subject and role of the clerk's token. */
  readonly by: string;
  readonly role: string;
}
type Licences = readonly { readonly kind: string; readonly number: string }[];

export interface Handled {
  readonly __typename: 'TaskHandled';
  readonly task: TaskRow;
  readonly replayed: boolean;
}
export type HandlingResult = Handled | Conflict;

export interface HandlingDependencies extends ActionDependencies {
  readonly catalogue: Pick<Catalogue, 'evidence' | 'supervision'>;
}

/** Steps that decide about an application, and those that answer a request to withdraw it. */
const APPLICATION_STEPS = [
  'ACCEPTED',
  'NOT_ACCEPTED',
  'DEFICIENT',
  'SUSPENDED',
  'RESUMED',
  'APPROVED',
  'REFUSED',
] as const;
const NEED_REASON: ReadonlySet<ProgressKind> = new Set(['NOT_ACCEPTED', 'DEFICIENT', 'REFUSED', 'WITHDRAWAL_REFUSED']);

/**
 * What a clerk may do next; nothing where the task is another kind of work or is settled. An approval waits for what a site visit
 * finds to which the department was called.
 */
export function possibleSteps(
  { kind, settledAt }: Pick<TaskRow, 'kind' | 'settledAt'>,
  part: Pick<PartFold, 'code' | 'state' | 'wasApproved'>,
  events: readonly CaseEvent[],
): readonly ProgressKind[] {
  if (settledAt) return [];
  if (kind === TASK_OF_MESSAGE.withdrawal) {
    if (part.state !== 'WITHDRAWAL_PENDING') return [];
    return [part.wasApproved ? 'REVOKED' : 'WITHDRAWN', 'WITHDRAWAL_REFUSED'];
  }
  // While a withdrawal is pending, that is answered first.
  if (kind !== TASK_OF_MESSAGE.submission || part.state === 'WITHDRAWAL_PENDING') return [];
  const isVisiting = visitProgress(part.code, events) === 'OPEN';
  return APPLICATION_STEPS.filter(
    (step) => movePart(part.state, step) !== undefined && !(step === 'APPROVED' && isVisiting),
  );
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
  { recorder, catalogue }: HandlingDependencies,
): Promise<readonly string[]> {
  const { part: code, department } = task;
  const part = locked.parts.find((each) => each.code === code);
  const fold = code === null ? undefined : locked.fold.parts.get(code);
  if (!part || !fold || department === null)
    throw new Error(`Task ${task.id} belongs to no part of case ${task.caseNumber}.`);
  const possible = possibleSteps(task, fold, locked.events);
  if (!possible.includes(handling.step)) {
    throw badInput(
      `Task ${task.id}: ${handling.step} is not possible now, the part is ${fold.state}; possible: ${possible.join(', ') || 'nothing more'}.`,
    );
  }
  const { item } = bundlePart(locked, part.code);
  const at = recorder.now();
  const mandates = await mandatesFor(session, locked, [part.code], { by: handling.by, at });
  const step: StepRow = {
    key: part.key,
    sequence: (await stepsOf(session, [part.key])).length + 1,
    kind: handling.step,
    at,
    by: handling.by,
    ...contentOf(handling, item, catalogue),
  };
  await insertStep(session, step);
  const events = stepEvents(department, [progressOf(step)]).map((event) => ({
    ...{ ...event, part: part.code },
    data: { ...event.data, mandates },
  }));
  const after = foldCase(locked.plan, [...locked.events, ...events]).parts.get(part.code);
  // What settles the part leaves nothing to do; an answer to a withdrawal settles itself alone.
  const isOver = after !== undefined && settledStates.has(after.state);
  if (isOver || task.kind === TASK_OF_MESSAGE.withdrawal) {
    const kind = isOver ? null : task.kind;
    const { at, by, reason: note } = step;
    await settleTasksOfPart(session, { caseId: task.caseId, part: part.code, kind, at, by, note });
  }
  return (await record(session, locked, { events }, recorder)).queued;
}

/** Throws BAD_USER_INPUT for what the step lacks or has too much of. */
function contentOf(
  { id, step, reason, procedure, evidence, licences }: Handling,
  item: Item,
  { evidence: known, supervision }: HandlingDependencies['catalogue'],
): Pick<StepRow, 'reason' | 'evidence' | 'licences'> {
  if (NEED_REASON.has(step) && !reason)
    throw badInput(`Task ${id}: ${step} needs a reason, which the applicant reads.`);
  if ((step === 'SUSPENDED') !== (procedure !== null)) {
    throw badInput(`Task ${id}: a suspension, and nothing else, names its special procedure.`);
  }
  if (step !== 'APPROVED') {
    if (Object.keys(evidence).length > 0 || licences.length > 0) {
      throw badInput(`Task ${id}: only an approval establishes evidence or issues licences.`);
    }
    return {
      reason: procedure === null ? reason : pauseReason(id, procedure, reason, item, supervision),
      evidence,
      licences,
    };
  }
  for (const name of item.produces) {
    const schema = known.get(name)?.schema;
    const value = evidence[name];
    if (value === undefined || (schema && !allows(schema, value))) {
      throw badInput(
        `Task ${id}: an approval establishes "${name}"; give it in "evidence", as catalogue/evidence.yaml says.`,
      );
    }
  }
  const stray = Object.keys(evidence).find((name) => !item.produces.includes(name));
  if (stray !== undefined) throw badInput(`Task ${id}: item ${item.code} establishes no "${stray}".`);
  if (!isDeepStrictEqual(licences.map(({ kind }) => kind).sort(), [...item.licences].sort())) {
    throw badInput(`Task ${id}: an approval of ${item.code} issues: ${item.licences.join(', ') || 'no licence'}.`);
  }
  return { reason, evidence, licences };
}

/** The kind comes first: by that the clock knows whether it stops. */
function pauseReason(
  id: string,
  code: string,
  reason: string | null,
  item: Item,
  { procedures }: Catalogue['supervision'],
): string {
  const allowed = [...item.specialProcedures, ...procedures];
  const found = allowed.find((procedure) => procedure.code === code);
  if (!found) {
    const codes = allowed.map((procedure) => procedure.code).join(', ');
    throw badInput(`Task ${id}: item ${item.code} has no special procedure "${code}"; it has: ${codes}.`);
  }
  return reason ? `${found.name.zh}：${reason}` : found.name.zh;
}
