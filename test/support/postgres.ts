// A fresh database of the run's server for each test file that asks.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/pool.ts';

export interface TestDatabase {
  readonly url: string;
}

/** Empty, with the gateway's schema, or a copy of one that nobody is connected to. Dropped after the file's tests, whoever is still connected. */
export async function createDatabase(
  options: { migrated?: boolean; copyOf?: TestDatabase } = {},
): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { copyOf, migrated } = options;
  const copied = copyOf && new URL(copyOf.url).pathname.slice(1);
  const template = copied ?? (migrated === true ? await migratedTemplate() : 'template0');
  await administer(`create database ${name} template ${template}`);
  afterAll(() => administer(`drop database if exists ${name} with (force)`));
  return { url: urlOf(name) };
}

/** Migrated once for each state of the migrations, then copied: a copy costs a fraction of the statements. */
async function migratedTemplate(): Promise<string> {
  const migrations = readMigrations();
  const name = `migrated_${migrations.at(-1)?.checksum.slice(0, 12) ?? 'empty'}`;
  const client = new pg.Client(inject('postgresUrl'));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(client, name);
  } finally {
    await client.end();
  }
  return name;
}

async function makeTemplate(client: pg.Client, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} template template0`);
  const store = openStore({ url: urlOf(draft) });
  await migrate(store);
  await store.close();
  await client.query(`alter database ${draft} rename to ${name}`);
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'));
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}
