// A named person settles what the engine could not, and the case goes on from there.
import type { TaskKind } from '../../catalogue/catalogue.ts';
import { badInput } from '../../errors.ts';
import type { Session } from '../../store/pool.ts';
import type { CaseEvent } from '../history/events.ts';
import { ownEvent } from '../history/own-event.ts';
import { type DeliveryState, moveDelivery } from '../history/transitions.ts';
import { type LockedCase, openLocked } from '../locked-case.ts';
import { record } from '../record/record.ts';
import { unknownDelivery, updateDeliveries } from '../sql/deliveries.ts';
import { settleTaskRow, type TaskRow, taskById } from '../sql/tasks.ts';
import type { ActionDependencies } from './action.ts';
import { mandatesFor } from './clerk.ts';

export type TaskOutcome = 'DONE' | 'FOUND' | 'ABSENT' | 'RELEASE';

export interface Settlement {
  readonly id: string;
  readonly outcome: TaskOutcome;
  readonly note: string;
  /** Subject of the token of the person. */
  readonly by: string;
  readonly role: string;
}

/** What a task of a kind may end with; kinds that the catalogue adds are done or not. */
const outcomesByKind: Readonly<Record<string, readonly TaskOutcome[]>> = {
  RECONCILE_DELIVERY: ['FOUND', 'ABSENT'],
  RELEASE_SINGLY: ['DONE', 'RELEASE'],
};

/**
 * The same person may settle a task once more in the same way, to no effect: the answer may have been lost. Throws
 * BAD_USER_INPUT where the task is unknown, another role's, cannot end this way, or was settled otherwise; FORBIDDEN where a
 * clerk has no mandate of the department.
 */
export async function settleTask(settlement: Settlement, dependencies: ActionDependencies): Promise<TaskRow> {
  const { store, recorder, changed } = dependencies;
  const task = /^[0-9a-f-]{36}$/.test(settlement.id) ? await taskById(store, settlement.id) : undefined;
  if (!task) throw badInput(`There is no task "${settlement.id}"; query { tasks { id } } lists the open ones.`);
  if (task.role !== settlement.role) throw badInput(`Task ${task.id} is the work of role ${task.role}.`);
  if (task.department !== null) throw badInput(`Task ${task.id} is handled step by step; use handleTask.`);
  const allowed = outcomesByKind[task.kind] ?? ['DONE'];
  if (!allowed.includes(settlement.outcome)) {
    throw badInput(
      `Task ${task.id} (${task.kind}) cannot end with ${settlement.outcome}; possible: ${allowed.join(', ')}.`,
    );
  }
  const queued = await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, task.caseId, recorder);
    const at = recorder.now();
    // What the counter decides it decides for a department; the operators' tasks are the centre's own.
    const acts = settlement.role === 'window' && task.part !== null ? [task.part] : [];
    const mandates = await mandatesFor(session, locked, acts, { by: settlement.by, at });
    if (!(await settleTaskRow(session, { ...settlement, at })))
      return repeated(await taskById(session, task.id), settlement);
    const deliveries = await settleDelivery(session, task, settlement.outcome);
    const events = eventsOf(locked, task, recorder.taskKind(task.kind), { ...settlement, mandates, at });
    return (await record(session, locked, { events, deliveries }, recorder)).queued;
  });
  changed(queued);
  return (await taskById(store, task.id)) ?? task;
}

function repeated(known: TaskRow | undefined, { id, by, outcome, note }: Settlement): readonly string[] {
  if (known?.settledBy === by && known.outcome === outcome && known.note === note) return [];
  throw badInput(`Task ${id} was settled before: ${known?.outcome}.`);
}

/** A person's word on whether the department has a message is as good as the department's own. */
async function settleDelivery(
  session: Session,
  task: TaskRow,
  outcome: TaskOutcome,
): Promise<Map<string, DeliveryState>> {
  const move = outcome === 'FOUND' ? 'found' : outcome === 'ABSENT' ? 'absent' : undefined;
  const delivery = move && task.part ? await unknownDelivery(session, task.caseId, task.part) : undefined;
  const state = move && delivery && moveDelivery(delivery.state, move);
  if (!delivery || !state || !task.part) return new Map();
  const nextInMs = state === 'QUEUED' ? 0 : null;
  await updateDeliveries(session, [{ id: delivery.id, state, nextInMs, quarantineMs: null }]);
  return new Map(delivery.kind === 'submission' ? [[task.part, state]] : []);
}

function eventsOf(
  locked: LockedCase,
  task: TaskRow,
  kind: TaskKind,
  { outcome, note, mandates, at }: Settlement & { readonly mandates: readonly string[]; readonly at: Date },
): CaseEvent[] {
  const data = { task: task.kind, taskId: task.id, reason: note, ...(mandates.length > 0 ? { mandates } : {}) };
  const events = [ownEvent('TASK_SETTLED', task.part, locked.fold, at, data)];
  // What the task undid is in force no longer.
  if (kind.undoes && task.part !== null) events.push(ownEvent('REVOKED', task.part, locked.fold, at, { reason: note }));
  if (outcome === 'RELEASE' && task.part !== null) {
    events.push(ownEvent('LICENCES_RELEASED', null, locked.fold, at, { parts: [task.part] }));
  }
  return events;
}
