// Runs operations with the token and the purpose in force, and tells what came.
import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { headersOf, type Session } from './session.ts';

/** `session` is asked for with each operation; `onData` is told of each answer that holds data, introspection aside. */
export function openFetcher(session: () => Session, onData: (data: unknown) => void): Fetcher {
  const url = new URL('/graphql', location.href);
  const socket = new URL(url);
  socket.protocol = url.protocol.replace('http', 'ws');
  const fetcher = createGraphiQLFetcher({
    url: url.href,
    wsClient: createClient({ url: socket.href, connectionParams: () => headersOf(session()) }),
    // Incremental delivery is no part of this endpoint.
    enableIncrementalDelivery: false,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      for (const [name, value] of Object.entries(headersOf(session()))) headers.set(name, value);
      const response = await fetch(input, { ...init, headers });
      const { data } = (await response.clone().json()) as { data?: unknown };
      if (data != null && !isSchema(data)) onData(data);
      return response;
    },
  });
  return fetcher;
}

function isSchema(data: unknown): boolean {
  return typeof data === 'object' && data !== null && '__schema' in data;
}
