// The registry's code tables and its DDL, read from its own artefact as files.
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

function artefact(name: string): string {
  return readFileSync(new URL(`../../adapters/land/contract/${name}`, import.meta.url), 'utf8');
}

export const STAGING_SQL = artefact('staging.sql');
export const INDEXES_SQL = artefact('indexes.sql');
const CODE_TABLES = artefact('code-tables.yaml');
const tables = load(CODE_TABLES) as Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Changes whenever the artefact does. */
export const ARTEFACT = STAGING_SQL + INDEXES_SQL + CODE_TABLES;

/** The code of a meaning in a table; throws where the artefact has none. */
export function codeOf(table: string, meaning: string): string {
  const entry = Object.entries(tables[table] ?? {}).find(([, text]) => text === meaning);
  if (entry === undefined) throw new Error(`table ${table} of code-tables.yaml has no code for ${meaning}`);
  return entry[0];
}
