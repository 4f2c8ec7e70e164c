// One HTTP exchange with the licensing system: signed, bounded, never redirected, never repeated. No business meaning.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { openHttp } from '../wire/http.ts';
import type { Protection } from '../wire/tls.ts';
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
  const { connections, responseBytesMax, tls, appKey } = endpoint;
  const always = { Accept: 'application/json', 'Accept-Encoding': 'identity', appKey };
  const settings = { endpoint: base, connections, headers: always, responseBytesMax, tls };
  const kept = openHttp({ ...settings, keep: true });
  // A kept connection may have been closed at the other end a moment ago, which leaves open whether a submission
  // arrived. On a connection of its own, one that fails to open has surely carried nothing.
  const fresh = openHttp({ ...settings, keep: false });
  const root = base.pathname.replace(/\/+$/, '');
  return {
    exchange: async (request) => {
      const { method, body, query, signal } = request;
      const path = `${root}${request.path}${query ? `?${new URLSearchParams(query)}` : ''}`;
      const client = request.idempotencyKey === undefined ? kept : fresh;
      const ended = await client.exchange({ method, path, headers: headersOf(endpoint, request), body, signal });
      if (ended.kind === 'failed') return { ...ended, fault: faultOf(ended, request) };
      const { status, headers, bytes } = ended.answer;
      const [contentType, retryAfter] = [headers.get('content-type'), headers.get('retry-after')];
      return { kind: 'answered', status, contentType, retryAfter, body: bytes };
    },
    close: () => {
      kept.close();
      fresh.close();
    },
  };
}

function headersOf(endpoint: Endpoint, request: Request): Record<string, string> {
  const requestTime = String(Math.trunc(endpoint.nowMs()));
  return {
    requestTime,
    sign: requestSign(endpoint.appKey, endpoint.secret, requestTime),
    ...(request.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
    ...(/^[\w-]{1,64}$/.test(request.traceId) ? { 'x-request-id': request.traceId } : {}),
  };
}

function faultOf({ sent, code }: { readonly sent: boolean; readonly code: string }, request: Request): DepartmentFault {
  const what = `licensing ${request.method} ${request.path} (trace ${request.traceId})`;
  if (request.signal.aborted) {
    const where = sent ? 'no whole answer' : 'no connection';
    return new DepartmentFault('timeout', `${what}: ${where} before the deadline; see whether the system is slow`);
  }
  if (!sent) {
    return new DepartmentFault('unavailable', `${what}: no connection (${code}); check LICENSING_URL and the network`);
  }
  return new DepartmentFault('broken', `${what}: the answer broke off or is too large (${code}); ask the department`);
}

function pinned(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const plain = url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.search && !url.hash;
  if (!plain) throw new Error('LICENSING_URL must be an http or https URL without credentials, query or fragment');
  return url;
}
