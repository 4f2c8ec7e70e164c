// A citizen's notifications as a connection. What it holds is asked for only where it is wanted.
import type { CaseRecord } from '../../cases/case-record.ts';
import type { NotificationRow } from '../../notifications/notifications.ts';
import { pageSize } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import { feedCursor, feedPosition } from '../feed-cursor.ts';

export interface NotificationPageParent {
  readonly applicantNumber: string;
  readonly rows: readonly NotificationRow[];
  readonly hasNextPage: boolean;
  readonly isFirst: boolean;
}

export interface NotificationParent {
  readonly row: NotificationRow;
  readonly record: CaseRecord;
}

interface PageQuestion {
  readonly unreadOnly?: boolean | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export async function notificationsOf(
  applicantNumber: string,
  { unreadOnly, first, after }: PageQuestion,
  { notifications }: RequestContext,
): Promise<NotificationPageParent> {
  const size = pageSize(first);
  const before = after ? feedPosition(after) : undefined;
  const rows = await notifications.page({ applicantNumber, unreadOnly: unreadOnly ?? false, before, max: size + 1 });
  return {
    applicantNumber,
    rows: rows.slice(0, size),
    hasNextPage: rows.length > size,
    isFirst: before === undefined,
  };
}

/** With their cases, all of which are read at once. */
export async function notificationNodes(
  { rows }: NotificationPageParent,
  { cases }: RequestContext,
): Promise<NotificationParent[]> {
  const records = await cases.byNumbers([...new Set(rows.map(({ caseNumber }) => caseNumber))]);
  const byNumber = new Map(records.flatMap((record) => (record ? [[record.row.number, record] as const] : [])));
  return rows.flatMap((row) => {
    const record = byNumber.get(row.caseNumber);
    return record ? [{ row, record }] : [];
  });
}

export function notificationPageInfo({ rows, hasNextPage, isFirst }: NotificationPageParent) {
  const [start, end] = [rows.at(0), rows.at(-1)];
  return {
    hasNextPage,
    hasPreviousPage: !isFirst,
    startCursor: start ? feedCursor(start.position) : null,
    endCursor: end ? feedCursor(end.position) : null,
  };
}
