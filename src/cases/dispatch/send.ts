// One attempt at one delivery: made up, committed, sent, written down.
import { DepartmentFault } from '../../departments/fault.ts';
import type { Amendment, Outcome, Submission } from '../../departments/port.ts';
import type { Department } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import type { Place } from '../../store/rounds.ts';
import { bundlePart } from '../editions.ts';
import { submissionOf } from '../reception/message.ts';
import type { DeliveryTask } from './delivery-task.ts';
import { CASE_PURPOSE, type DispatchDependencies } from './dispatch-dependencies.ts';
import { partOf, settle } from './settle.ts';

/** After this much time since its attempt was committed a message is not sent: the process was stopped meanwhile. */
export const SEND_WITHIN_MS = 3_000;

/**
 * Takes up its place with the department when nothing is left but to say it, and leaves it when only what was said is left to be
 * written down; not where the department was not reached.
 */
export async function send(
  delivery: DeliveryTask,
  department: Department,
  dependencies: DispatchDependencies,
  place: Place,
): Promise<void> {
  const { presence, machineMs } = dependencies;
  const exchange: Exchange = { purpose: CASE_PURPOSE, traceId: delivery.key };
  const message = await makeUp(delivery, department, exchange, dependencies);
  if ('outcome' in message) return settle(delivery, department, message.outcome, 0, dependencies);
  const begun = delivery.state === 'SENT' ? begunWithLease(delivery) : await begin(delivery, message, dependencies);
  if (!begun) return;
  const { attempt, worker, committedMs } = begun;
  const mayStillSend = () => presence.worker() === worker && machineMs() - committedMs < SEND_WITHIN_MS;
  await place.take();
  const outcome = await message.send(exchange, mayStillSend);
  if (outcome.kind !== 'not-sent') place.leave();
  await settle(delivery, department, outcome, attempt, dependencies);
}

function begunWithLease({ attempts, leasedBy, takenMs }: DeliveryTask) {
  return { attempt: attempts, worker: leasedBy, committedMs: takenMs };
}

/** Puts the attempt on record; undefined where the delivery is no longer the worker's. */
async function begin(
  { id, attempts }: DeliveryTask,
  { content, submit }: Message,
  { outbox, presence, machineMs }: DispatchDependencies,
) {
  const worker = presence.worker();
  if (worker === null) return undefined;
  const attempt = attempts + 1;
  const committedMs = machineMs();
  const begun = await outbox.begin({ id, attempt, worker, message: JSON.stringify(content), submit });
  return begun ? { attempt, worker, committedMs } : undefined;
}

interface Message {
  readonly content: Submission | Amendment;
  /** As what it is handed in, where it is a submission. */
  readonly submit: string | null;
  readonly send: (exchange: Exchange, mayStillSend: () => boolean) => Promise<Outcome>;
}

/** What was made up before is said as it is; the case of another submission is looked at for it. */
async function makeUp(
  delivery: DeliveryTask,
  department: Department,
  exchange: Exchange,
  dependencies: DispatchDependencies,
): Promise<Message | { readonly outcome: Outcome }> {
  if (delivery.kind !== 'submission') {
    const content = delivery.message as Amendment;
    return { content, submit: null, send: (call, mayStillSend) => department.amend(content, call, mayStillSend) };
  }
  const message = delivery.message as Submission | null;
  if (message && delivery.submit) return handIn(department, message, delivery.submit);
  const { outbox, departments, callbackUrl } = dependencies;
  const view = await outbox.view(delivery.caseId);
  const part = partOf(view, delivery);
  const { submit } = bundlePart(view, part.code).item;
  if (message) return handIn(department, message, submit);
  try {
    const made = await submissionOf(view, part, departments, exchange, callbackUrl(delivery.department));
    if ('missing' in made) return { outcome: { kind: 'refused', code: 'INCOMPLETE', reason: made.missing } };
    return handIn(department, made, submit);
  } catch (error) {
    if (error instanceof DepartmentFault) return { outcome: { kind: 'not-sent', fault: error } };
    throw error;
  }
}

function handIn(department: Department, content: Submission, submit: string): Message {
  return { content, submit, send: (call, mayStillSend) => department.submit(submit, content, call, mayStillSend) };
}
