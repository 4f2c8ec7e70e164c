// POSTs of JSON that are in whole by the end of their turn, as nearly all are, to an address that is asked all day: answered without
// the steps that fastify takes for each request. Whatever else comes to the address, and whatever is wrong with a body, is fastify's.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { type Door, type PlainPosts, peekBody, type WholeAnswer } from '../door.ts';
import { readJson } from './json-body.ts';

export interface PlainPostsSettings extends PlainPosts {
  readonly failureOf: (error: unknown) => WholeAnswer;
  readonly answered: (status: number, tookMs: number) => void;
}

/** What else begins like it is another type. */
const JSON_BODY = /^application\/json\s*(?:;|$)/i;

export function openPlainPosts(settings: PlainPostsSettings): Door {
  const { path, bytesMax, takes, answer, failureOf, answered } = settings;
  return (request, response, goOn) => {
    const { method = '', url = '', headers } = request;
    // A page of another site needs headers to read the answer by.
    const isPlain = method === 'POST' && url === path && headers.origin === undefined;
    if (!isPlain || !JSON_BODY.test(headers['content-type'] ?? '') || !takes(headers)) return goOn();
    const startedMs = performance.now();
    // Its body comes in the same turn, where it is small.
    process.nextTick(() => {
      const sent = peekBody(request);
      const read = sent && sent.length <= bytesMax ? readOrNothing(sent, headers) : undefined;
      if (!read) return goOn();
      request.resume();
      response.once('finish', () => answered(response.statusCode, performance.now() - startedMs));
      answer({ method, url, headers, ip: request.socket.remoteAddress ?? '', body: read.body })
        .then((whole) => send(response, whole))
        .catch((error: unknown) => send(response, failureOf(error)));
    });
  };
}

function readOrNothing(sent: Buffer, headers: IncomingHttpHeaders): { readonly body: unknown } | undefined {
  try {
    return { body: readJson(sent, headers['content-type']) };
  } catch {
    // It is refused where all such bodies are.
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, body }: WholeAnswer): void {
  const length = ['content-length', String(Buffer.byteLength(body))];
  response.writeHead(status, [...headers.flat(), ...length]).end(body);
}
