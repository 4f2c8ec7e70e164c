// One HTTP exchange on Node's own client: no redirect is followed, no proxy asked, nothing decompressed, nothing repeated. Tells
// whether a byte of the request can have left. A library around it cost as much CPU as everything else of a call together.
import http from 'node:http';
import https from 'node:https';

export interface HttpRequest {
  /** Protocol, host and port, which nothing can lead elsewhere: `urlToHttpOptions` of the endpoint. */
  readonly target: http.RequestOptions;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly agent: http.Agent | https.Agent;
  /** Ends the exchange and frees its socket. */
  readonly signal: AbortSignal;
  /** An answer with more bytes breaks the exchange off. */
  readonly responseBytesMax: number;
}

/** `code` is that of Node's error. `sent: false` is certain: no connection was ready to carry a byte. */
export type HttpExchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: http.IncomingHttpHeaders;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly code: string };

const TOO_LARGE = 'ERR_TOO_LARGE';
const CUT_OFF = 'ERR_CUT_OFF';

/** Never rejects. */
export function exchangeHttp(request: HttpRequest): Promise<HttpExchange> {
  const { target, path, method, headers, body, agent, signal, responseBytesMax } = request;
  const secure = target.protocol === 'https:';
  return new Promise((resolve) => {
    let sent = false;
    const depart = () => {
      sent = true;
    };
    const fail = (error: NodeJS.ErrnoException) => resolve({ kind: 'failed', sent, code: error.code ?? error.name });
    const bytes = body === undefined ? undefined : Buffer.from(body, 'utf8');
    const sized = bytes ? { ...headers, 'content-length': String(bytes.length) } : headers;
    const outgoing = (secure ? https : http).request({ ...target, path, method, headers: sized, agent, signal });
    // From here on Node writes at once, so that it counts as sent even where the write itself fails.
    outgoing.once('socket', (socket) => {
      if (outgoing.reusedSocket || !socket.connecting) depart();
      else socket.once(secure ? 'secureConnect' : 'connect', depart);
    });
    outgoing.on('error', fail);
    outgoing.once('response', (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= responseBytesMax) return;
        fail(errorOf(TOO_LARGE));
        answer.destroy();
      });
      answer.on('error', fail);
      answer.once('aborted', () => fail(errorOf(CUT_OFF)));
      answer.once('end', () => {
        if (!answer.complete) return fail(errorOf(CUT_OFF));
        const [only = Buffer.alloc(0)] = chunks;
        const whole = chunks.length > 1 ? Buffer.concat(chunks, length) : only;
        resolve({ kind: 'answered', status: answer.statusCode ?? 0, headers: answer.headers, bytes: whole });
      });
    });
    outgoing.end(bytes);
  });
}

function errorOf(code: string): Error {
  return Object.assign(new Error(code), { code });
}
