// The registry's database: created from its DDL and filled from the population once, then kept.
import pg from 'pg';
import type { Population } from '../population/population.ts';
import { INDEXES_SQL, STAGING_SQL } from './code-tables.ts';
import { copyInto } from './copy.ts';
import { fingerprintOf, slices } from './fill.ts';

export const DATABASE = 'bdc_qzk';
/** The partner's login; development values, the same for every simulator. */
export const PARTNER = { user: 'yichuang_gateway', password: 'development' } as const;

const CONNECTIONS_MAX = 4;

/** Connections of the registry itself. Takes no time where the folder holds this very population. */
export async function openRegistry(serverUrl: string, population: Population): Promise<pg.Pool> {
  const url = new URL(serverUrl);
  url.pathname = `/${DATABASE}`;
  const fingerprint = fingerprintOf(population);
  if ((await presentFingerprint(serverUrl, url.href)) !== fingerprint) {
    await create(serverUrl);
    await fill(url.href, population, fingerprint);
  }
  const pool = new pg.Pool({ connectionString: url.href, max: CONNECTIONS_MAX });
  // A server that restarts takes its idle connections along; the next statement opens another.
  pool.on('error', () => {});
  return pool;
}

/** Undefined where there is no database, or one whose filling did not end. */
async function presentFingerprint(serverUrl: string, url: string): Promise<string | undefined> {
  const exists = await connected(serverUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    return rowCount === 1;
  });
  if (!exists) return undefined;
  return connected(url, async (client) => {
    const { rows } = await client.query<{ made: string | null }>("select to_regclass('bdcdjk.fill') as made");
    if (rows[0]?.made === null) return undefined;
    const filled = await client.query<{ fingerprint: string }>('select fingerprint from bdcdjk.fill');
    return filled.rows[0]?.fingerprint;
  });
}

function create(serverUrl: string): Promise<void> {
  return connected(serverUrl, async (client) => {
    await client.query(`drop database if exists ${DATABASE} with (force)`);
    await client.query(`drop role if exists ${PARTNER.user}`);
    await client.query('drop role if exists qzk_partner');
    await client.query(`create database ${DATABASE} template template0`);
  });
}

function fill(url: string, population: Population, fingerprint: string): Promise<void> {
  return connected(url, async (client) => {
    await client.query(STAGING_SQL);
    await client.query(`create role ${PARTNER.user} login password '${PARTNER.password}' in role qzk_partner`);
    // One transaction with the table's creation or truncation spares the write-ahead log where the server allows.
    await client.query('begin');
    await client.query('truncate bdcdjk.title, bdcdjk.mortgage, bdcdjk.seizure');
    for (const slice of slices(population)) {
      await copyInto(client, 'bdcdjk.title', slice.titles);
      await copyInto(client, 'bdcdjk.mortgage', slice.mortgages);
      await copyInto(client, 'bdcdjk.seizure', slice.seizures);
    }
    await client.query(INDEXES_SQL);
    await client.query('commit');
    await client.query('vacuum analyze');
    await client.query('create table bdcdjk.fill (fingerprint text not null)');
    await client.query('insert into bdcdjk.fill values ($1)', [fingerprint]);
  });
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
