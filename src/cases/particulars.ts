// What cases consist of, read on first use: for all cases of a page at once.
import type { Store } from '../store/pool.ts';
import type { CaseParticulars, CaseRecord } from './case-record.ts';
import type { Editions } from './editions.ts';
import { foldOnce } from './history/fold.ts';
import { type CaseContent, contentsOf } from './known-cases.ts';
import { type CaseRow, casesByNumbers } from './sql/cases.ts';
import { partsAsTheyStand } from './sql/parts.ts';

export async function caseRecords(
  rows: readonly CaseRow[],
  store: Store,
  editions: Editions,
): Promise<readonly CaseRecord[]> {
  const read = once(async () => {
    const contents = await contentsOf(store, rows, partsAsTheyStand);
    return new Map(contents.map((content) => [content.row.id, content]));
  });
  return Promise.all(
    rows.map(async (row) => {
      return recordOf(row, editions, async () => (await read()).get(row.id) ?? { row, parts: [], events: [] });
    }),
  );
}

/** Of cases that are known already: deliveries as they were when a case was written last, events perhaps without their places. */
export async function recordsOfContents(
  contents: readonly CaseContent[],
  editions: Editions,
): Promise<readonly CaseRecord[]> {
  return Promise.all(contents.map((content) => recordOf(content.row, editions, async () => content)));
}

async function recordOf(row: CaseRow, editions: Editions, read: () => Promise<CaseContent>): Promise<CaseRecord> {
  const record: CaseRecord = {
    row,
    edition: await editions.byId(row.editionId),
    particulars: once(async () => particularsOf(record, await read())),
  };
  return record;
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

function particularsOf(record: CaseRecord, { parts, events }: CaseContent): CaseParticulars {
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
