// Settles what is unknown by asking the department whether it has the key. Absent counts only after the quarantine, which is
// longer than the department's worst late apply. What cannot be settled for long becomes a task for a person.
import { DepartmentFault } from '../../departments/fault.ts';
import type { Lookup } from '../../departments/port.ts';
import type { Department } from '../../departments/registry.ts';
import { defaultResilience } from '../../departments/resilience.ts';
import { PRESENCE_LOCKS } from '../../store/presence.ts';
import { type DeliveryRow, deferLookup, lostDeliveries, reclaimDeliveries } from '../sql/deliveries.ts';
import { CASE_PURPOSE, type DispatchDependencies } from './dispatch-dependencies.ts';
import { SEND_WITHIN_MS } from './send.ts';
import { change, type DeliveryPlan, isHeldStill, openReconciliation, settle } from './settle.ts';

const LOOKUP_SOON_MS = 250;
const LOOKUP_AGAIN_MS = 1_500;
/**
 * A worker that the database has lost sight of may live on, or go on after it was stopped: for so long after its attempt was
 * committed it may begin to send, and its exchange may last.
 */
const STILL_OUT_MS = SEND_WITHIN_MS + defaultResilience.writeDeadlineMs;

export async function askAfter(
  delivery: DeliveryRow,
  department: Department,
  dependencies: DispatchDependencies,
): Promise<void> {
  try {
    const found = await department.lookup(delivery.key, { purpose: CASE_PURPOSE, traceId: delivery.key });
    if (found.kind === 'absent' && delivery.quarantined) {
      return await deferLookup(dependencies.store, delivery, LOOKUP_SOON_MS);
    }
    await change(delivery, { planOf: () => planOf(found, delivery), isStill: isHeldStill(delivery) }, dependencies);
  } catch (error) {
    if (!(error instanceof DepartmentFault)) throw error;
    if (delivery.overdue) await openReconciliation(delivery, dependencies);
    await deferLookup(dependencies.store, delivery, LOOKUP_AGAIN_MS);
  }
}

function planOf(found: Lookup, { kind }: DeliveryRow): DeliveryPlan {
  const plan = { nextInMs: null, quarantineMs: null, event: null, steps: [] } as const;
  if (found.kind === 'absent') return { ...plan, move: 'absent', nextInMs: 0 };
  if (kind !== 'submission') return { ...plan, move: 'found' };
  return { ...plan, move: 'found', event: { kind: 'DELIVERY_ACKNOWLEDGED', data: { reference: found.reference } } };
}

/** Gives up leases of workers that are gone, and of this one where it is not at work on them; what had been sent by any such worker. */
export async function reclaim(
  underWay: ReadonlySet<number>,
  { store, presence }: DispatchDependencies,
): Promise<readonly DeliveryRow[]> {
  const worker = presence.worker();
  if (worker === null) return [];
  await reclaimDeliveries(store, PRESENCE_LOCKS, worker, [...underWay]);
  return lostDeliveries(store);
}

/** What was sent by a worker that is gone is of unknown fate from now on, and is looked up. */
export async function declareLost(lost: readonly DeliveryRow[], dependencies: DispatchDependencies): Promise<void> {
  const { departments } = dependencies;
  // Together: each commit is waited for, and what waits for the next sweep is not found meanwhile.
  const declared = await Promise.allSettled(
    lost.map((delivery) => {
      const fault = new DepartmentFault('timeout', 'The worker that sent it is gone.');
      const department = departments.department(delivery.department);
      return settle(delivery, department, { kind: 'unknown', fault }, delivery.attempts, dependencies, STILL_OUT_MS);
    }),
  );
  const failed = declared.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}
