// Cursors of the feed of all cases: the same ones for `caseEvents`, `caseChanged` and every event's own place.
import { badInput } from '../errors.ts';
import { decodeCursor, encodeCursor } from './connection.ts';

const FEED_CURSOR = /^feed:(\d{1,15})$/;

export function feedCursor(position: number): string {
  return encodeCursor(`feed:${position}`);
}

/** The place under a cursor; refused where it is not one of this feed. */
export function feedPosition(cursor: string): number {
  const match = FEED_CURSOR.exec(decodeCursor(cursor));
  if (!match) throw badInput('Argument "after" is not a cursor of this feed; use the endCursor of the answer before.');
  return Number(match[1]);
}
