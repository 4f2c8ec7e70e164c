// The trail as a writer: what is durable, what goes together, what happens when it cannot be written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type AuditContent, chained } from '../../src/audit/entry.ts';
import { readHeads } from '../../src/audit/heads.ts';
import { dropExpired } from '../../src/audit/retention.ts';
import { appendEntries, lockChainEnd, partitionMonths } from '../../src/audit/sql.ts';
import { AuditFault, type AuditTrail, openAuditTrail } from '../../src/audit/trail.ts';
import { verifyTrail } from '../../src/audit/verify.ts';
import { openStore, type Session } from '../../src/store/pool.ts';
import { draft, newPlace, number, type Place, rows } from './place.ts';

async function loseConnections(url: string): Promise<void> {
  const admin = openStore({ url, connectionsMax: 1 });
  await admin
    .run(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    // Another that came later lost this one too.
    .catch(() => undefined)
    .finally(() => admin.close());
}

/** So many are sent before those ahead of them are durable. */
const GROUP = 16;

/** In an object, so that whoever waits for the turn does not wait for the records. */
async function atTurnsEnd(
  recorded: readonly Promise<void>[],
): Promise<{ readonly recorded: Promise<PromiseSettledResult<void>[]> }> {
  const settled = Promise.allSettled(recorded);
  await endOfTurn();
  await endOfTurn();
  return { recorded: settled };
}

function recordGroup(trail: AuditTrail, traceId: string): Promise<void>[] {
  return Array.from({ length: GROUP }, (_, index) => trail.record({ ...draft, traceId: `${traceId}-${index}` }));
}

/** Nobody appends meanwhile, but for whoever uses the session. */
function whileChainIsHeld<Result>(place: Place, work: (session: Session) => Promise<Result>): Promise<Result> {
  return place.holder.transaction(async (session) => {
    await lockChainEnd(session);
    return work(session);
  });
}

function contentOf(traceId: string): AuditContent {
  const { subject, ...content } = draft;
  return { ...content, traceId, actor: subject, read: [], changed: [], cases: [] };
}

describe('Entries', () => {
  let place: Place;
  beforeAll(async () => {
    place = await newPlace();
  });

  test('are durable when recording is done, chained, and name nobody in plain', async () => {
    const trail = await openAuditTrail(place);
    await trail.record(draft);
    await trail.record({ ...draft, changed: [number] });
    const [first, second] = await rows(place.store);
    expect([first?.sequence, second?.sequence]).toEqual([1, 2]);
    expect(second?.previous).toBe(first?.hash);
    expect(JSON.stringify([first, second])).not.toContain(number);
    expect(JSON.stringify([first, second])).not.toContain('clerk-7');
    expect(first?.read).toEqual([place.hashSubject(number)]);
    await trail.close();
  });

  test('that wait together are written together, each once and in turn', async () => {
    const trail = await openAuditTrail(place);
    const before = (await rows(place.store)).length;
    const transactions = () =>
      place.store
        .query<{ n: number }>('select count(distinct xmin::text) as n from audit_entries')
        .then(([row]) => row?.n ?? 0);
    const [startedAt, written] = [performance.now(), await transactions()];
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => trail.record({ ...draft, traceId: `together-${index}` })),
    );
    const took = performance.now() - startedAt;
    expect((await rows(place.store)).length - before).toBe(1_000);
    expect((await transactions()) - written).toBeLessThan(10);
    expect(took).toBeLessThan(5_000);
    expect((await verifyTrail(place.store, [])).faults).toEqual([]);
    await trail.close();
  });

  test('of two gateways form one chain', async () => {
    const other = { ...place, store: openStore({ url: place.url, connectionsMax: 1 }) };
    const trails = [await openAuditTrail(place), await openAuditTrail(other)];
    const before = (await rows(place.store)).length;
    const record = async (index: number) => {
      for (let turn = 0; turn < 25; turn += 1) await trails[index]?.record({ ...draft, traceId: `gateway-${index}` });
    };
    await Promise.all([record(0), record(1)]);
    expect((await rows(place.store)).length - before).toBe(50);
    expect((await verifyTrail(place.store, [])).faults).toEqual([]);
    for (const trail of trails) await trail.close();
    await other.store.close();
  });

  test('are sent in groups before those ahead of them are durable, and stay in turn', async () => {
    const trail = await openAuditTrail(place);
    await trail.record(draft);
    const before = (await rows(place.store)).length;
    await whileChainIsHeld(place, async () => {
      await atTurnsEnd(recordGroup(trail, 'ahead'));
      await atTurnsEnd(recordGroup(trail, 'behind'));
      expect(trail.waiting()).toBe(0);
    });
    await trail.close();
    const traces = await place.store.query<{ trace: string }>(
      `select regexp_replace(trace_id, '-\\d+$', '') as trace from audit_entries order by sequence offset $1`,
      [before],
    );
    expect(traces.map(({ trace }) => trace)).toEqual([
      ...Array.from({ length: GROUP }, () => 'ahead'),
      ...Array.from({ length: GROUP }, () => 'behind'),
    ]);
    expect((await verifyTrail(place.store, [])).faults).toEqual([]);
  });

  test('that are few wait for those that are under way', async () => {
    const trail = await openAuditTrail(place);
    await trail.record(draft);
    const few = await whileChainIsHeld(place, async () => {
      await atTurnsEnd([trail.record(draft)]);
      const { recorded } = await atTurnsEnd([trail.record(draft), trail.record(draft)]);
      expect(trail.waiting()).toBe(2);
      return { recorded };
    });
    expect((await few.recorded).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await trail.close();
  });

  test('that were under way when another gateway was ahead of them follow it, each once', async () => {
    const trail = await openAuditTrail(place);
    await trail.record(draft);
    const before = (await rows(place.store)).length;
    await whileChainIsHeld(place, async (session) => {
      await atTurnsEnd(recordGroup(trail, 'first'));
      await atTurnsEnd(recordGroup(trail, 'second'));
      const end = await lockChainEnd(session);
      await appendEntries(session, end, chained([contentOf('another-gateway')], end, end.at));
    });
    await trail.close();
    expect((await rows(place.store)).length - before).toBe(2 * GROUP + 1);
    expect((await verifyTrail(place.store, [])).faults).toEqual([]);
  });

  test('of a new month lie in a partition of its own, and time never runs backwards in the chain', async () => {
    const trail = await openAuditTrail(place);
    place.setNow(new Date('2026-12-01T00:00:00.000Z'));
    await trail.record(draft);
    place.setNow(new Date('2026-11-30T23:59:59.000Z'));
    await trail.record(draft);
    expect(await partitionMonths(place.store)).toEqual(['2026-11', '2026-12']);
    const last = (await rows(place.store)).slice(-2);
    expect(last.map(({ at }) => at.toISOString())).toEqual(['2026-12-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']);
    expect((await verifyTrail(place.store, [])).faults).toEqual([]);
    await trail.close();
  });
});

describe('Where the trail cannot be written', () => {
  test('recording fails, and goes on once it can be written again', async () => {
    const place = await newPlace();
    const trail = await openAuditTrail(place);
    await place.store.run('alter table audit_chain rename to audit_chain_gone');
    await expect(trail.record(draft)).rejects.toThrow(AuditFault);
    await place.store.run('alter table audit_chain_gone rename to audit_chain');
    await trail.record(draft);
    expect(await rows(place.store)).toHaveLength(1);
    await trail.close();
  });

  test('and too much waits, recording fails at once as overloaded', async () => {
    const place = await newPlace();
    const trail = await openAuditTrail({ ...place, waitingMax: 3 });
    const records = await Promise.allSettled(Array.from({ length: 4 }, () => trail.record(draft)));
    expect(records.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
    expect((records[3] as PromiseRejectedResult).reason).toMatchObject({ overloaded: true });
    await trail.close();
  });

  test('because the connection was lost, what was written all the same is not written twice', async () => {
    const place = await newPlace();
    const trail = await openAuditTrail(place);
    const kills: Promise<void>[] = [];
    const kill = setInterval(() => kills.push(loseConnections(place.url)), 120);
    const settled: PromiseSettledResult<void>[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const [ahead, behind] = [
        await atTurnsEnd(recordGroup(trail, `turn-${2 * turn}`)),
        await atTurnsEnd(recordGroup(trail, `turn-${2 * turn + 1}`)),
      ];
      settled.push(...(await ahead.recorded), ...(await behind.recorded));
    }
    clearInterval(kill);
    await Promise.all(kills);
    await trail.close();
    // Its connections were made after the last was lost.
    const reader = openStore({ url: place.url });
    onTestFinished(() => reader.close());
    const traces = await reader.query<{ trace_id: string; n: number }>(
      'select trace_id, count(*) as n from audit_entries group by trace_id',
    );
    expect(traces.filter(({ n }) => n !== 1)).toEqual([]);
    const kept = new Set(traces.map(({ trace_id }) => trace_id));
    const promised = settled.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [`turn-${Math.floor(index / GROUP)}-${index % GROUP}`] : [],
    );
    expect(promised.filter((trace) => !kept.has(trace))).toEqual([]);
    expect(promised.length).toBeGreaterThan(0);
    expect((await verifyTrail(reader, [])).faults).toEqual([]);
  });
});

describe('Heads', () => {
  test('are signed and on the disk within a second of an entry, and at the end', async () => {
    const place = await newPlace();
    const trail = await openAuditTrail(place);
    await trail.record(draft);
    await expect
      .poll(async () => (await readHeads(place.folder)).heads.map(({ sequence }) => sequence), { timeout: 3_000 })
      .toEqual([1]);
    await trail.record(draft);
    await trail.close();
    const { heads, faults } = await readHeads(place.folder);
    expect([heads.map(({ sequence }) => sequence), faults]).toEqual([[1, 2], []]);
    const [file = ''] = readdirSync(join(place.folder, 'audit-heads'));
    expect(readFileSync(join(place.folder, 'audit-heads', file), 'utf8')).not.toContain(number);
  });
});

test('Months are kept for three years, and what goes then is not missed', async () => {
  const place = await newPlace();
  const trail = await openAuditTrail(place);
  for (const at of ['2023-10-31T23:00:00Z', '2023-11-01T01:00:00Z', '2026-11-20T00:00:00Z']) {
    place.setNow(new Date(at));
    await trail.record(draft);
  }
  await trail.close();
  expect(await dropExpired(place, new Date('2026-11-20T00:00:00Z'))).toEqual(['2023-10']);
  expect(await partitionMonths(place.store)).toEqual(['2023-11', '2026-11']);
  const { heads } = await readHeads(place.folder);
  expect((await verifyTrail(place.store, heads)).faults).toEqual([]);
  // The same without the signed floor is a finding.
  const unsigned = heads.filter(({ kind }) => kind !== 'floor');
  expect((await verifyTrail(place.store, unsigned)).faults).toEqual([expect.stringContaining('Entry 1 is missing')]);
});
