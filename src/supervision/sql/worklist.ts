// Statements over lists of cases. A page begins where the one before ended: an index in the order of the list answers it,
// however far down it lies.
import { CASE_COLUMNS, type CaseRow } from '../../cases/sql/cases.ts';
import type { Session } from '../../store/pool.ts';

export interface CasesPage {
  /** Over the table `cases`, with parameters from $1 on. */
  readonly condition: string;
  readonly values: readonly unknown[];
  readonly size: number;
  readonly after: Place | undefined;
  readonly order: CaseOrder;
}

export interface PlacedRow extends CaseRow {
  /** By what it is ordered; null where its deadline cannot be told. */
  readonly orderedAt: Date | null;
}

/** What a list is ordered by, and the table that knows it. */
const ORDERS = {
  RECEIVED_AT: { tables: 'cases', at: 'cases.received_at', key: 'cases.received_at', id: 'cases.id' },
  DUE_AT: {
    tables: 'cases join supervised_cases placed on placed.case_id = cases.id',
    at: 'placed.due_at',
    key: `coalesce(placed.due_at, 'infinity'::timestamptz)`,
    id: 'placed.case_id',
  },
} as const;

export async function casesPage(session: Session, page: CasesPage): Promise<PlacedRow[]> {
  const { text, values } = pageStatement(page);
  return session.query<PlacedRow>(text, values);
}

function pageStatement({ condition, values, size, after, order }: CasesPage) {
  const all = [...values];
  const bind = (value: unknown) => `$${all.push(value)}`;
  const { tables, at, key, id } = order.startsWith('DUE_AT') ? ORDERS.DUE_AT : ORDERS.RECEIVED_AT;
  const [direction, beyond] = order.endsWith('_DESC') ? (['desc', '<'] as const) : (['asc', '>'] as const);
  const place = (after: Place) =>
    `(${key}, ${id}) ${beyond} (${bind(after.atMs === null ? 'infinity' : new Date(after.atMs))}::timestamptz, ${bind(after.id)}::bigint)`;
  const text = `select ${CASE_COLUMNS}, ${at} as "orderedAt" from ${tables}
     where ${condition}${after ? ` and ${place(after)}` : ''}
     order by ${key} ${direction}, ${id} ${direction} limit ${bind(size)}`;
  return { text, values: all };
}

export async function countCases(session: Session, condition: string, values: readonly unknown[]): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `select count(*)::int as count from cases where ${condition}`,
    values,
  );
  return row?.count ?? 0;
}

export type CaseOrder = 'RECEIVED_AT_ASC' | 'RECEIVED_AT_DESC' | 'DUE_AT_ASC' | 'DUE_AT_DESC';

/** Where a case stands in the list: by the time of its receipt or its deadline, then by its id. */
export interface Place {
  /** Null where the deadline cannot be told; such cases come as if due at the end of time. */
  readonly atMs: number | null;
  readonly id: number;
}
