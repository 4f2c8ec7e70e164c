// Pages of lists are answered by an index in the order of the list: however long the list, the work is that of a page.
import { beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/pool.ts';
import type { CaseOrder } from '../../src/supervision/sql/worklist.ts';
import { type CaseFilter, worklist } from '../../src/supervision/worklist.ts';
import { plansOf } from '../support/plans.ts';
import { createDatabase } from '../support/postgres.ts';

let store: Store;
beforeAll(async () => {
  store = openStore({ url: (await createDatabase({ migrated: true })).url });
  return () => store.close();
});

/** The plan of a page in the middle of the list, where a plan that needs no sort costs least whatever the statistics say. */
function planOf(where: CaseFilter, order: CaseOrder): Promise<string> {
  const question = { where, size: 100, after: { atMs: Date.parse('2026-11-23T00:00:00Z'), id: 5 }, order };
  return store.transaction(async (session) => {
    await session.query(
      'set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off',
    );
    return plansOf(session, (explained) =>
      worklist(question, { session: explained, cases: { records: async () => [] }, now: new Date() }),
    );
  });
}

test.each<[CaseFilter, CaseOrder, string]>([
  [{}, 'RECEIVED_AT_DESC', 'cases_by_receipt'],
  [{ channel: ['KIOSK'], not: { kind: ['PROMISED'] } }, 'RECEIVED_AT_ASC', 'cases_by_receipt'],
  [{ state: ['RECEIVED'] }, 'RECEIVED_AT_DESC', 'cases_by_state'],
  [{ department: ['tax'] }, 'RECEIVED_AT_DESC', 'cases_by_receipt'],
  [{}, 'DUE_AT_ASC', 'supervised_cases_by_due'],
  [{ state: ['RECEIVED'] }, 'DUE_AT_DESC', 'supervised_cases_by_due'],
])('%j in the order %s is read by %s, without a sort', async (where, order, index) => {
  const plan = await planOf(where, order);
  expect(plan).toMatch(new RegExp(`Index (Only )?Scan( Backward)? using ${index}`));
  expect(plan).toMatch(/Index Cond: .*ROW\(/);
  expect(plan).not.toContain('Sort');
});

test('An order that no index has would show', async () => {
  const rows = await store.query<{ 'QUERY PLAN': string }>(
    'explain select id from cases order by channel, received_at limit 5',
  );
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Sort');
});
