// Brings the database to the schema of this code: numbered SQL files, forward only, each applied once.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Session, Store } from './pool.ts';
import { SQLSTATE, sqlstateOf } from './sqlstate.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** Where the files `NNNN_name.sql` stand. */
const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

/** Long enough to rewrite a large table, or to wait for another process that does. */
const STATEMENT_TIMEOUT_MS = 15 * 60_000;
const LOCK_KEY = 0x79_69_63_68;

/**
 * Applies what is missing, in one transaction, and returns the names; one query where nothing is. Several processes
 * may call it at once. Throws without changing anything where a landed file was edited, removed or put in between, or
 * where the database is ahead of this code by more than one step (one step is what a rollback of the code leaves).
 */
export async function migrate(store: Store, migrations: readonly Migration[] = readMigrations()): Promise<string[]> {
  if (missing(migrations, await applied(store)).length === 0) return [];
  return store.transaction(
    async (session) => {
      await session.query('select pg_advisory_xact_lock($1)', [LOCK_KEY]);
      await session.query(
        `create table if not exists schema_migrations (
         number int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`,
      );
      const rest = missing(migrations, await applied(session));
      for (const migration of rest) await apply(session, migration);
      return rest.map(({ name }) => name);
    },
    { statementTimeoutMs: STATEMENT_TIMEOUT_MS },
  );
}

/** The files of a folder in their order. Throws where a name or the numbering is off. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const [, digits, name] = /^(\d{4})_([a-z0-9-]+)\.sql$/.exec(file) ?? [];
    if (digits === undefined || name === undefined || Number(digits) !== index + 1) {
      throw new Error(
        `${join(folder, file)}: expected ${String(index + 1).padStart(4, '0')}_<name>.sql; numbers run from 0001 without gaps`,
      );
    }
    const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
    return {
      number: index + 1,
      name: `${digits}_${name}`,
      sql,
      checksum: createHash('sha256').update(sql).digest('hex'),
    };
  });
}

async function applied(session: Session): Promise<readonly Applied[]> {
  try {
    return await session.query<Applied>('select number, name, checksum from schema_migrations order by number');
  } catch (error) {
    if (sqlstateOf(error) === SQLSTATE.undefinedTable) return [];
    throw error;
  }
}

function missing(migrations: readonly Migration[], landed: readonly Applied[]): readonly Migration[] {
  for (const [index, { name, checksum }] of landed.entries()) {
    const own = migrations[index];
    if (own === undefined) continue;
    if (own.name !== name || own.checksum !== checksum) {
      throw new Error(
        `Migration ${own.name} differs from ${name}, which the database has; restore the file and add a new one instead`,
      );
    }
  }
  const ahead = landed.length - migrations.length;
  if (ahead > 1) {
    throw new Error(
      `The database is ${ahead} migrations ahead of this code, up to ${landed.at(-1)?.name}; run a version that knows at least ${landed.at(-2)?.name}`,
    );
  }
  return migrations.slice(landed.length);
}

async function apply(session: Session, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await session.query(sql);
  } catch (cause) {
    throw new Error(`Migration ${name} failed and nothing was changed: ${(cause as Error).message}`, { cause });
  }
  await session.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
    number,
    name,
    checksum,
  ]);
}
