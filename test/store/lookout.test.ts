import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase();
/** Longer than from one look to the next. */
const A_LOOK_MS = 300;
let store: Store;

beforeAll(async () => {
  const first = openStore({ url });
  await first.query('create table tasks (kind text primary key)');
  await first.close();
});
beforeEach(async () => {
  store = openStore({ url });
  onTestFinished(() => store.close());
  await store.query('truncate tasks');
});

/** How often work of a kind was found. */
function watch(kind: string, everyMs = 0) {
  const seen = { times: 0 };
  const stop = store.watch({
    query: (name) => `select 1 from tasks where kind = ${name}::text`,
    values: () => [kind],
    everyMs,
    found: () => {
      seen.times += 1;
    },
  });
  return Object.assign(seen, { stop });
}

async function until(condition: () => boolean): Promise<void> {
  for (let waitedMs = 0; waitedMs < 5_000 && !condition(); waitedMs += 10) await sleep(10);
  expect(condition()).toBe(true);
}

test('Work that another process left behind is found for as long as it is there, by those whom it concerns alone', async () => {
  const [sent, asked] = [watch('send'), watch('ask')];
  const other = openStore({ url });
  onTestFinished(() => other.close());
  await other.query(`insert into tasks values ('ask')`);
  await until(() => asked.times >= 2);
  expect(sent.times).toBe(0);
  await other.query('delete from tasks');
  await sleep(A_LOOK_MS);
  const before = asked.times;
  await sleep(2 * A_LOOK_MS);
  expect(asked.times).toBe(before);
});

test('However long work lies there, its worker is called no more often than it wants', async () => {
  await store.query(`insert into tasks values ('send'), ('ask')`);
  const [often, seldom] = [watch('send'), watch('ask', 60_000)];
  await until(() => often.times >= 3);
  expect(seldom.times).toBe(1);
});

test('One statement asks for everybody, and who stopped watching is not asked for', async () => {
  const [first, second] = [watch('send'), watch('ask')];
  await store.query(`insert into tasks values ('send'), ('ask')`);
  await until(() => first.times > 0 && second.times > 0);
  const prepared = await store.query<{ statement: string }>(
    `select statement from pg_prepared_statements where name like 'due-work-%'`,
  );
  expect(prepared.some(({ statement }) => statement.match(/from tasks/g)?.length === 2)).toBe(true);
  first.stop();
  const before = [first.times, second.times];
  await until(() => second.times > (before[1] ?? 0) + 1);
  expect(first.times).toBe(before[0]);
});

test('A question that fails is asked again', async () => {
  const work = watch('send');
  await store.query('alter table tasks rename to hidden');
  await sleep(A_LOOK_MS);
  await store.query('alter table hidden rename to tasks');
  await store.query(`insert into tasks values ('send')`);
  await until(() => work.times > 0);
});
