// Each way of looking for entries of the trail has an index of its own, in every month: the planner is left no other way.
import { beforeAll, expect, test } from 'vitest';
import { type AuditFilter, ensurePartition, searchEntries } from '../../src/audit/sql.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { plansOf } from '../support/plans.ts';
import { createDatabase } from '../support/postgres.ts';

const anything: AuditFilter = { subject: null, caseNumber: null, actor: null, from: null, to: null };
let store: Store;
beforeAll(async () => {
  store = openStore({ url: (await createDatabase({ migrated: true })).url });
  await ensurePartition(store, '2026-11');
  return () => store.close();
});

function planOf(filter: AuditFilter): Promise<string> {
  return store.transaction(async (session) => {
    await session.query('set local enable_seqscan = off; set local enable_indexscan = off');
    return plansOf(session, (explained) => searchEntries(explained, filter, 1_000, 20));
  });
}

test.each<[keyof AuditFilter, string, string]>([
  ['subject', 'KOblzaYsBnfMJRP9q5woGg', 'audit_entries_2026_11_expr_idx'],
  ['caseNumber', '3504260011202611200000018', 'audit_entries_2026_11_cases_idx'],
  ['actor', '9Mi8qWYhUfsbmVyJ1wa1CfzLRcqI4ZsXeyxbPzdjeFCbGQ', 'audit_entries_2026_11_actor_at_idx'],
])('by %s', async (by, value, index) => {
  const plan = await planOf({ ...anything, [by]: value });
  expect(plan).toMatch(new RegExp(`Index Scan (on|Backward using|using) ${index}\\b`));
  expect(plan).not.toContain('Seq Scan');
});
