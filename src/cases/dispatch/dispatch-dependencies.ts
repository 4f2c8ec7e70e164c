// What everybody who works on deliveries is given.
import type { Departments } from '../../departments/registry.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/pool.ts';
import type { Presence } from '../../store/presence.ts';
import type { Changes } from '../record/changes.ts';
import type { Recorder } from '../record/recorder.ts';
import type { Outbox } from './outbox.ts';

export interface DispatchDependencies {
  readonly store: Store;
  readonly presence: Presence;
  readonly departments: Departments;
  readonly recorder: Recorder;
  readonly changes: Changes;
  readonly outbox: Outbox;
  readonly log: Log;
  readonly machineMs: () => number;
  readonly callbackUrl: (department: string) => string;
}

/** Purpose under which the centre asks departments while it works on a case. */
export const CASE_PURPOSE = 'acceptance';
