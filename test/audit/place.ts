// A trail's place: a database, a folder for its heads, a clock that is set; and what is recorded there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { AuditDraft } from '../../src/audit/entry.ts';
import { openHeads } from '../../src/audit/heads.ts';
import type { AuditDependencies } from '../../src/audit/trail.ts';
import { keyedHash } from '../../src/crypto/keyed-hash.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

export const number = '350428190001010015';
export const draft: AuditDraft = {
  traceId: 'trace-0001',
  kind: 'query',
  operation: 'PersonDossier',
  document: 'a'.repeat(64),
  fields: ['person'],
  role: 'window',
  subject: 'clerk-7',
  purpose: 'acceptance',
  outcome: 'answered',
  code: null,
  read: [number],
  changed: [],
  cases: [],
};

export interface Place extends AuditDependencies {
  readonly folder: string;
  readonly url: string;
  /** Connections that the trail does not use. */
  readonly holder: Store;
  setNow: (now: Date) => void;
}

export async function newPlace(): Promise<Place> {
  const { url } = await createDatabase({ migrated: true });
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-audit-'));
  const store = openStore({ url, connectionsMax: 2 });
  const holder = openStore({ url, connectionsMax: 1 });
  afterAll(async () => {
    await Promise.all([store.close(), holder.close()]);
    rmSync(folder, { recursive: true });
  });
  let shown = new Date('2026-11-20T10:00:00Z');
  const now = () => shown;
  return {
    folder,
    url,
    store,
    holder,
    now,
    heads: await openHeads(folder, now),
    log: openLog('silent'),
    hashSubject: keyedHash(new Uint8Array(32), 'audit subject'),
    sealActor: (subject) => `sealed ${subject.length}`,
    setNow: (next) => {
      shown = next;
    },
  };
}

export async function rows(store: Store) {
  return store.query<{ sequence: number; at: Date; read: string[]; actor: string; hash: string; previous: string }>(
    'select * from audit_entries order by sequence',
  );
}
