// Rows of a finished job, kept as compressed lines, a piece at a time: neither writing nor reading holds more than one.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Store } from '../store/pool.ts';
import { pieceOf } from './sql/downloads.ts';
import type { Row } from './table.ts';

const [compress, expand] = [promisify(gzip), promisify(gunzip)];
/** What a piece may come to at most; more is a sign that something else than a piece was stored. */
const EXPANDED_MAX = 64 * 1024 * 1024;

export async function packed(rows: readonly Row[]): Promise<Buffer> {
  return compress(rows.map((row) => JSON.stringify(row)).join('\n'));
}

export async function* rowsOfPieces(store: Store, id: string): AsyncGenerator<readonly Row[]> {
  for (let ordinal = 0; ; ordinal += 1) {
    const content = await pieceOf(store, id, ordinal);
    if (content === undefined) return;
    const text = (await expand(content, { maxOutputLength: EXPANDED_MAX })).toString();
    yield text.split('\n').map((line) => JSON.parse(line) as Row);
  }
}
