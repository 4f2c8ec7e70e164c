import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/pool.ts';
import { constraintOf, isConnectionLoss, SQLSTATE, sqlstateOf } from '../../src/store/sqlstate.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase();
let store: Store;

beforeAll(async () => {
  store = openStore({ url, connectionsMax: 4, lockTimeoutMs: 300, statementTimeoutMs: 2_000 });
  await store.query('create table account (name text primary key, balance int not null check (balance >= 0))');
});
afterAll(() => store.close());

/** What a promise was rejected with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('It should have failed'),
    (error: unknown) => error,
  );
}

describe('values', () => {
  test('whole numbers arrive as numbers while those are exact, else as digits', async () => {
    const rows = await store.query(
      `select 9007199254740991::int8 as safe, 9007199254740992::int8 as beyond, '-9223372036854775808'::int8 as least`,
    );
    expect(rows).toEqual([{ safe: 9007199254740991, beyond: '9007199254740992', least: '-9223372036854775808' }]);
  });

  test('civil dates and times without a zone stay text, instants become dates', async () => {
    const [row] = await store.query(
      `select date '2026-02-12' as date, timestamp '2026-02-12 08:00' as local, timestamptz '2026-02-12 08:00+08' as instant`,
    );
    expect(row).toEqual({
      date: '2026-02-12',
      local: '2026-02-12 08:00:00',
      instant: new Date('2026-02-12T00:00:00Z'),
    });
  });

  test('arrays hold the same values as columns do', async () => {
    const [row] = await store.query(
      `select array[1, null, 9007199254740993]::int8[] as counts, array['2026-02-12', null]::date[] as dates`,
    );
    expect(row).toEqual({ counts: [1, null, '9007199254740993'], dates: ['2026-02-12', null] });
  });

  test('decimals stay exact, JSON is parsed, rare characters survive', async () => {
    const [row] = await store.query('select 0.10::numeric as amount, $1::jsonb as document', [
      JSON.stringify({ name: '䶮㛃𬱖龴' }),
    ]);
    expect(row).toEqual({ amount: '0.10', document: { name: '䶮㛃𬱖龴' } });
  });
});

describe('statements', () => {
  test('with a name are prepared once for a connection', async () => {
    const single = openStore({ url, connectionsMax: 1 });
    for (const n of [1, 2, 3]) await single.query('select $1::int as n', [n], 'echo');
    const prepared = await single.query('select name from pg_prepared_statements');
    await single.close();
    expect(prepared).toEqual([{ name: 'echo' }]);
  });

  test('that write tell how many rows', async () => {
    expect(await store.run(`insert into account select 'n' || i, 0 from generate_series(1, 5) i`)).toBe(5);
    expect(await store.run(`delete from account where name like 'n%'`)).toBe(5);
    expect(await store.run(`delete from account where name = 'nobody'`)).toBe(0);
  });

  test('end at the time limit, and the connection serves the next one', async () => {
    const quick = openStore({ url, connectionsMax: 1, statementTimeoutMs: 100 });
    expect(sqlstateOf(await failure(quick.query('select pg_sleep(5)')))).toBe(SQLSTATE.queryCanceled);
    expect(await quick.query('select 1 as one')).toEqual([{ one: 1 }]);
    await quick.close();
  });

  test('wait for a lock only so long', async () => {
    await store.query(`insert into account values ('locked', 1)`);
    const error = await store.transaction(async (session) => {
      await session.query(`select from account where name = 'locked' for update`);
      return failure(store.query(`update account set balance = 2 where name = 'locked'`));
    });
    expect(sqlstateOf(error)).toBe(SQLSTATE.lockNotAvailable);
  });

  test('that break a constraint name it', async () => {
    const error = await failure(store.query(`insert into account values ('poor', -1)`));
    expect([sqlstateOf(error), constraintOf(error)]).toEqual([SQLSTATE.checkViolation, 'account_balance_check']);
  });
});

describe('statements in line', () => {
  const backend = 'select pg_backend_pid() as pid';

  test('go down one connection in their order', async () => {
    const begunAt = (index: number) =>
      store.inLine.query<{ pid: number; at: Date }>(
        `select pg_backend_pid() as pid, clock_timestamp() as at, pg_sleep($1)`,
        [index === 0 ? 0.2 : 0],
      );
    const rows = (await Promise.all([0, 1, 2].map(begunAt))).map(([row]) => row);
    expect(new Set(rows.map((row) => row?.pid)).size).toBe(1);
    expect(rows.map((row) => row?.at.getTime())).toEqual(rows.map((row) => row?.at.getTime()).toSorted());
  });

  test('fail alone', async () => {
    const [before, failed, after] = await Promise.allSettled([
      store.inLine.query(backend),
      store.inLine.query('select 1 / 0'),
      store.inLine.query(backend),
    ]);
    expect([before.status, failed.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(after).toEqual(before);
  });

  test('keep the connection no longer than they need it, and get another for one that was lost', async () => {
    const single = openStore({ url, connectionsMax: 1 });
    const [row] = await single.inLine.query<{ pid: number }>(backend);
    const lost = Promise.allSettled([single.inLine.query('select pg_sleep(5)'), single.inLine.query(backend)]);
    await sleep(100);
    await store.query('select pg_terminate_backend($1)', [row?.pid]);
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const [next] = await single.inLine.query<{ pid: number }>(backend);
    expect(next?.pid).not.toBe(row?.pid);
    expect(await single.transaction((session) => session.query('select 1 as one'))).toEqual([{ one: 1 }]);
    await single.close();
  });
});

describe('a transaction', () => {
  test('keeps everything when its work resolves, nothing when it rejects', async () => {
    await store.transaction((session) => session.run(`insert into account values ('kept', 1)`));
    const broken = store.transaction(async (session) => {
      await session.run(`insert into account values ('dropped', 1)`);
      throw new Error('The work failed');
    });
    await expect(broken).rejects.toThrow('The work failed');
    expect(await store.query(`select name from account where name in ('kept', 'dropped')`)).toEqual([{ name: 'kept' }]);
  });

  test('does not pretend to have committed when a statement in it failed and was swallowed', async () => {
    const swallowed = store.transaction(async (session) => {
      await session.run(`insert into account values ('swallowed', 1)`);
      await session.query('select 1 / 0').catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
    expect(await store.query(`select from account where name = 'swallowed'`)).toEqual([]);
  });

  test('writes its last statements with the commit, after all others, and fails where one of them does', async () => {
    await store.query('create table ended (id integer primary key)');
    const other = openStore({ url });
    await store.transaction(async (session) => {
      await session.last('insert into ended values ($1)', [1]);
      expect(await session.query('select id from ended')).toEqual([]);
    });
    await other.last('insert into ended values ($1)', [2]);
    const twice = store.transaction(async (session) => {
      await session.last('insert into ended values ($1)', [1]);
      await session.last('insert into ended values ($1)', [3]);
      return session.run('insert into ended values ($1)', [4]);
    });
    await expect(twice).rejects.toThrow('ended_pkey');
    expect(await other.query('select id from ended order by id')).toEqual([{ id: 1 }, { id: 2 }]);
    await other.close();
  });

  test('carries out what is asked at once in the order in which it is asked', async () => {
    await store.query('create table steps (nth integer generated always as identity, word text)');
    const words = ['a', 'b', 'c', 'd'];
    await store.transaction(async (session) => {
      await Promise.all(words.map((word) => session.run('insert into steps (word) values ($1)', [word])));
    });
    expect((await store.query('select word from steps order by nth')).map(({ word }) => word)).toEqual(words);
  });

  test('returns its connection after a failure of its work', async () => {
    const single = openStore({ url, connectionsMax: 1 });
    const [before] = await single.query('select pg_backend_pid() as pid');
    await failure(single.transaction(() => Promise.reject(new Error('The work failed'))));
    const [after] = await single.query('select pg_backend_pid() as pid');
    await single.close();
    expect(after).toEqual(before);
  });

  test('has the isolation and the time limit that were asked for, and only then', async () => {
    const show = `select current_setting('transaction_isolation') as isolation, current_setting('statement_timeout') as timeout`;
    const special = await store.transaction((session) => session.query(show), {
      isolation: 'serializable',
      statementTimeoutMs: 60_000,
    });
    expect(special).toEqual([{ isolation: 'serializable', timeout: '1min' }]);
    const plain = await store.transaction((session) => session.query(show));
    expect(plain).toEqual([{ isolation: 'read committed', timeout: '2s' }]);
  });
});

describe('a retrying transaction', () => {
  async function increments(transaction: Store['transaction']): Promise<unknown[]> {
    await store.query(`insert into account values ('counter', 0) on conflict (name) do update set balance = 0`);
    const one = () =>
      transaction(
        async (session) => {
          const [row] = await session.query<{ balance: number }>(`select balance from account where name = 'counter'`);
          await sleep(5);
          await session.run(`update account set balance = $1 where name = 'counter'`, [(row?.balance ?? 0) + 1]);
        },
        { isolation: 'serializable' },
      );
    const ends = await Promise.allSettled([1, 2, 3].map(one));
    const [row] = await store.query(`select balance from account where name = 'counter'`);
    return [ends.filter(({ status }) => status === 'rejected').length, row];
  }

  test('tries again after a conflict', async () => {
    expect(await increments(store.retryingTransaction)).toEqual([0, { balance: 3 }]);
  });

  test('is needed for that: the plain one fails', async () => {
    const [failed] = await increments(store.transaction);
    expect(failed).toBeGreaterThan(0);
  });

  test('tries again after its connection was lost', async () => {
    let tries = 0;
    const result = await store.retryingTransaction(async (session) => {
      tries++;
      const [row] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      if (tries === 1) await store.query('select pg_terminate_backend($1)', [row?.pid]);
      return session.query('select 1 as one');
    });
    expect([tries, result]).toEqual([2, [{ one: 1 }]]);
  });

  test('gives up at once on every other failure', async () => {
    let tries = 0;
    const end = store.retryingTransaction(async (session) => {
      tries++;
      return session.query('select 1 / 0');
    });
    await expect(end).rejects.toThrow('division by zero');
    expect(tries).toBe(1);
  });
});

describe('a lost connection', () => {
  test('fails its statement, is told as such, and the next caller gets another one', async () => {
    const single = openStore({ url, connectionsMax: 1 });
    const [row] = await single.query<{ pid: number }>('select pg_backend_pid() as pid');
    const running = failure(single.query('select pg_sleep(5)'));
    await sleep(50);
    await store.query('select pg_terminate_backend($1)', [row?.pid]);
    expect(isConnectionLoss(await running)).toBe(true);
    expect(await single.query('select 1 as one')).toEqual([{ one: 1 }]);
    await single.close();
  });

  test('between two statements of a transaction fails the next of them', async () => {
    const end = store.transaction(async (session) => {
      const [row] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
      await store.query('select pg_terminate_backend($1)', [row?.pid]);
      await sleep(100);
      return session.query('select 1');
    });
    expect(isConnectionLoss(await failure(end))).toBe(true);
  });

  test('to a server that is not there is told as such', async () => {
    const nowhere = openStore({ url: 'postgres://nobody@127.0.0.1:1/none' });
    expect(isConnectionLoss(await failure(nowhere.query('select 1')))).toBe(true);
    await nowhere.close();
  });
});

test('A statement that was prepared while its table was small goes by the index when the table has grown', async () => {
  await store.query(`create table grown (id integer primary key, note text)`);
  await store.query(`alter table grown set (autovacuum_enabled = false)`);
  await store.query(`insert into grown values (0, 'first')`);
  await store.query(`analyze grown`);
  await store.transaction(async (session) => {
    const find = () => session.query(`select note from grown where id = any($1)`, [[1]], 'find-grown');
    for (let use = 0; use < 10; use += 1) await find();
    await session.query(`insert into grown select id, 'note' from generate_series(1, 20000) as id`);
    const scanned = `select seq_tup_read as rows from pg_stat_xact_user_tables where relname = 'grown'`;
    const [before] = await session.query<{ rows: number }>(scanned);
    expect(await find()).toEqual([{ note: 'note' }]);
    const [after] = await session.query<{ rows: number }>(scanned);
    expect(after?.rows).toBe(before?.rows);
  });
});
