// Statements over lists of cases.
import { CASE_COLUMNS, type CaseRow } from '../../cases/sql/cases.ts';
import type { Session } from '../../store/pool.ts';
import type { Place } from '../worklist.ts';

export interface CasesPage {
  /** Over the table `cases`, with parameters from $1 on. */
  readonly condition: string;
  readonly values: readonly unknown[];
  readonly size: number;
  readonly after: Place | undefined;
  readonly descending: boolean;
}

export async function casesPage(session: Session, page: CasesPage): Promise<CaseRow[]> {
  const { condition, values, size, after, descending } = page;
  const all = [...values];
  const bind = (value: unknown) => `$${all.push(value)}`;
  const order = descending ? 'desc' : 'asc';
  const beyond = after
    ? `(cases.received_at, cases.id) ${descending ? '<' : '>'} (${bind(new Date(after.receivedMs))}::timestamptz, ${bind(after.id)}::bigint)`
    : 'true';
  return session.query<CaseRow>(
    `select ${CASE_COLUMNS} from cases where ${condition} and ${beyond}
     order by received_at ${order}, id ${order} limit ${bind(size)}`,
    all,
  );
}

export async function countCases(session: Session, condition: string, values: readonly unknown[]): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `select count(*)::int as count from cases where ${condition}`,
    values,
  );
  return row?.count ?? 0;
}
