// How PostgreSQL would answer: plans of statements in place of their rows.
import type { Session } from '../../src/store/pool.ts';

/** The plans of all that the work asks of its session, which is told of no rows. */
export async function plansOf(session: Session, work: (explained: Session) => Promise<unknown>): Promise<string> {
  const lines: string[] = [];
  await work({
    ...session,
    query: async (text, values) => {
      const rows = await session.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
      lines.push(...rows.map((row) => row['QUERY PLAN']));
      return [];
    },
  });
  return lines.join('\n');
}
