// COPY ... FROM STDIN over a pg client: the fastest way to fill a table.
import type pg from 'pg';

/** What pg's connection offers to a query that copies; not in its typings. */
interface CopyConnection {
  readonly stream: NodeJS.WritableStream & { readonly writableNeedDrain: boolean };
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Lines are those of COPY's text format, without the newline. Rejects where the server refuses a line. */
export function copyInto(client: pg.Client, table: string, lines: Iterable<string>): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const query = {
    submit: (connection: CopyConnection) => connection.query(`copy ${table} from stdin`),
    handleCopyInResponse: (connection: CopyConnection) =>
      void send(connection, lines).catch((error: Error) => {
        connection.sendCopyFail('the lines could not be made');
        reject(error);
      }),
    handleCommandComplete: () => {},
    handleReadyForQuery: () => resolve(),
    handleError: (error: Error) => reject(error),
  };
  client.query(query as unknown as pg.Submittable);
  return promise;
}

const CHUNK_CHARACTERS = 64 * 1024;

async function send(connection: CopyConnection, lines: Iterable<string>): Promise<void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    connection.sendCopyFromChunk(Buffer.from(chunk));
    chunk = '';
    await drained(connection);
  }
  connection.sendCopyFromChunk(Buffer.from(chunk));
  connection.endCopyFrom();
}

/** Lets other work of the process run between two chunks, and the socket catch up. */
function drained(connection: CopyConnection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.stream.writableNeedDrain) connection.stream.once('drain', resolve);
    else setImmediate(resolve);
  });
}

/** One line from values; null becomes \N. */
export function copyLine(values: readonly (string | number | null)[]): string {
  return values.map((value) => (value === null ? '\\N' : escaped(value))).join('\t');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const TO_ESCAPE = /[\\\t\n\r]/;

function escaped(value: string | number): string {
  const text = String(value);
  if (!TO_ESCAPE.test(text)) return text;
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}
