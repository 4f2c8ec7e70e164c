// Keeps how the rows of a named batch ended, so that its sender can ask how far it is, from wherever and whenever.
import type { Store } from '../store/pool.ts';
import type { CaseRecord } from './case-record.ts';
import type { Editions } from './editions.ts';
import { caseRecords } from './particulars.ts';
import {
  type BatchName,
  type BatchRowRecord,
  batchByName,
  insertBatch,
  rowsOfBatch,
  saveBatchRows,
} from './sql/batches.ts';
import { casesByIds } from './sql/cases.ts';

export interface BatchProgress {
  readonly name: string;
  readonly total: number;
  readonly at: Date;
  /** Rows that have ended, in the order of the batch. */
  readonly rows: readonly (BatchRowRecord & { readonly record: CaseRecord | null })[];
}

export interface Batches {
  readonly open: (batch: BatchName, total: number) => Promise<void>;
  readonly save: (batch: BatchName, rows: readonly BatchRowRecord[]) => Promise<void>;
  /** Undefined where its sender has no batch of the name. */
  readonly progress: (batch: BatchName) => Promise<BatchProgress | undefined>;
}

export function openBatches(store: Store, editions: Editions, now: () => Date): Batches {
  return {
    open: (batch, total) => insertBatch(store, batch, total, now()),
    save: (batch, rows) => saveBatchRows(store, batch, rows),
    progress: async (batch) => {
      const found = await batchByName(store, batch);
      if (!found) return undefined;
      const ended = await rowsOfBatch(store, batch);
      const cases = await casesByIds(
        store,
        ended.flatMap(({ caseId }) => caseId ?? []),
      );
      const records = new Map((await caseRecords(cases, store, editions)).map((record) => [record.row.id, record]));
      const rows = ended.map((row) => ({ ...row, record: records.get(row.caseId ?? 0) ?? null }));
      return { ...found, rows };
    },
  };
}
