import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase();
const store = openStore({ url });
afterAll(() => store.close());

async function until(condition: () => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < 5_000 && !condition(); waitedMs += 10) await sleep(10);
  expect(condition()).toBe(true);
}

test('A notice reaches those who listen on its channel when its transaction commits, and nobody else', async () => {
  const heard: unknown[] = [];
  const elsewhere: unknown[] = [];
  await store.listen('parts', (payload) => heard.push(payload));
  await store.listen('Other "channel"', (payload) => elsewhere.push(payload));
  await store.transaction(async (session) => {
    await session.query(`select pg_notify('parts', 'first')`);
    await sleep(50);
    expect(heard).toEqual([]);
  });
  await store.query(`select pg_notify('Other "channel"', 'second')`);
  await until(() => heard.length + elsewhere.length === 2);
  expect([heard, elsewhere]).toEqual([['first'], ['second']]);
});

test('Who has stopped listening hears nothing more', async () => {
  const heard: unknown[] = [];
  const others: unknown[] = [];
  const stop = await store.listen('stopped', (payload) => heard.push(payload));
  await store.listen('stopped', (payload) => others.push(payload));
  await stop();
  await store.query(`select pg_notify('stopped', 'late')`);
  await until(() => others.length === 1);
  expect(heard).toEqual([]);
});

test('After a lost connection the listener is back by itself and says that notices may be missing', async () => {
  const heard: unknown[] = [];
  await store.listen('lost', (payload) => heard.push(payload));
  await store.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await until(() => heard.includes(undefined));
  await store.query(`select pg_notify('lost', 'again')`);
  await until(() => heard.length === 2);
  expect(heard).toEqual([undefined, 'again']);
});

test('A listener that cannot connect says so', async () => {
  const nowhere = openStore({ url: 'postgres://nobody@127.0.0.1:1/none' });
  await expect(nowhere.listen('parts', () => undefined)).rejects.toThrow('ECONNREFUSED');
  await nowhere.close();
});

test('A connection that is lost again while it comes back harms nothing', async () => {
  const { url: ownUrl } = await createDatabase();
  const [harassed, killer] = [openStore({ url: ownUrl }), openStore({ url: ownUrl })];
  onTestFinished(async () => {
    await Promise.all([harassed.close(), killer.close()]);
  });
  const heard: unknown[] = [];
  for (const channel of ['one', 'two', 'three']) await harassed.listen(channel, (payload) => heard.push(payload));
  for (let kills = 0, since = performance.now(); kills < 20 && performance.now() - since < 10_000; ) {
    const killed = await killer.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    kills += killed.length;
  }
  await until(() => {
    void killer.query(`select pg_notify('three', 'through')`);
    return heard.includes('through');
  });
});
