// What recording a change needs to know of the centre, from its catalogue and its departments.
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Departments } from '../departments/registry.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import type { Editions } from './editions.ts';
import { dueAt } from './promise.ts';
import type { Recorder } from './record.ts';

export interface RecorderSettings {
  readonly editions: Editions;
  readonly catalogue: Pick<Catalogue, 'tasks'>;
  readonly departments: Departments;
  readonly workingTime: WorkingTime;
  readonly now: () => Date;
  /** Told of departments' data that is no longer what it was. */
  readonly dataChanged?: Recorder['dataChanged'];
}

export function openRecorder(settings: RecorderSettings): Recorder {
  const { editions, catalogue, departments, workingTime, now, dataChanged } = settings;
  return {
    editions,
    now,
    firstPollMs: (code) => departments.department(code).progressCapability?.everyMs ?? 0,
    taskKind: (code) => {
      const kind = catalogue.tasks.get(code);
      if (!kind) throw new Error(`catalogue/tasks.yaml has no task "${code}".`);
      return kind;
    },
    taskDueAt: ({ timeLimit }, openedAt) => dueAt(workingTime, timeLimit, openedAt),
    dataChanged,
  };
}
