import type { Table } from '../table.ts';

/** One row a line, as it was answered. */
export async function* ndjson({ rows }: Table): AsyncGenerator<Uint8Array> {
  for await (const some of rows) {
    if (some.length > 0) yield Buffer.from(`${some.map((row) => JSON.stringify(row)).join('\n')}\n`);
  }
}
