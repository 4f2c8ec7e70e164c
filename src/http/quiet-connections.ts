// Connections on which nothing is under way keep a server from closing: browsers and balancers open them ahead of need, and
// keep them for minutes after the last answer.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const EVERY_MS = 50;

/** Call before the server listens. The result ends such connections, now and as they come about, until it is stopped. */
export function watchConnections(server: Server): { readonly sweep: () => { readonly stop: () => void } } {
  const silent = new Set<Socket>();
  // Requests come on the socket inside, where there is TLS.
  const opened = 'setSecureContext' in server ? 'secureConnection' : 'connection';
  server.on(opened, (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.prependListener('request', ({ socket }) => silent.delete(socket));
  server.prependListener('upgrade', ({ socket }) => silent.delete(socket));
  const sweepOnce = () => {
    server.closeIdleConnections();
    // The server counts a connection that never asked for anything as one that is about to.
    for (const socket of silent) socket.destroy();
  };
  return {
    sweep: () => {
      sweepOnce();
      const timer = setInterval(sweepOnce, EVERY_MS);
      return { stop: () => clearInterval(timer) };
    },
  };
}
