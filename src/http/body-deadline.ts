// How long a request may take to come in. The server's own limit is as long as the slowest upload needs; this one is shorter and
// holds for every other request.
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
    const hasBody = raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
    if (hasBody && request.routeOptions.config.longBody !== true) {
      const timer = setTimeout(() => {
        if (raw.complete) return;
        if (!reply.raw.headersSent) raw.socket.write(ANSWER);
        raw.socket.destroySoon();
      }, maxMs);
      raw.once('close', () => clearTimeout(timer));
    }
    done();
  });
}
