// The deliveries that this process has leased. Taking leases and giving up abandoned ones exclude each other: a lease that the
// database has just granted must not look like one that nobody works on.
import type { Department } from '../../departments/registry.ts';
import { openGroups } from '../../store/groups.ts';
import { type DeliveryRow, leaseDeliveries, type Wanted } from '../sql/deliveries.ts';
import type { DeliveryTask } from './delivery-task.ts';
import type { DispatchDependencies } from './dispatch-dependencies.ts';
import { reclaim } from './reconcile.ts';

export interface Leases {
  /**
   * Leases due deliveries of a department, and begins those that are made up; each is under way until `done`. `besides`: more than it has
   * places for, where it answers.
   */
  readonly take: (department: Department, places: number, besides?: number) => Promise<readonly DeliveryTask[]>;
  readonly done: (delivery: DeliveryRow) => void;
  /** Gives up leases whose worker is gone, or that got lost on their way here; those that had been sent. */
  readonly reclaim: () => Promise<readonly DeliveryRow[]>;
}

export function openLeases(dependencies: DispatchDependencies): Leases {
  const underWay = new Set<number>();
  const taking = new Set<Promise<unknown>>();
  let reclaiming: Promise<unknown> | undefined;

  // Each department asks for itself; those who ask at the same time are answered by one statement.
  const lease = openGroups<Wanted, readonly DeliveryTask[]>(
    async (wanted) => {
      const { presence, store, machineMs } = dependencies;
      const worker = presence.worker();
      const takenMs = machineMs();
      const leased = worker === null ? [] : await leaseDeliveries(store, worker, wanted);
      const tasks = leased.map((delivery) => ({ ...delivery, takenMs }));
      const byDepartment = Map.groupBy(tasks, ({ department }) => department);
      return wanted.map(({ department }) => byDepartment.get(department) ?? []);
    },
    { max: dependencies.departments.all.length, atOnce: 1, rests: true },
  );
  const take = async (department: Department, places: number, besides: number) => {
    // While the department does not answer one place stays free: round would follow round at once if all were taken.
    const max = department.isOpen() ? places + besides : Math.min(places, Math.max(1, places - 1));
    if (max === 0) return [];
    const leased = await lease({ department: department.code, max });
    for (const { id } of leased) underWay.add(id);
    return leased;
  };
  return {
    take: async (department, places, besides = 0) => {
      while (reclaiming) await reclaiming;
      const running = take(department, places, besides);
      const noted = running.catch(() => undefined).finally(() => taking.delete(noted));
      taking.add(noted);
      return running;
    },
    done: ({ id }) => void underWay.delete(id),
    reclaim: () => {
      const running = Promise.all(taking).then(() => reclaim(underWay, dependencies));
      const noted = running
        .catch(() => undefined)
        .finally(() => {
          if (reclaiming === noted) reclaiming = undefined;
        });
      reclaiming = noted;
      return running;
    },
  };
}
