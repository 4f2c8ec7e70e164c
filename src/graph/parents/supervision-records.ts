// Pages of alerts and findings: in the order in which they were made, so that whoever asks again with the last cursor misses
// nothing and gets nothing twice.
import { badInput } from '../../errors.ts';
import type { RecordFilter } from '../../supervision/sql/records.ts';
import { decodeCursor, encodeCursor } from '../connection.ts';
import type { AlertFilter } from '../generated/types.ts';

const CURSOR = /^record:(\d{1,15})$/;

export function recordCursor(id: number): string {
  return encodeCursor(`record:${id}`);
}

export function recordPlace(after: string | null | undefined): number {
  if (!after) return 0;
  const match = CURSOR.exec(decodeCursor(after));
  if (!match) throw badInput('Argument "after" is not a cursor of this list; use the endCursor of the page before.');
  return Number(match[1]);
}

export function recordFilter(where: AlertFilter | null | undefined): RecordFilter {
  return {
    lights: where?.light ?? null,
    departments: where?.department ?? null,
    rules: where?.rule ?? null,
    caseNumber: where?.caseNumber ?? null,
  };
}

/** `rows`: one more than the page holds, where there is more. `endCursor` repeats `after` when nothing is new. */
export function recordPage<Row extends { readonly id: number }>(
  rows: readonly Row[],
  size: number,
  after: string | null | undefined,
) {
  const nodes = rows.slice(0, size);
  const [start, end] = [nodes.at(0), nodes.at(-1)];
  return {
    nodes,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: start ? recordCursor(start.id) : null,
      endCursor: end ? recordCursor(end.id) : (after ?? null),
    },
  };
}
