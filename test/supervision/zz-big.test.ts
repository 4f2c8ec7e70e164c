import { test } from 'vitest';
import { openStore } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';
import { worklist } from '../../src/supervision/worklist.ts';
test('big', async () => {
  const { url } = await createDatabase({ migrated: true });
  const store = openStore({ url, statementTimeoutMs: 120000 });
  await store.query(`insert into bundle_editions (code, version, fingerprint, content) values ('home-transfer','1','x','{}')`);
  await store.query(`insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant, idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
   select n::text, 'A', 1, 'WINDOW', 'person', n::text, '{}', 'k', '\\x00', '{}', '[]', 'ISSUED', timestamptz '2026-01-01' + n * interval '1 minute', 1 from generate_series(1, 400000) n`);
  await store.query(`insert into parts (case_id, position, code, key, department, delivery, state) select id, 1, 'transfer', id::text, 'land', 'ACKNOWLEDGED', 'APPROVED' from cases`);
  await store.query(`insert into supervised_cases (case_id, basis, due_at, warning_at, yellow_at, red_at, ended_light, dated, running, next_at)
   select id, 'b', received_at, received_at, received_at, received_at + interval '3 days', case when id % 1000 = 0 then null when id % 500 = 0 then 'RED' else 'GREEN' end, true, id % 1000 = 0, null from cases`);
  await store.query('analyze');
  const cases = { records: async (rows: readonly unknown[]) => rows as never };
  for (const [name, where] of [['all', {}], ['red', { light: ['RED'] }], ['yellow', { light: ['YELLOW'] }], ['green', { light: ['GREEN'] }], ['dept', { department: ['land'] }], ['dept tax', { department: ['tax'] }], ['bundle', { bundle: ['home-transfer'] }], ['none', { state: ['LAPSED'] }]] as const) {
    const t = performance.now();
    const found = await worklist({ where, size: 50, after: undefined, descending: true }, { session: store, cases, now: new Date('2026-06-01T00:00:00Z') });
    const a = performance.now() - t;
    const n = await found.count();
    console.log('BIG', name, a.toFixed(0), 'ms; count', n, (performance.now() - t - a).toFixed(0), 'ms');
  }
  await store.close();
}, 240000);
