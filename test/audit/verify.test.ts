// Whoever changes the trail in the database is found, and so is what was changed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AuditEntry, entryHash } from '../../src/audit/entry.ts';
import { type Head, openHeads, readHeads } from '../../src/audit/heads.ts';
import { openAuditTrail } from '../../src/audit/trail.ts';
import { verifyTrail } from '../../src/audit/verify.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const ENTRIES = 40;
const SIGNED = 30;
const folder = mkdtempSync(join(tmpdir(), 'yichuang-audit-'));
let store: Store;
let heads: readonly Head[];

beforeAll(async () => {
  const { url } = await createDatabase({ migrated: true });
  store = openStore({ url, connectionsMax: 2 });
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });
  let at = Date.parse('2026-11-28T00:00:00Z');
  const now = () => {
    at += 3 * 60 * 60_000;
    return new Date(at);
  };
  const written = await openHeads(folder, now);
  const trail = await openAuditTrail({
    store,
    heads: { write: async () => undefined },
    log: openLog('silent'),
    now,
    hashSubject: (subject) => subject,
    sealActor: (actor) => actor,
  });
  for (let entry = 1; entry <= ENTRIES; entry += 1) {
    await trail.record({
      traceId: `trace-${entry}`,
      kind: 'query',
      operation: null,
      document: null,
      fields: ['person'],
      role: 'window',
      subject: 'clerk',
      purpose: 'acceptance',
      outcome: 'answered',
      code: null,
      read: [`person-${entry}`],
      changed: [],
      cases: [],
    });
    const [row] = await store.query<{ hash: string }>('select hash from audit_chain');
    if (entry % 10 === 0 && entry <= SIGNED)
      await written.write({ kind: 'head', sequence: entry, hash: row?.hash ?? '' });
  }
  await trail.close();
  ({ heads } = await readHeads(folder));
  await store.run('create table kept as select * from audit_entries');
  await store.run('create table kept_chain as select * from audit_chain');
});

beforeEach(async () => {
  await store.run('delete from audit_entries');
  await store.run('insert into audit_entries select * from kept');
  await store.run('update audit_chain set (sequence, hash, at) = (select sequence, hash, at from kept_chain)');
});

async function faults(): Promise<readonly string[]> {
  return (await verifyTrail(store, heads)).faults;
}

test('A trail that nobody touched is in order, and spans two months', async () => {
  expect(await verifyTrail(store, heads)).toEqual({ entries: ENTRIES, heads: 3, lastHead: SIGNED, faults: [] });
  const [months] = await store.query<{ n: number }>('select count(distinct tableoid) as n from audit_entries');
  expect(months?.n).toBe(2);
});

test.each([
  ['at', `at + interval '1 millisecond'`],
  ['trace_id', `'trace-0'`],
  ['kind', `'mutation'`],
  ['operation', `'Other'`],
  ['document', `'other'`],
  ['fields', `'{bundles}'`],
  ['role', `'analyst'`],
  ['actor', 'null'],
  ['purpose', 'null'],
  ['outcome', `'refused'`],
  ['code', `'FORBIDDEN'`],
  ['read', `'{}'`],
  ['changed', `'{person-1}'`],
  ['cases', `'{1}'`],
  ['previous', `repeat('1', 64)`],
  ['hash', `repeat('1', 64)`],
])('An entry whose %s was edited is named', async (column, value) => {
  for (const sequence of [1, 17, ENTRIES]) {
    await store.run(`update audit_entries set ${column} = ${value} where sequence = $1`, [sequence]);
    const [first, ...rest] = await faults();
    expect(first, `${column} of ${sequence}`).toContain(`Entry ${sequence} of`);
    expect(rest.length).toBeLessThanOrEqual(1);
    await store.run('delete from audit_entries where sequence = $1', [sequence]);
    await store.run('insert into audit_entries select * from kept where sequence = $1', [sequence]);
  }
});

test('Every single entry that was removed is named', async () => {
  for (let sequence = 1; sequence <= ENTRIES; sequence += 1) {
    await store.run('delete from audit_entries where sequence = $1', [sequence]);
    expect(await faults()).toEqual([expect.stringContaining(`Entry ${sequence} is missing`)]);
    await store.run('insert into audit_entries select * from kept where sequence = $1', [sequence]);
  }
});

test('Two entries that were exchanged are named', async () => {
  await store.run(
    `update audit_entries set (trace_id, read) = (select trace_id, read from kept where kept.sequence = 25 - audit_entries.sequence)
     where sequence in (12, 13)`,
  );
  expect(await faults()).toEqual([expect.stringContaining('Entry 12 of'), expect.stringContaining('Entry 13 of')]);
});

test('An entry that is written while the trail is read is not missed at its end', async () => {
  const query: Store['query'] = async (statement, ...values) => {
    const rows = await store.query(statement, ...values);
    if (rows.length === 0) await store.run('update audit_chain set sequence = sequence + 1');
    return rows as never;
  };
  expect((await verifyTrail({ ...store, query }, heads)).faults).toEqual([]);
});

test('Entries that exchanged their places are named', async () => {
  await store.run('update audit_entries set sequence = 25 - sequence where sequence in (12, 13)');
  const found = (await faults()).join('\n');
  expect(found).toContain('Entry 12 of');
  expect(found).toContain('Entry 13');
});

test('What was cut off at the end is named up to the last head, even where the end of the chain was moved back', async () => {
  await store.run('delete from audit_entries where sequence > 27');
  expect(await faults()).toEqual([
    expect.stringContaining(`Entries 28 to ${ENTRIES} are missing: they were cut off at the end`),
  ]);
  await store.run(
    `update audit_chain set (sequence, hash, at) = (select sequence, hash, at from kept where sequence = 27)`,
  );
  expect(await faults()).toEqual([
    expect.stringContaining(`Entries 28 to ${SIGNED} are missing: they were cut off at the end`),
  ]);
});

test('Everything removed at once is told', async () => {
  await store.run('delete from audit_entries');
  await store.run(`update audit_chain set sequence = 0, hash = repeat('0', 64)`);
  expect(await faults()).toEqual([expect.stringContaining(`Entries 1 to ${SIGNED} are missing`)]);
});

test('Whoever makes the hashes anew contradicts a head outside', async () => {
  const entries = (await store.query<Record<string, unknown>>('select * from kept order by sequence')).map(
    ({ trace_id, ...row }) => ({ ...row, traceId: trace_id }) as unknown as AuditEntry,
  );
  let previous = entries[13]?.hash ?? '';
  for (const entry of entries.slice(14)) {
    const edited = { ...entry, previous, purpose: entry.sequence === 15 ? 'other' : entry.purpose };
    const hash = entryHash(edited);
    await store.run('update audit_entries set purpose = $2, previous = $3, hash = $4 where sequence = $1', [
      entry.sequence,
      edited.purpose,
      previous,
      hash,
    ]);
    previous = hash;
  }
  expect((await verifyTrail(store, [])).faults).toEqual([]);
  expect(await faults()).toEqual([
    expect.stringContaining('An entry from 11 to 20 was rewritten'),
    expect.stringContaining('An entry from 11 to 30 was rewritten'),
  ]);
});

test('An entry that was put in is named', async () => {
  await store.run(
    `insert into audit_entries select sequence, at + interval '1 second', trace_id, kind, operation, document, fields, role, actor,
     purpose, outcome, code, read, changed, cases, previous, hash from kept where sequence = 5`,
  );
  expect(await faults()).toEqual([expect.stringContaining('Entry 5 of')]);
});

test('A head that was edited, or signed by somebody else, is none', async () => {
  const [file = ''] = readdirSync(join(folder, 'audit-heads'));
  const path = join(folder, 'audit-heads', file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"sequence":10', '"sequence":11'));
  const edited = await readHeads(folder);
  expect(edited.heads.map(({ sequence }) => sequence)).toEqual([20, 30]);
  expect(edited.faults).toEqual([expect.stringContaining(`${file}:1 is no head`)]);
  // A line that was being written when the machine stopped is no fault.
  writeFileSync(path, `${text}{"kind":"head","sequ`);
  expect((await readHeads(folder)).faults).toEqual([]);
  writeFileSync(path, text);
});
