// Kinds of task that the gateway opens by itself must be there: without one, a case would come to a halt when it is needed.
import { type CatalogueFiles, isUnknown } from '../files.ts';
import type { FaultList } from '../source.ts';

/** By code, and whose work it is in any case; null where the centre may choose. */
const OPENED: readonly (readonly [code: string, role: 'window' | null])[] = [
  ['RECONCILE_DELIVERY', null],
  ['RESOLVE_CONFLICT', null],
  ['FOLLOW_UP_VISIT', null],
  // The work of a department's own clerks.
  ['HANDLE_PART', 'window'],
  ['ANSWER_WITHDRAWAL', 'window'],
];

export function checkTasks({ tasks }: Pick<CatalogueFiles, 'tasks'>, faults: FaultList): void {
  for (const [code, role] of OPENED) {
    if (isUnknown(tasks, code)) {
      const message = `the gateway opens tasks of the kind "${code}": define it`;
      faults.faults.push({ file: 'tasks.yaml', line: 1, message });
    }
    const entry = tasks.entries.get(code);
    if (entry && role !== null && entry.raw.role !== role) {
      entry.fault(['role'], `"${code}" is the work of departments' clerks, whose role is ${role}`);
    }
  }
}
