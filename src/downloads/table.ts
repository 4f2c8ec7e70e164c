// A download as a table: rows as they were answered, and the columns in which they are laid out.

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type Row = { readonly [name: string]: Json };

export type ColumnType = 'TEXT' | 'INTEGER' | 'NUMBER' | 'BOOLEAN' | 'JSON';

export interface Column {
  /** Names of the answer's own fields, joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
  readonly type: ColumnType;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Some at a time, in order; never all at once. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** What stands in a column of a row; null where there is nothing. Lists and objects come as JSON text. */
export function cellOf(row: Row, { path, type }: Column): string | number | boolean | null {
  let value: Json | undefined = row;
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as { readonly [name: string]: Json })[name];
  }
  if (value === null || value === undefined) return null;
  if (type === 'JSON' || typeof value === 'object') return JSON.stringify(value);
  return value;
}
