// pg's client with a guard around its protocol parser: bytes that are no PostgreSQL protocol end the connection as an
// error. Unguarded, the parser throws inside the socket's data event, which would end the process, and buffers a
// message of any announced length.
import type { Duplex } from 'node:stream';
import pg from 'pg';

/** Far above any page of rows that a question allows. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

interface Wire {
  attachListeners(stream: Duplex): void;
  on(event: 'readyForQuery', listener: () => void): void;
}

export class GuardedClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    // A connection that is lost in the middle of a statement fails the statement and is emitted besides; without a
    // listener that would end the process, and the pool listens only while a client is idle.
    this.on('error', () => {});
    // Not in pg's typings, though its own subclasses and pg-pool rely on it; attached again after an upgrade to TLS.
    const wire = (this as unknown as { connection: Wire }).connection;
    const attach = wire.attachListeners.bind(wire);
    let answerBytes = 0;
    wire.on('readyForQuery', () => {
      answerBytes = 0;
    });
    wire.attachListeners = (stream) => {
      const admit = (bytes: number) => {
        answerBytes += bytes;
        return answerBytes <= ANSWER_BYTES_MAX;
      };
      attach(guarded(stream, admit));
    };
  }
}

/** The same stream, whose data listeners destroy it where they throw or where `admit` refuses the bytes. */
function guarded(stream: Duplex, admit: (bytes: number) => boolean): Duplex {
  const listen = stream.on.bind(stream);
  stream.on = ((event: string, listener: (...values: unknown[]) => void) => {
    if (event !== 'data') return listen(event, listener);
    return listen('data', (bytes: Buffer) => {
      if (stream.destroyed) return;
      try {
        if (admit(bytes.length)) listener(bytes);
        else stream.destroy(new Error(`answer larger than ${ANSWER_BYTES_MAX} bytes`));
      } catch (cause) {
        stream.destroy(new Error('answer is no PostgreSQL protocol', { cause }));
      }
    });
  }) as Duplex['on'];
  return stream;
}
