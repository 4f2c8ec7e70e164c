// Parquet, one group of rows at a time: what is written leaves at once, and only the places of the groups are kept to the end.
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { type Column, type ColumnType, cellOf, type Row, type Table } from '../table.ts';

const GROUP_ROWS = 20_000;

const types = {
  TEXT: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  JSON: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  INTEGER: { type: 'INT64' },
  NUMBER: { type: 'DOUBLE' },
  BOOLEAN: { type: 'BOOLEAN' },
} as const satisfies Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>>;

export async function* parquet({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, ...types[type], repetition_type: 'OPTIONAL' as const })),
  ];
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'yichuang' });
  let group: Row[] = [];
  const flush = async () => {
    await writer.write({ columnData: columns.map((column) => sourceOf(column, group)), rowGroupSize: GROUP_ROWS });
    group = [];
    return taken(bytes);
  };
  for await (const some of rows) {
    for (const row of some) {
      group.push(row);
      if (group.length === GROUP_ROWS) yield await flush();
    }
  }
  if (group.length > 0) yield await flush();
  await writer.finish();
  yield taken(bytes);
}

function sourceOf(column: Column, rows: readonly Row[]): ColumnSource {
  const data = rows.map((row) => {
    const cell = cellOf(row, column);
    return column.type === 'INTEGER' && typeof cell === 'number' ? BigInt(cell) : cell;
  });
  return { name: column.name, data, offsetIndex: false };
}

/** What was written since; the writer goes on counting from there. */
function taken(bytes: ByteWriter): Uint8Array {
  const written = bytes.getBytes().slice();
  bytes.index = 0;
  return written;
}
