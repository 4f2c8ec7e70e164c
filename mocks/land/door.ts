// The staging database's door: listens for partners, and shuts while connections are refused.
import { createServer, type Server, type Socket } from 'node:net';
import type { Proxied } from './connection.ts';
import { serve } from './connection.ts';

export interface Door {
  readonly close: () => Promise<void>;
}

/** Resolves when it listens; `listening` is told the port, which stays the same through refusals. */
export async function openDoor(
  proxied: Proxied,
  wanted: { readonly port: number; readonly listening: (port: number) => void },
): Promise<Door> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    serve(client, proxied);
  });
  await listen(server, wanted.port, proxied.host);
  const port = portOf(server);
  wanted.listening(port);

  let closed = false;
  /** Changes follow one another, so that a door that is still shutting does not open halfway. */
  let turning: Promise<void> = Promise.resolve();
  const turn = async () => {
    const open = !closed && !proxied.misbehaviour.refuseConnections();
    if (open && !server.listening) await listen(server, port, proxied.host);
    if (!open) await shut(server, clients);
  };
  const adjust = () => {
    turning = turning.then(turn);
    return turning;
  };
  proxied.misbehaviour.onChange(() => void adjust());
  await adjust();
  return {
    close: () => {
      closed = true;
      return adjust();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function shut(server: Server, clients: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    if (server.listening) server.close(() => resolve());
    else resolve();
    for (const client of clients) client.destroy();
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
