// What recording a change needs to know of the centre, from its catalogue and its departments.
import type { Catalogue, TaskKind } from '../../catalogue/catalogue.ts';
import type { Departments } from '../../departments/registry.ts';
import type { WorkingTime } from '../../time/working-hours.ts';
import { dueAt } from '../clocks/promise.ts';
import type { Editions } from '../editions.ts';
import type { DataChanges } from './data-changes.ts';

export interface Recorder {
  readonly editions: Editions;
  readonly now: () => Date;
  /** First question about a part's progress, this long after the department took it in. */
  readonly firstPollMs: (department: string) => number;
  /** Where a department that calls back may do so. */
  readonly callbackUrl: (department: string) => string;
  readonly taskKind: (code: string) => TaskKind;
  /** When a task opened at a time is due; null where no calendar is published. */
  readonly taskDueAt: (kind: TaskKind, openedAt: Date) => Date | null;
  /** Told of departments' data that is no longer what it was. */
  readonly dataChanged?: DataChanges['tell'] | undefined;
}

export interface RecorderSettings {
  readonly editions: Editions;
  readonly catalogue: Pick<Catalogue, 'tasks'>;
  readonly departments: Departments;
  readonly workingTime: WorkingTime;
  readonly now: () => Date;
  readonly callbackUrl: Recorder['callbackUrl'];
  /** Told of departments' data that is no longer what it was. */
  readonly dataChanged?: Recorder['dataChanged'];
}

export function openRecorder(settings: RecorderSettings): Recorder {
  const { editions, catalogue, departments, workingTime, now, callbackUrl, dataChanged } = settings;
  return {
    editions,
    now,
    callbackUrl,
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
