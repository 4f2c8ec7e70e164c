// A worker is alive for as long as its session: it takes another number with another session, and leaves nothing behind.
import { createServer, connect as dial } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/pool.ts';
import { openPresence, PRESENCE_LOCKS } from '../../src/store/presence.ts';
import { serverOf } from '../cases/interrupted-postgres.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase();
const store = openStore({ url, connectionsMax: 1 });
afterAll(() => store.close());

/** Numbers of the workers that the database sees. */
async function workers(): Promise<readonly number[]> {
  const rows = await store.query<{ objid: number }>(
    `select objid::int as objid from pg_locks where locktype = 'advisory' and classid = $1
     and database = (select oid from pg_database where datname = current_database())`,
    [PRESENCE_LOCKS],
  );
  return rows.map(({ objid }) => objid);
}

async function endSessions(): Promise<void> {
  await store.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where application_name = 'yichuang presence' and datname = current_database()`,
  );
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < 5_000 && !(await condition()); waitedMs += 20) await sleep(20);
  expect(await condition()).toBe(true);
}

test('Whoever loses the session comes back under another number', async () => {
  const presence = await openPresence(url);
  const before = presence.worker();
  expect(await workers()).toEqual([before]);
  await endSessions();
  await until(() => presence.worker() === null);
  await until(() => presence.worker() !== null);
  expect(presence.worker()).not.toBe(before);
  expect(await workers()).toEqual([presence.worker()]);
  await presence.close();
  await until(async () => (await workers()).length === 0);
});

test('Whoever closes while coming back leaves no session behind', async () => {
  const way = await slowWay();
  const presence = await openPresence(way.url);
  way.delayMs = 300;
  await endSessions();
  await until(() => way.waiting > 0);
  await presence.close();
  expect(presence.worker()).toBeNull();
  await sleep(500);
  expect(await workers()).toEqual([]);
  expect(presence.worker()).toBeNull();
});

/** A way to the database on which each connection waits before it is let through. */
async function slowWay() {
  const way = { url: '', delayMs: 0, waiting: 0 };
  const proxy = createServer(async (client) => {
    client.on('error', () => undefined);
    way.waiting += Number(way.delayMs > 0);
    await sleep(way.delayMs);
    const server = dial(serverOf(url));
    server.on('error', () => client.destroy());
    server.once('close', () => client.destroy());
    client.once('close', () => server.destroy());
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void proxy.close());
  const through = new URL(url);
  const address = proxy.address();
  through.port = String(typeof address === 'object' ? address?.port : '');
  through.hostname = '127.0.0.1';
  way.url = through.href;
  return way;
}
