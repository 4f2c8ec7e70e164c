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
const codes = new Map(
  Object.entries(tables).map(([table, meanings]) => [
    table,
    new Map(Object.entries(meanings).map(([code, meaning]) => [meaning, code])),
  ]),
);

/** Changes whenever the artefact does. */
export const ARTEFACT = STAGING_SQL + INDEXES_SQL + CODE_TABLES;

/** The code of a meaning in a table; throws where the artefact has none. */
export function codeOf(table: string, meaning: string): string {
  const code = codes.get(table)?.get(meaning);
  if (code === undefined) throw new Error(`table ${table} of code-tables.yaml has no code for ${meaning}`);
  return code;
}
