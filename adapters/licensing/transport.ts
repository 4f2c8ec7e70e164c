// One HTTP exchange with the licensing system: signed, bounded, never redirected, never repeated. No business meaning.
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import axios, { AxiosHeaders, type AxiosInstance } from 'axios';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { type Protection, tlsOptions } from '../wire/tls.ts';
import { requestSign } from './signature.ts';

export interface Endpoint {
  /** http(s) URL of the interface; paths are appended to it and nothing else is ever contacted. */
  readonly baseUrl: string;
  readonly appKey: string;
  readonly secret: string;
  readonly nowMs: () => number;
  /** Connections at most, of questions and of submissions each; what finds none free waits until its signal ends it. */
  readonly connections: number;
  /** An answer with more bytes than this is broken. */
  readonly responseBytesMax: number;
  readonly tls?: Protection;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Set for submissions alone. */
  readonly idempotencyKey?: string;
  readonly traceId: string;
  readonly signal: AbortSignal;
}

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly contentType: string | undefined;
  readonly retryAfter: string | undefined;
  readonly body: Uint8Array;
}

/** `sent` is false only where surely no byte of the request left: the department cannot have taken anything. */
export type Exchange = Answered | { readonly kind: 'failed'; readonly sent: boolean; readonly fault: DepartmentFault };

export interface Transport {
  readonly exchange: (request: Request) => Promise<Exchange>;
  readonly close: () => void;
}

/** @throws Error where `baseUrl` is no plain http(s) URL. */
export function openTransport(endpoint: Endpoint): Transport {
  const base = pinned(endpoint.baseUrl);
  const kept = agentsOf(true, endpoint);
  // A kept connection may have been closed at the other end a moment ago, which leaves open whether a submission
  // arrived. On a connection of its own, one that fails to open has surely carried nothing.
  const fresh = agentsOf(false, endpoint);
  const client = axios.create({
    adapter: 'http',
    proxy: false, // Neither HTTP_PROXY nor a redirect may lead a signed request elsewhere.
    maxRedirects: 0,
    decompress: false,
    responseType: 'arraybuffer',
    maxContentLength: endpoint.responseBytesMax,
    validateStatus: () => true,
    transformRequest: [(data: unknown) => data],
    transformResponse: [(data: unknown) => data],
  });
  return {
    exchange: (request) => {
      const agents = request.idempotencyKey === undefined ? kept : fresh;
      return exchange(client, agents, base, endpoint, request);
    },
    close: () => {
      for (const { httpAgent, httpsAgent } of [kept, fresh]) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
    },
  };
}

interface Agents {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

function agentsOf(keepAlive: boolean, { connections, tls }: Endpoint): Agents {
  const options = { keepAlive, maxSockets: connections, maxFreeSockets: connections };
  return { httpAgent: new http.Agent(options), httpsAgent: new https.Agent({ ...options, ...tlsOptions(tls) }) };
}

async function exchange(
  client: AxiosInstance,
  agents: Agents,
  base: string,
  endpoint: Endpoint,
  request: Request,
): Promise<Exchange> {
  const departure = watchDeparture();
  try {
    const response = await client.request<Uint8Array>({
      method: request.method,
      url: `${base}${request.path}${request.query ? `?${new URLSearchParams(request.query)}` : ''}`,
      headers: headersOf(endpoint, request),
      data: request.body === undefined ? undefined : Buffer.from(request.body, 'utf8'),
      signal: request.signal,
      transport: departure.transport,
      ...agents,
    });
    const headers = AxiosHeaders.from(response.headers as AxiosHeaders);
    const header = (name: string) => headers.get(name)?.toString();
    return {
      kind: 'answered',
      status: response.status,
      contentType: header('content-type'),
      retryAfter: header('retry-after'),
      body: response.data,
    };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return { kind: 'failed', sent: departure.sent(), fault: faultOf(cause, departure.sent(), request) };
  }
}

function headersOf(endpoint: Endpoint, request: Request): Record<string, string> {
  const requestTime = String(Math.trunc(endpoint.nowMs()));
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    appKey: endpoint.appKey,
    requestTime,
    sign: requestSign(endpoint.appKey, endpoint.secret, requestTime),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
    ...(/^[\w-]{1,64}$/.test(request.traceId) ? { 'x-request-id': request.traceId } : {}),
  };
}

/**
 * Tells whether a request's bytes may have left. They cannot before a connection stands; once one does, Node writes
 * the request at once, so from then on it counts as sent, even where the write itself fails.
 */
function watchDeparture(): { readonly transport: object; readonly sent: () => boolean } {
  let sent = false;
  const depart = () => {
    sent = true;
  };
  const request = (options: RequestOptions, answer: (message: IncomingMessage) => void): ClientRequest => {
    const secure = options.protocol === 'https:';
    const outgoing = (secure ? https : http).request(options, answer);
    outgoing.once('socket', (socket) => {
      if (outgoing.reusedSocket || !socket.connecting) depart();
      else socket.once(secure ? 'secureConnect' : 'connect', depart);
    });
    return outgoing;
  };
  return { transport: { request }, sent: () => sent };
}

function faultOf(cause: Error, sent: boolean, request: Request): DepartmentFault {
  const what = `licensing ${request.method} ${request.path} (trace ${request.traceId})`;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  if (request.signal.aborted) {
    const where = sent ? 'no whole answer' : 'no connection';
    return new DepartmentFault('timeout', `${what}: ${where} before the deadline; see whether the system is slow`);
  }
  if (!sent) {
    return new DepartmentFault('unavailable', `${what}: no connection (${code}); check LICENSING_URL and the network`);
  }
  return new DepartmentFault('broken', `${what}: the answer broke off or is too large (${code}); ask the department`);
}

function pinned(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const plain = url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.search && !url.hash;
  if (!plain) throw new Error('LICENSING_URL must be an http or https URL without credentials, query or fragment');
  return url.href.replace(/\/+$/, '');
}
