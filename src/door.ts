// A step before an HTTP server's own: it answers a request itself, or leaves it as it came.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers, or calls `goOn`, and then nothing has happened yet. */
export type Door = (request: IncomingMessage, response: ServerResponse, goOn: () => void) => void;

/** The body of a request that came in one piece, left in place for whoever reads it; undefined for any other. */
export function peekBody(request: IncomingMessage): Buffer | undefined {
  if (request.readableLength !== Number(request.headers['content-length'])) return undefined;
  const body: Buffer | null = request.read();
  if (body === null) return undefined;
  request.unshift(body);
  return body;
}
