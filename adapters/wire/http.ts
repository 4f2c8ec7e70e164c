// HTTP exchanges with one pinned endpoint, over a bounded number of connections: no redirect is followed, no proxy asked, nothing
// decompressed, nothing repeated. A request and its answer cost a third of what Node's own client takes for them.
import { isIP, type Socket } from 'node:net';
import tls, { type ConnectionOptions } from 'node:tls';
import { type Errand, HttpConnection, type HttpExchange } from './http-connection.ts';
import { shortReadsSocket } from './short-reads.ts';
import { type Protection, tlsOptions } from './tls.ts';

export type { HttpAnswer } from './http-answer.ts';
export type { HttpExchange } from './http-connection.ts';

export interface HttpSettings {
  /** http or https; nothing else is ever contacted. */
  readonly endpoint: URL;
  /** At once; further requests wait for a free one, in the order in which they came. */
  readonly connections: number;
  /** Whether a connection is used again; otherwise one that fails to open has surely carried nothing. */
  readonly keep: boolean;
  /** Of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** An answer with more bytes breaks the exchange off. */
  readonly responseBytesMax: number;
  readonly tls: Protection;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** With the query, as it stands in the request. */
  readonly path: string;
  /** Beside those of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Ends the exchange and frees its socket. */
  readonly signal: AbortSignal;
}

export interface HttpClient {
  /** Rejects only for a path or header that no request can have, which is a mistake in the program. */
  readonly exchange: (request: HttpRequest) => Promise<HttpExchange>;
  /** Breaks off what is under way. */
  readonly close: () => void;
}

/** Idle connections are dropped before a server's usual five seconds, so that a request does not meet a closing one. */
const IDLE_MS = 4_000;
const PATH = /^\/[!-~]*$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t -~]*$/;

/** Opens no connection yet. */
export function openHttp(settings: HttpSettings): HttpClient {
  const open = new Set<HttpConnection>();
  const idle: HttpConnection[] = [];
  const waiting = new Set<Errand>();
  const head = ` HTTP/1.1\r\nHost: ${settings.endpoint.host}\r\n${written(settings.headers)}Connection: ${settings.keep ? 'keep-alive' : 'close'}\r\n`;
  const connectionSettings = {
    ...opening(settings),
    idleMs: settings.keep ? IDLE_MS : 0,
    responseBytesMax: settings.responseBytesMax,
    onFree: (connection: HttpConnection) => {
      const next = takeWaiting();
      if (next) connection.carry(next);
      else idle.push(connection);
    },
    onLeft: (connection: HttpConnection) => {
      open.delete(connection);
      const place = idle.indexOf(connection);
      if (place >= 0) idle.splice(place, 1);
      const next = takeWaiting();
      if (next) begin(next);
    },
  };

  function takeWaiting(): Errand | undefined {
    const [next] = waiting;
    if (next) waiting.delete(next);
    return next;
  }

  function begin(errand: Errand): void {
    const connection = idle.pop() ?? connect();
    if (connection) connection.carry(errand);
    else waiting.add(errand);
  }

  function connect(): HttpConnection | undefined {
    if (open.size >= settings.connections) return undefined;
    const connection = new HttpConnection(connectionSettings);
    open.add(connection);
    return connection;
  }

  function breakOff(errand: Errand, code: string): void {
    if (waiting.delete(errand)) errand.end({ kind: 'failed', sent: false, code });
    else errand.carrier?.breakOff(code);
  }

  return {
    exchange: (request) =>
      new Promise((resolve) => {
        const { signal } = request;
        const text = requestText(head, request);
        const onAbort = () => breakOff(errand, 'ABORTED');
        const end = (ended: HttpExchange) => {
          signal.removeEventListener('abort', onAbort);
          resolve(ended);
        };
        const errand: Errand = { text, end, carrier: undefined };
        if (signal.aborted) return end({ kind: 'failed', sent: false, code: 'ABORTED' });
        signal.addEventListener('abort', onAbort);
        begin(errand);
      }),
    close: () => {
      for (const errand of waiting) breakOff(errand, 'CLOSED');
      for (const connection of open) connection.breakOff('CLOSED');
    },
  };
}

function requestText(head: string, { method, path, headers = {}, body }: HttpRequest): string {
  if (!PATH.test(path)) throw new TypeError('a request cannot have this path');
  const start = `${method} ${path}${head}${written(headers)}`;
  if (body === undefined) return `${start}\r\n`;
  return `${start}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function written(headers: Readonly<Record<string, string>>): string {
  let text = '';
  for (const name in headers) {
    const value = headers[name] ?? '';
    if (!HEADER_NAME.test(name) || !HEADER_VALUE.test(value))
      throw new TypeError(`a request cannot have the header ${name}`);
    text += `${name}: ${value}\r\n`;
  }
  return text;
}

function opening({ endpoint, tls: protection }: HttpSettings): {
  open: () => Socket;
  opened: 'connect' | 'secureConnect';
} {
  const host = endpoint.hostname.replace(/^\[|\]$/g, '');
  if (endpoint.protocol === 'http:') {
    const address = { host, port: Number(endpoint.port || 80) };
    return { open: () => shortReadsSocket().connect(address), opened: 'connect' };
  }
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const address: ConnectionOptions = {
    host,
    port: Number(endpoint.port || 443),
    ...servername,
    ...tlsOptions(protection),
  };
  // By which the next connection spares most of the handshake.
  let session: Buffer | undefined;
  const open = () => {
    const socket = tls.connect(session ? { ...address, session } : address);
    socket.on('session', (fresh) => {
      session = fresh;
    });
    socket.once('error', () => {
      session = undefined;
    });
    return socket;
  };
  return { open, opened: 'secureConnect' };
}
