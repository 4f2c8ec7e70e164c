// The registry's code tables, read from its own artefact.
import { z } from 'zod';
import { readArtefact } from '../../wire/artefact.ts';

const tables = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(readArtefact(new URL('../contract/code-tables.yaml', import.meta.url)), { jitless: true });

export type CodeTable = ReadonlyMap<string, string>;

/** Code -> meaning. Throws for a table that the artefact does not have. */
export function codeTable(name: string): CodeTable {
  const table = tables[name];
  if (table === undefined) throw new Error(`code-tables.yaml of the land registry has no table ${name}`);
  return new Map(Object.entries(table));
}

/** The code of a meaning in a table; throws where the artefact has none. */
export function codeOf(table: string, meaning: string): string {
  for (const [code, text] of codeTable(table)) if (text === meaning) return code;
  throw new Error(`table ${table} of the land registry has no code for ${meaning}`);
}

/** Code -> canonical word, by the codes' meanings; codes whose meaning is not listed stay out. */
export function canonicalWords<Word>(table: string, words: Readonly<Record<string, Word>>): ReadonlyMap<string, Word> {
  return new Map(Object.entries(words).map(([meaning, word]) => [codeOf(table, meaning), word]));
}
