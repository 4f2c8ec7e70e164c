// The desk at which clerks of departments without a system of their own work: what they were handed, what they did, and the next
// step. Reads for a whole list of tasks are one question each.
import type { Store } from '../../store/pool.ts';
import { type MessageRow, messagesOf, type StepRow, stepsOf } from '../../tasks/sql.ts';
import type { CaseRecord } from '../case-record.ts';
import type { Editions } from '../editions.ts';
import { caseRecords } from '../particulars.ts';
import { casesByIds } from '../sql/cases.ts';
import { type Handling, type HandlingDependencies, type HandlingResult, handleTask } from './handle-task.ts';

export interface Desk {
  readonly handle: (handling: Handling) => Promise<HandlingResult>;
  /** In the order of the ids; each must be on record. */
  readonly casesOf: (caseIds: readonly number[]) => Promise<readonly CaseRecord[]>;
  /** Steps of clerks, by `Part.key`, in their order. */
  readonly stepsOf: (partKeys: readonly string[]) => Promise<ReadonlyMap<string, readonly StepRow[]>>;
  /** What a department was handed about the part with this key. */
  readonly messagesOf: (partKey: string) => Promise<readonly MessageRow[]>;
}

export function openDesk(
  dependencies: HandlingDependencies & { readonly store: Store; readonly editions: Editions },
): Desk {
  const { store, editions } = dependencies;
  return {
    handle: (handling) => handleTask(handling, dependencies),
    casesOf: async (caseIds) => {
      const records = await caseRecords(await casesByIds(store, caseIds), store, editions);
      const byId = new Map(records.map((record) => [record.row.id, record]));
      return caseIds.map((id) => {
        const record = byId.get(id);
        if (record) return record;
        throw new Error(`Case ${id} of a task is not on record.`);
      });
    },
    stepsOf: async (partKeys) => Map.groupBy(await stepsOf(store, partKeys), ({ key }) => key),
    messagesOf: (partKey) => messagesOf(store, partKey),
  };
}
