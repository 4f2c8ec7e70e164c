// A way to the database that breaks where a test says: a proxy that cuts the connection just before a statement reaches the server,
// or just after the server has done it and before anybody learns of it.
import { createServer, connect as dial, type Socket } from 'node:net';
import { afterAll } from 'vitest';

/** A prepared statement by its name, or `commit`. */
export interface Cut {
  readonly statement: string;
  readonly when: 'before' | 'after';
}

export interface InterruptedPostgres {
  readonly url: string;
  /** Cuts the connection on which the statement comes next; resolves when it has. */
  readonly cutAt: (cut: Cut) => Promise<void>;
  /** Nobody gets through until the result is called. */
  readonly block: () => () => void;
}

interface Armed extends Cut {
  readonly bytes: Buffer;
  readonly done: () => void;
}

export async function interruptPostgres(databaseUrl: string): Promise<InterruptedPostgres> {
  const sockets = new Set<Socket>();
  let armed: Armed | undefined;
  let blocked = false;
  const proxy = createServer((client) => {
    if (blocked) return void client.destroy();
    const server = dial(serverOf(databaseUrl));
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    // What a client says in one go is passed on statement by statement; the start counts as one.
    let passed = 1;
    let done = 0;
    let ending: { readonly hit: Armed; readonly after: number } | undefined;
    let statement: Buffer[] = [];
    const endInTime = () => {
      if (!ending || done < ending.after) return;
      cut();
      ending.hit.done();
    };
    const onSaid = openFrames(true, (frame, type) => {
      if (ending) return;
      if (!STATEMENT_FRAMES.includes(type)) return void server.write(frame);
      statement.push(frame);
      if (!STATEMENT_ENDS.includes(type)) return;
      const bytes = Buffer.concat(statement);
      statement = [];
      const hit = armed && bytes.includes(armed.bytes) ? armed : undefined;
      if (hit) armed = undefined;
      if (hit?.when !== 'before') {
        server.write(bytes);
        passed += 1;
      }
      if (hit) ending = { hit, after: passed };
      endInTime();
    });
    const onAnswered = openFrames(false, (_frame, type) => {
      if (type === READY_FOR_QUERY) done += 1;
    });
    client.on('data', onSaid);
    server.on('data', (chunk: Buffer) => {
      onAnswered(chunk);
      // Nobody learns of the statement after which the connection is cut.
      if (!ending || done < ending.after) client.write(chunk);
      endInTime();
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  afterAll(() => {
    breakAll();
    proxy.close();
  });
  const address = proxy.address();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' ? address?.port : '');
  return {
    url: url.href,
    cutAt: (cut) => new Promise((done) => (armed = { ...cut, bytes: marker(cut.statement), done })),
    block: () => {
      blocked = true;
      breakAll();
      return () => {
        blocked = false;
      };
    },
  };
}

const READY_FOR_QUERY = 'Z';
/** Of the extended and the simple way of asking. */
const STATEMENT_FRAMES = 'PBDECSQ';
const STATEMENT_ENDS = 'SQ';

/** By TCP or by a socket file, as the server is reached. */
export function serverOf(databaseUrl: string) {
  const { hostname, port } = new URL(databaseUrl);
  const host = decodeURIComponent(hostname);
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port: Number(port) };
}

/** Parts PostgreSQL's protocol into its messages: a type, but for a client's first one, a length, and what they say. */
function openFrames(firstIsUntyped: boolean, onFrame: (frame: Buffer, type: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let typeBytes = firstIsUntyped ? 0 : 1;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typeBytes + 4) {
      const length = typeBytes + rest.readInt32BE(typeBytes);
      if (rest.length < length) return;
      const frame = rest.subarray(0, length);
      rest = rest.subarray(length);
      const type = frame.toString('latin1', 0, typeBytes);
      typeBytes = 1;
      onFrame(frame, type === '' ? 'start' : type);
    }
  };
}

/** A commit is a simple query; a prepared statement is named in the message that binds its values. */
function marker(statement: string): Buffer {
  return Buffer.from(statement === 'commit' ? 'commit\0' : `\0${statement}\0`);
}
