// New entries are filed under their subjects by the upkeep, so that nobody who writes has to do it for all of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openAudit } from '../../src/audit/audit.ts';
import type { AuditDraft } from '../../src/audit/entry.ts';
import { opaqueIds } from '../../src/crypto/opaque-id.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const ENTRIES = 500;
const draft: Omit<AuditDraft, 'traceId' | 'read'> = {
  ...{ kind: 'query', operation: 'PersonDossier', document: null, fields: ['person'], role: 'window' },
  ...{ subject: 'clerk-7', purpose: 'acceptance', outcome: 'answered', code: null, changed: [], cases: [] },
};

/** Pages that the server has noted aside, which it sorts in by being asked how many there were. */
async function pagesAside(store: Store): Promise<number> {
  const [row] = await store.query<{ pages: number }>(
    `select sum(gin_clean_pending_list(indexrelid))::int as pages
     from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam
     where amname = 'gin' and indrelid::regclass::text like 'audit\\_entries\\_%'`,
  );
  return row?.pages ?? 0;
}

async function openTrail() {
  const { url } = await createDatabase({ migrated: true });
  const dataFolder = mkdtempSync(join(tmpdir(), 'yichuang-upkeep-'));
  const store = openStore({ url });
  const key = new Uint8Array(32);
  const audit = await openAudit({
    store,
    databaseUrl: url,
    dataFolder,
    key,
    ids: opaqueIds(key),
    log: openLog('silent'),
  });
  onTestFinished(async () => {
    await audit.close();
    await store.close();
    rmSync(dataFolder, { recursive: true });
  });
  const record = () =>
    Promise.all(
      Array.from({ length: ENTRIES }, (_, index) =>
        audit.trail.record({ ...draft, traceId: `trace-${index}`, read: [`${350_428_190_001_010_000 + index}`] }),
      ),
    );
  return { store, record };
}

test('New entries are filed within seconds, without anybody who writes having to do it', async () => {
  const { store, record } = await openTrail();
  await record();
  await sleep(2_500);
  expect(await pagesAside(store)).toBe(0);
});
