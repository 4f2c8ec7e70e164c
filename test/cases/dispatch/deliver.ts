// An attempt at a delivery by whoever has a place for it.
import type { DeliveryTask } from '../../../src/cases/dispatch/delivery-task.ts';
import type { DispatchDependencies } from '../../../src/cases/dispatch/dispatch-dependencies.ts';
import { send } from '../../../src/cases/dispatch/send.ts';
import type { Department } from '../../../src/departments/registry.ts';

export function deliver(delivery: DeliveryTask, department: Department, dependencies: DispatchDependencies) {
  return send(delivery, department, dependencies, { take: async () => undefined, leave: () => undefined });
}
