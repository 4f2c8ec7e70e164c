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
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let armed: Armed | undefined;
  let blocked = false;
  const proxy = createServer((client) => {
    if (blocked) return void client.destroy();
    const server = dial(Number(port), hostname);
    const cut = () => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    let awaiting: Armed | undefined;
    client.on('data', (chunk: Buffer) => {
      const hit = armed && chunk.includes(armed.bytes) ? armed : undefined;
      if (hit) armed = undefined;
      if (hit?.when === 'before') {
        cut();
        return hit.done();
      }
      awaiting ??= hit;
      server.write(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      if (!awaiting) return void client.write(chunk);
      // The server is ready for the next statement: it has done this one.
      if (!chunk.includes(READY_FOR_QUERY)) return;
      cut();
      awaiting.done();
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

const READY_FOR_QUERY = Buffer.from([0x5a, 0, 0, 0, 5]);

/** A commit is a simple query; a prepared statement is named in the message that binds its values. */
function marker(statement: string): Buffer {
  return Buffer.from(statement === 'commit' ? 'commit\0' : `\0${statement}\0`);
}
