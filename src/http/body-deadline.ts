// How long a request may take to come in. The server's own limit is as long as the slowest upload needs; this one is shorter and
// holds for every other request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as the server allows; the route minds silence itself. */
    readonly longBody?: boolean;
  }
}

const ANSWER =
  'HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: 0\r\n\r\n';

/** A body that is not in by then is answered 408, and its connection closed. */
export function limitBodies(app: FastifyInstance, maxMs: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { raw } = request;
    // Nearly every body comes with its head, and is in by then.
    process.nextTick(() => {
      if (!raw.complete && request.routeOptions.config.longBody !== true) limit(raw, reply.raw, maxMs);
    });
    done();
  });
}

function limit(raw: IncomingMessage, answer: ServerResponse, maxMs: number): void {
  const timer = setTimeout(() => {
    if (raw.complete) return;
    if (!answer.headersSent) raw.socket.write(ANSWER);
    raw.socket.destroySoon();
  }, maxMs);
  raw.once('close', () => clearTimeout(timer));
}
