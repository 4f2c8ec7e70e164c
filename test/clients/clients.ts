// The clients that front ends use, as they come, behind one face: each asks, and follows where it can.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache, split } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { parse } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Operation {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Record<string, unknown>;
}

export interface Answer {
  readonly data: unknown;
  readonly codes: readonly string[];
}

export interface Caller {
  readonly ask: (operation: Operation) => Promise<Answer>;
  /** The first answers of a subscription, as many as are wanted; undefined where the client follows nothing. */
  readonly follow?: (operation: Operation, wanted: number) => Promise<readonly unknown[]>;
}

export interface Connection {
  readonly url: string;
  /** No token is shown where it is undefined. */
  readonly token: string | undefined;
}

export type MakeCaller = (connection: Connection) => Caller;

function headersOf({ token }: Connection): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function codesOf(errors: readonly { readonly extensions?: unknown }[] = []): readonly string[] {
  return errors.map(({ extensions }) => String((extensions as { code?: unknown } | undefined)?.code));
}

function socketOf(connection: Connection) {
  return createSocketClient({
    url: `${connection.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headersOf(connection),
    retryAttempts: 0,
  });
}

interface Told {
  readonly data?: unknown;
}

/** Ends the subscription with the last that is wanted. */
async function firstOf(answers: AsyncIterable<Told>, wanted: number): Promise<readonly unknown[]> {
  const taken: unknown[] = [];
  for await (const { data } of answers) {
    taken.push(data);
    if (taken.length === wanted) break;
  }
  return taken;
}

/** Of what tells by calling back. */
function collected(
  subscribe: (sink: { next: (told: Told) => void; error: (error: unknown) => void }) => { unsubscribe: () => void },
  wanted: number,
): Promise<readonly unknown[]> {
  const taken: unknown[] = [];
  return new Promise((resolve, reject) => {
    const subscription = subscribe({
      next: ({ data }) => {
        taken.push(data);
        if (taken.length < wanted) return;
        // Some clients tell the first before they have handed over what to unsubscribe.
        setImmediate(() => subscription.unsubscribe());
        resolve(taken);
      },
      error: reject,
    });
  });
}

/** As the client's own guide asks for: which types a union may be. */
const POSSIBLE_TYPES = {
  SubmitCaseResult: ['CaseReceived', 'CaseDeficient', 'IdempotencyConflict'],
};

const apollo: MakeCaller = (connection) => {
  const socket = socketOf(connection);
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes: POSSIBLE_TYPES }),
    link: split(
      ({ query }) => {
        const definition = getMainDefinition(query);
        return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
      },
      new GraphQLWsLink(socket),
      new HttpLink({ uri: `${connection.url}/graphql`, headers: headersOf(connection) }),
    ),
  });
  return {
    ask: async ({ query, operationName, variables }) => {
      const document = only(query, operationName);
      const isMutation = getMainDefinition(document).kind === 'OperationDefinition' && query.includes('mutation');
      const answer = isMutation
        ? await client.mutate({ mutation: document, variables, errorPolicy: 'all' })
        : await client.query({ query: document, variables, errorPolicy: 'all' });
      const { error } = answer;
      if (error && !CombinedGraphQLErrors.is(error)) throw error;
      return { data: answer.data, codes: codesOf(error?.errors) };
    },
    follow: ({ query, operationName, variables }, wanted) =>
      collected((sink) => client.subscribe({ query: only(query, operationName), variables }).subscribe(sink), wanted),
  };
};

/** Apollo's client sends documents of one operation; fragments aside there is nothing else in them. */
function only(query: string, operationName: string) {
  const document = gql(query);
  const definitions = document.definitions.filter(
    (each) => each.kind !== 'OperationDefinition' || each.name?.value === operationName,
  );
  return { kind: document.kind, definitions };
}

const urql =
  (fetchSubscriptions: boolean): MakeCaller =>
  (connection) => {
    const socket = socketOf(connection);
    const overSocket = subscriptionExchange({
      forwardSubscription: ({ query = '', variables = {} }) => ({
        subscribe: (sink) => ({
          unsubscribe: socket.subscribe({ query, variables } as SubscribePayload, sink as never),
        }),
      }),
    });
    const client = new Client({
      url: `${connection.url}/graphql`,
      exchanges: [cacheExchange, ...(fetchSubscriptions ? [] : [overSocket]), fetchExchange],
      fetchOptions: { headers: headersOf(connection) },
      fetchSubscriptions,
      // Its GET is refused without a header that makes a browser ask first; a token is one.
      preferGetMethod: connection.token === undefined ? false : 'within-url-limit',
    });
    return {
      ask: async ({ query, operationName, variables }) => {
        const document = only(query, operationName);
        const isMutation = query.includes('mutation');
        const { data, error } = await (isMutation
          ? client.mutation(document, variables)
          : client.query(document, variables)
        ).toPromise();
        if (error?.networkError) throw error.networkError;
        return { data, codes: codesOf(error?.graphQLErrors) };
      },
      follow: ({ query, operationName, variables }, wanted) =>
        collected(
          (sink) =>
            client
              .subscription(only(query, operationName), variables)
              .subscribe((told) => (told.error ? sink.error(told.error) : sink.next(told))),
          wanted,
        ),
    };
  };

const graphqlRequest: MakeCaller = (connection) => {
  const client = new GraphQLClient(`${connection.url}/graphql`, {
    headers: headersOf(connection),
    errorPolicy: 'none',
  });
  return {
    ask: async ({ query, operationName, variables }) => {
      try {
        const { data, errors } = await client.rawRequest({
          query: parse(query) as never,
          variables,
          ...{ operationName },
        });
        return { data, codes: codesOf(errors) };
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        return { data: error.response.data, codes: codesOf(error.response.errors) };
      }
    },
  };
};

const webSocket: MakeCaller = (connection) => {
  const client = socketOf(connection);
  return streaming((operation) => client.iterate({ ...operation }));
};

const events: MakeCaller = (connection) => {
  const client = createEventClient({
    url: `${connection.url}/graphql`,
    headers: headersOf(connection),
    retryAttempts: 0,
  });
  return streaming((operation) => client.iterate({ ...operation }));
};

function streaming(iterate: (operation: Operation) => AsyncIterable<Told>): Caller {
  return {
    ask: async (operation) => {
      try {
        for await (const { data, errors } of iterate(operation) as AsyncIterable<Told & { errors?: [] }>) {
          return { data, codes: codesOf(errors) };
        }
      } catch (error) {
        if (Array.isArray(error)) return { data: undefined, codes: codesOf(error) };
        const { response } = error as { response?: Response };
        if (!response) throw error;
        const { errors } = (await response.json()) as { errors: [] };
        return { data: undefined, codes: codesOf(errors) };
      }
      throw new Error(`${operation.operationName} ended without an answer.`);
    },
    follow: (operation, wanted) => firstOf(iterate(operation), wanted),
  };
}

export const hasCurl = spawnSync('curl', ['--version']).status === 0;

const curl: MakeCaller = (connection) => {
  const args = (operation: Operation) => [
    '--silent',
    '--no-buffer',
    `${connection.url}/graphql`,
    '--json',
    JSON.stringify(operation),
    ...Object.entries(headersOf(connection)).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ];
  return {
    ask: (operation) =>
      new Promise((resolve, reject) => {
        execFile('curl', args(operation), (error, text) => {
          if (error) return reject(error);
          const { data, errors } = JSON.parse(text);
          resolve({ data, codes: codesOf(errors) });
        });
      }),
    follow: async (operation, wanted) => {
      const child = spawn('curl', [...args(operation), '--header', 'accept: text/event-stream']);
      const taken: unknown[] = [];
      for await (const line of createInterface(child.stdout)) {
        if (line.startsWith('data: {')) taken.push(JSON.parse(line.slice('data: '.length)).data);
        if (taken.length === wanted) break;
      }
      child.kill();
      return taken;
    },
  };
};

export const clients: readonly (readonly [string, MakeCaller])[] = [
  ['@apollo/client, which follows by graphql-ws', apollo],
  ['@urql/core, which follows by graphql-ws', urql(false)],
  ['@urql/core, which follows by its own fetch', urql(true)],
  ['graphql-request', graphqlRequest],
  ['graphql-ws', webSocket],
  ['graphql-sse', events],
  ['curl', curl],
];
