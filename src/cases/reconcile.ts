// Settles what is unknown by asking the department whether it has the key. Absent counts only after the quarantine, which is
// longer than the department's worst late apply. What cannot be settled for long becomes a task for a person.
import { DepartmentFault } from '../departments/fault.ts';
import type { Lookup } from '../departments/port.ts';
import type { Department } from '../departments/registry.ts';
import { PRESENCE_LOCKS } from '../store/presence.ts';
import { CASE_PURPOSE, type DispatchDependencies } from './dispatch-dependencies.ts';
import { change, type DeliveryPlan, openReconciliation, settle } from './settle.ts';
import { type DeliveryRow, lostDeliveries, reclaimDeliveries, updateDelivery } from './sql/deliveries.ts';

const LOOKUP_SOON_MS = 250;
const LOOKUP_AGAIN_MS = 1_500;

export async function askAfter(
  delivery: DeliveryRow,
  department: Department,
  dependencies: DispatchDependencies,
): Promise<void> {
  try {
    const found = await department.lookup(delivery.key, { purpose: CASE_PURPOSE, traceId: delivery.key });
    if (found.kind === 'absent' && delivery.quarantined) return await askAgain(delivery, LOOKUP_SOON_MS, dependencies);
    await change(delivery, () => planOf(found, delivery), dependencies);
  } catch (error) {
    if (!(error instanceof DepartmentFault)) throw error;
    if (delivery.overdue) await openReconciliation(delivery, dependencies);
    await askAgain(delivery, LOOKUP_AGAIN_MS, dependencies);
  }
}

function planOf(found: Lookup, { kind }: DeliveryRow): DeliveryPlan {
  const plan = { nextInMs: null, quarantineMs: null, event: null, steps: [] } as const;
  if (found.kind === 'absent') return { ...plan, move: 'absent', nextInMs: 0 };
  if (kind !== 'submission') return { ...plan, move: 'found' };
  return { ...plan, move: 'found', event: { kind: 'DELIVERY_ACKNOWLEDGED', data: { reference: found.reference } } };
}

async function askAgain({ id }: DeliveryRow, nextInMs: number, { store }: DispatchDependencies): Promise<void> {
  await updateDelivery(store, { id, state: 'UNKNOWN', nextInMs, quarantineMs: null });
}

/** Deliveries whose worker is gone: what was sent is of unknown fate from now on, and is looked up. */
export async function declareLost(underWay: readonly number[], dependencies: DispatchDependencies): Promise<void> {
  const { store, departments, presence } = dependencies;
  const worker = presence.worker();
  if (worker === null) return;
  const reclaimed = await reclaimDeliveries(store, PRESENCE_LOCKS, worker, underWay);
  const lost = reclaimed.length > 0 ? reclaimed : await lostDeliveries(store);
  for (const delivery of lost) {
    const fault = new DepartmentFault('timeout', 'The worker that sent it is gone.');
    const department = departments.department(delivery.department);
    await settle(delivery, department, { kind: 'unknown', fault }, delivery.attempts, dependencies);
  }
}
