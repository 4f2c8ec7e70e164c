import { beforeAll, expect, test } from 'vitest';
import { given } from '../../src/store/given.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

let store: Store;
beforeAll(async () => {
  // What is planned is told by the connection that planned it.
  store = openStore({ url: (await createDatabase()).url, connectionsMax: 1 });
  await store.query('create table account (id bigint primary key, balance int not null)');
  await store.query('insert into account select id, 10 from generate_series(1, 2000) as id');
  return () => store.close();
});

const RUNS = 12;

/** How often the server made a plan for one execution alone, of so many with a list of one. */
async function plannedAnew(name: string, list: string): Promise<number | undefined> {
  for (let run = 1; run <= RUNS; run += 1) {
    const rows = await store.query(`select balance from account where id = any(${list})`, [[run]], `${name}-any`);
    expect(rows).toEqual([{ balance: 10 }]);
    const written = await store.run(
      `update account set balance = 10 from unnest(${list}) as change (id) where account.id = change.id`,
      [[run]],
      name,
    );
    expect(written).toBe(1);
  }
  const [statement] = await store.query<{ plans: number }>(
    `select sum(custom_plans) as plans from pg_prepared_statements where name like $1`,
    [`${name}%`],
  );
  return Number(statement?.plans);
}

test('A statement that is given its lists is soon planned no more, however short they are', async () => {
  expect(await plannedAnew('given', given('$1::bigint[]'))).toBeLessThanOrEqual(2 * 5);
  expect(await plannedAnew('plain', '$1::bigint[]'), 'without, a short list is planned each time').toBe(2 * RUNS);
});
