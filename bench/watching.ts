// Clients that watch a case: each subscribes, by WebSocket or by server-sent events, reads what comes, and leaves after a while.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const QUERY = 'subscription Watch($number: ID!) { caseChanged(number: $number) { cursor sequence } }';

export interface Watcher {
  readonly url: string;
  readonly token: string;
  readonly number: string;
  readonly forMs: number;
}

/** How many events came. Throws where the subscription was refused. */
export async function watchBySocket({ url, token, number, forMs }: Watcher): Promise<number> {
  const client = createClient({
    url: url.replace(/^http/, 'ws').concat('/graphql'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  let events = 0;
  const leave = setTimeout(() => void client.dispose(), forMs);
  try {
    for await (const { errors } of client.iterate({ query: QUERY, variables: { number } })) {
      if (errors) throw new Error(`The case ${number} cannot be watched: ${errors[0]?.message}`);
      events += 1;
    }
  } finally {
    clearTimeout(leave);
  }
  return events;
}

/** The same by server-sent events. */
export async function watchByEvents({ url, token, number, forMs }: Watcher): Promise<number> {
  const leaving = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: QUERY, variables: { number } }),
    signal: leaving.signal,
  });
  if (!response.ok || !response.body) throw new Error(`The case ${number} cannot be watched: HTTP ${response.status}`);
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const bytes of response.body as AsyncIterable<Uint8Array>)
      text += decoder.decode(bytes, { stream: true });
  })();
  await Promise.race([reading, sleep(forMs)]);
  leaving.abort();
  await reading.catch(() => undefined);
  return text.split('event: next').length - 1;
}
