// Brings queued deliveries to their departments, at most as many at once as the department allows. Attempt and key are committed
// before anything is sent; what may have arrived is never sent again before the department was asked.
import type { Department } from '../../departments/registry.ts';
import { openWatchedRounds, type Place, type Round } from '../../store/rounds.ts';
import { dueDeliveries, LEASED_OR_LOST } from '../sql/deliveries.ts';
import type { DeliveryTask } from './delivery-task.ts';
import type { DispatchDependencies } from './dispatch-dependencies.ts';
import { openLeases } from './leases.ts';
import { askAfter, declareLost } from './reconcile.ts';
import { send } from './send.ts';

const LOOK_EVERY_MS = 200;
const SWEEP_EVERY_MS = 500;

export interface Dispatch {
  readonly wake: (department: string) => void;
  /** Takes on nothing new and waits for what is under way. */
  readonly close: () => Promise<void>;
}

export function openDispatch(dependencies: DispatchDependencies): Dispatch {
  const { store, departments, log } = dependencies;
  const leases = openLeases(dependencies);
  const work = async (delivery: DeliveryTask, place: Place) => {
    try {
      await workOn(delivery, departments.department(delivery.department), dependencies, place);
    } finally {
      leases.done(delivery);
    }
  };
  const rounds = new Map<string, Round>(
    departments.all.map((department) => [
      department.code,
      openWatchedRounds({
        name: `dispatch ${department.code}`,
        store,
        due: { query: dueDeliveries, values: () => [department.code], everyMs: LOOK_EVERY_MS },
        placesMax: department.concurrency,
        inHandMax: department.concurrency,
        log,
        take: (places, besides) => leases.take(department, places, besides),
        work,
      }),
    ]),
  );
  const sweep = openWatchedRounds({
    name: 'dispatch sweep',
    store,
    due: { query: () => LEASED_OR_LOST, everyMs: SWEEP_EVERY_MS },
    placesMax: 1,
    log,
    take: async () => {
      await declareLost(await leases.reclaim(), dependencies);
      return [];
    },
    work: async () => undefined,
  });
  return {
    wake: (department) => {
      // While it does not answer, what waits for it is tried at the rounds' own pace.
      if (departments.department(department).isOpen()) rounds.get(department)?.wake();
    },
    close: async () => {
      await Promise.all([...rounds.values(), sweep].map((round) => round.close()));
    },
  };
}

/**
 * What is SENT was begun with its lease. A delivery that was settled between being due and being leased needs nothing; its lease is
 * given back by the sweep.
 */
async function workOn(
  delivery: DeliveryTask,
  department: Department,
  dependencies: DispatchDependencies,
  place: Place,
): Promise<void> {
  switch (delivery.state) {
    case 'QUEUED':
    case 'HELD':
    case 'SENT':
      return send(delivery, department, dependencies, place);
    case 'UNKNOWN':
      await place.take();
      return askAfter(delivery, department, dependencies);
    case 'ACKNOWLEDGED':
    case 'REFUSED':
      return;
  }
}
