// Steps before an HTTP server's own: each answers a request itself, or leaves it as it came.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** Answers, or calls `goOn`, and then nothing has happened yet. */
export type Door = (request: IncomingMessage, response: ServerResponse, goOn: () => void) => void;

/** A request that was read, whichever step did. */
export interface ReadRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip: string;
  /** As JSON says it. */
  readonly body: unknown;
}

export interface WholeAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | Buffer;
}

/** An address whose POSTs may be answered without the server's own steps. */
export interface PlainPosts {
  readonly path: string;
  readonly bytesMax: number;
  /** Whether a request with these headers may be answered so. */
  readonly takes: (headers: IncomingHttpHeaders) => boolean;
  readonly answer: (request: ReadRequest) => Promise<WholeAnswer>;
}

/** The body of a request that came in one piece, left in place for whoever reads it; undefined for any other, and where it is empty. */
export function peekBody(request: IncomingMessage): Buffer | undefined {
  const length = request.readableLength;
  // To read of nothing would end the request before whoever reads it later listens for that.
  if (length === 0 || length !== Number(request.headers['content-length'])) return undefined;
  const body: Buffer | null = request.read();
  if (body === null) return undefined;
  request.unshift(body);
  return body;
}
