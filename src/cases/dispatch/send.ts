// One attempt at one delivery: made up, committed, sent, written down.
import { DepartmentFault } from '../../departments/fault.ts';
import type { Amendment, Outcome, Submission } from '../../departments/port.ts';
import type { Department } from '../../departments/registry.ts';
import type { Exchange } from '../../departments/resilience.ts';
import { bundlePart } from '../editions.ts';
import { submissionOf } from '../record/message.ts';
import type { DeliveryRow } from '../sql/deliveries.ts';
import { CASE_PURPOSE, type DispatchDependencies } from './dispatch-dependencies.ts';
import { partOf, settle } from './settle.ts';

/** After this much time since its attempt was committed a message is not sent: the process was stopped meanwhile. */
export const SEND_WITHIN_MS = 3_000;

/** `answered` is told when only what the department said is left to be written down; not where it was not reached. */
export async function send(
  delivery: DeliveryRow,
  department: Department,
  dependencies: DispatchDependencies,
  answered: () => void = () => undefined,
): Promise<void> {
  const { outbox, presence, machineMs } = dependencies;
  const exchange: Exchange = { purpose: CASE_PURPOSE, traceId: delivery.key };
  const message = await makeUp(delivery, department, exchange, dependencies);
  if ('outcome' in message) return settle(delivery, department, message.outcome, 0, dependencies);
  const worker = presence.worker();
  if (worker === null) return;
  const attempt = delivery.attempts + 1;
  const committedMs = machineMs();
  const begun = await outbox.begin({
    id: delivery.id,
    attempt,
    worker,
    message: JSON.stringify(message.content),
  });
  if (!begun) return;
  const mayStillSend = () => presence.worker() === worker && machineMs() - committedMs < SEND_WITHIN_MS;
  const outcome = await message.send(exchange, mayStillSend);
  if (outcome.kind !== 'not-sent') answered();
  await settle(delivery, department, outcome, attempt, dependencies);
}

type Message =
  | {
      readonly content: Submission | Amendment;
      readonly send: (exchange: Exchange, mayStillSend: () => boolean) => Promise<Outcome>;
    }
  | { readonly outcome: Outcome };

/** What was fixed before an earlier attempt is said again; a submission is made up before its first. */
async function makeUp(
  delivery: DeliveryRow,
  department: Department,
  exchange: Exchange,
  { outbox, departments, callbackUrl }: DispatchDependencies,
): Promise<Message> {
  if (delivery.kind !== 'submission') {
    const content = delivery.message as Amendment;
    return { content, send: (call, mayStillSend) => department.amend(content, call, mayStillSend) };
  }
  const view = await outbox.view(delivery.caseId);
  const part = partOf(view, delivery);
  const { submit } = bundlePart(view, part.code).item;
  try {
    const content =
      (delivery.message as Submission | null) ??
      (await submissionOf(view, part, departments, exchange, callbackUrl(delivery.department)));
    if ('missing' in content) return { outcome: { kind: 'refused', code: 'INCOMPLETE', reason: content.missing } };
    return { content, send: (call, mayStillSend) => department.submit(submit, content, call, mayStillSend) };
  } catch (error) {
    if (error instanceof DepartmentFault) return { outcome: { kind: 'not-sent', fault: error } };
    throw error;
  }
}
