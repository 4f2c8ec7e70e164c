// What cases consist of, read on first use: for all cases of a page at once.
import type { Store } from '../store/pool.ts';
import type { CaseParticulars, CaseRecord } from './case-record.ts';
import type { Editions } from './editions.ts';
import { foldOnce } from './history/fold.ts';
import { type KnownEvents, readEvents } from './known-events.ts';
import { type CaseRow, casesByNumbers } from './sql/cases.ts';
import type { EventRow } from './sql/events.ts';
import { type PartRow, partsOfCases } from './sql/parts.ts';

/** `eventsOf`: where their events are known already, perhaps without their places in the feed. */
export async function caseRecords(
  rows: readonly CaseRow[],
  store: Store,
  editions: Editions,
  eventsOf: KnownEvents['of'] = readEvents,
): Promise<readonly CaseRecord[]> {
  const read = once(async () => {
    const ids = rows.map(({ id }) => id);
    const [parts, events] = await Promise.all([partsOfCases(store, ids), eventsOf(store, rows)]);
    return { parts: Map.groupBy(parts, ({ caseId }) => caseId), events };
  });
  return Promise.all(
    rows.map(async (row): Promise<CaseRecord> => {
      const edition = await editions.byId(row.editionId);
      const record: CaseRecord = {
        row,
        edition,
        particulars: once(async () => {
          const { parts, events } = await read();
          return particularsOf(record, parts.get(row.id) ?? [], events.get(row.id) ?? []);
        }),
      };
      return record;
    }),
  );
}

/** One for each number, in their order; undefined where no case has it. */
export async function caseRecordsByNumbers(
  numbers: readonly string[],
  store: Store,
  editions: Editions,
): Promise<readonly (CaseRecord | undefined)[]> {
  const records = await caseRecords(await casesByNumbers(store, numbers), store, editions);
  const byNumber = new Map(records.map((record) => [record.row.number, record]));
  return numbers.map((number) => byNumber.get(number));
}

function particularsOf(record: CaseRecord, parts: readonly PartRow[], events: readonly EventRow[]): CaseParticulars {
  const { row, edition } = record;
  const fold = foldOnce(edition.plan(row.form), events);
  return {
    fold,
    parts: parts.flatMap((part) => {
      const folded = fold.parts.get(part.code);
      const released = fold.released.has(part.code);
      return folded ? [{ of: record, row: part, fold: folded, edition, released }] : [];
    }),
    events: events.map((event) => ({ ...event, caseNumber: row.number })),
    history: events,
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
