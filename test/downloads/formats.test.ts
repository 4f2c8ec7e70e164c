import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { type FormatName, formats } from '../../src/downloads/formats/format.ts';
import type { Column, Row } from '../../src/downloads/table.ts';

const TEXT: readonly Column[] = [{ name: 'text', path: ['text'], type: 'TEXT' }];

async function written(name: FormatName, columns: readonly Column[], rows: readonly Row[], some = 3): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const inPieces = async function* () {
    for (let from = 0; from < rows.length; from += some) yield rows.slice(from, from + some);
  };
  for await (const piece of formats[name].write({ columns, rows: inPieces() })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function cell(text: string): Promise<string> {
  const lines = (await written('CSV', TEXT, [{ text }])).toString().slice(1);
  return lines.slice('text\r\n'.length).replace(/\r\n$/, '');
}

test.each(['=1+1', '+1', '@SUM(A1)', '-1+1', '＝1', '\tx'])('A cell cannot begin a formula: %j', async (text) => {
  expect(await cell(text)).toBe(`'${text}`);
});

test('A number stays a number, and one that Excel would round stays itself', async () => {
  expect(await cell('-12.50')).toBe('-12.50');
  expect(await cell('350428190001010015')).toBe('\t350428190001010015');
  expect(await cell('2611230000017')).toBe('2611230000017');
  const figures: readonly Column[] = [{ name: 'n', path: ['n'], type: 'NUMBER' }];
  expect((await written('CSV', figures, [{ n: -1.5 }, { n: null }])).toString()).toBe('\uFEFFn\r\n-1.5\r\n\r\n');
});

test('Commas, quotes and lines within a cell stay within it', async () => {
  expect(await cell('张三,"李四"\n王五')).toBe('"张三,""李四""\n王五"');
});

test('What was put in comes out of NDJSON and Parquet', async () => {
  const columns: readonly Column[] = [
    ...TEXT,
    { name: 'count', path: ['count'], type: 'INTEGER' },
    { name: 'share', path: ['share', 'percent'], type: 'NUMBER' },
    { name: 'is', path: ['is'], type: 'BOOLEAN' },
    { name: 'parts', path: ['parts'], type: 'JSON' },
  ];
  const row = fc.record({
    text: fc.option(fc.string({ unit: 'binary' })),
    count: fc.option(fc.integer()),
    share: fc.option(
      fc.record({ percent: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)) }),
    ),
    is: fc.option(fc.boolean()),
    parts: fc.option(fc.array(fc.string())),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
      const lines = (await written('NDJSON', columns, rows)).toString().split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line))).toEqual(rows);
      const { buffer, byteOffset, byteLength } = await written('PARQUET', columns, rows);
      const file = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
      const read = await parquetReadObjects({ file });
      expect(read).toEqual(
        rows.map(({ text, count, share, is, parts }) => ({
          text,
          count: count === null ? null : BigInt(count),
          share: share === null ? null : share.percent,
          is,
          parts: parts === null ? null : JSON.stringify(parts),
        })),
      );
    }),
    { numRuns: 50 },
  );
});

test('A file of many groups is read back whole', async () => {
  const columns: readonly Column[] = [{ name: 'n', path: ['n'], type: 'INTEGER' }];
  const rows = Array.from({ length: 45_000 }, (_, n) => ({ n }));
  const { buffer, byteOffset, byteLength } = await written('PARQUET', columns, rows, 700);
  const read = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer });
  expect(read.length).toBe(45_000);
  expect(read.at(-1)).toEqual({ n: 44_999n });
});
