// One POST and its bytes. Knows whether anything can have left this machine; nothing of what the bytes mean.
import { DepartmentFault } from '../../src/departments/fault.ts';
import { type HttpAnswer, type HttpExchange, openHttp } from '../wire/http.ts';
import type { Protection } from '../wire/tls.ts';

export interface TransportSettings {
  readonly endpoint: string;
  /** Value of the SOAPAction header, unquoted. */
  readonly action: string;
  /** Connections, and so messages, at once; further callers wait for a free one, within their own deadline. */
  readonly connections: number;
  readonly responseBytesMax: number;
  readonly tls?: Protection;
}

/** `sent: false` is certain: no connection was ready to carry a byte, or the department counted the call out (429). */
export type Exchange =
  | { readonly kind: 'answered'; readonly contentType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly fault: DepartmentFault };

export interface TaxTransport {
  /** Never throws for what the network or the department may do. `name` stands in messages: no personal data. */
  readonly exchange: (document: string, name: string, signal: AbortSignal) => Promise<Exchange>;
  readonly close: () => void;
}

/** Opens no connection yet. Throws where the endpoint is not an http(s) address without credentials. */
export function openTransport(settings: TransportSettings): TaxTransport {
  const endpoint = endpointOf(settings.endpoint);
  const { connections, responseBytesMax, tls } = settings;
  const headers = {
    'Content-Type': 'text/xml; charset=utf-8',
    SOAPAction: `"${settings.action}"`,
    Accept: 'text/xml',
    'Accept-Encoding': 'identity',
  };
  const client = openHttp({ endpoint, connections, keep: true, headers, responseBytesMax, tls });
  const path = `${endpoint.pathname}${endpoint.search}`;

  async function exchange(document: string, name: string, signal: AbortSignal): Promise<Exchange> {
    const ended = await client.exchange({ method: 'POST', path, body: document, signal });
    if (ended.kind === 'answered') return classify(ended.answer, name);
    return { kind: 'failed', sent: ended.sent, fault: networkFault(ended, name, signal) };
  }
  return { exchange, close: client.close };
}

function endpointOf(text: string): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TypeError('TAX_URL is not an http or https address without user and password; correct it');
  }
  return url;
}

/** 200 and 500 carry an envelope. A redirect is not followed: the endpoint is pinned. */
function classify({ status, headers, bytes }: HttpAnswer, name: string): Exchange {
  if (status === 200 || status === 500) {
    return { kind: 'answered', contentType: headers.get('content-type') ?? '', bytes };
  }
  if (status === 429) {
    const fault = new DepartmentFault(
      'unavailable',
      `tax counted ${name} out (HTTP 429)`,
      retryAfter(headers.get('retry-after')),
    );
    return { kind: 'failed', sent: false, fault };
  }
  const what = status >= 300 && status < 400 ? 'a redirect, which is not followed' : 'a status outside its contract';
  return {
    kind: 'failed',
    sent: true,
    fault: new DepartmentFault('broken', `tax answered ${name} with HTTP ${status}: ${what}`),
  };
}

function retryAfter(header = ''): { retryAfterMs?: number } {
  return /^\d{1,6}$/.test(header) ? { retryAfterMs: Number(header) * 1000 } : {};
}

function networkFault(
  { sent, code }: Extract<HttpExchange, { kind: 'failed' }>,
  name: string,
  signal: AbortSignal,
): DepartmentFault {
  if (signal.aborted) {
    return new DepartmentFault(
      'timeout',
      `tax did not answer ${name} within the deadline${sent ? '' : '; nothing was sent'}`,
    );
  }
  if (sent) return new DepartmentFault('broken', `tax broke off while answering ${name} (${code})`);
  return new DepartmentFault('unavailable', `tax could not be reached for ${name} (${code}); nothing was sent`);
}
