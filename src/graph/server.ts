// Apollo Server on fastify: who asks, guard, execution, and one shape for every error.
import { randomUUID } from 'node:crypto';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/principal.ts';
import { errorCodes, PublicError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Gateway, openContext, type RequestContext } from './context.ts';
import { formatError } from './format-error.ts';
import { guardOperation, type RootAccess, rootAccess } from './guard.ts';

export interface GraphServerDependencies {
  readonly schema: GraphQLSchema;
  readonly gateway: Gateway;
  readonly authenticate: Authenticate;
  readonly log: Log;
}

const TRACE_HEADER = 'x-correlation-id';
const BODY_BYTES_MAX = 1024 * 1024;

/** Serves POST /graphql. */
export async function serveGraph(
  app: FastifyInstance,
  dependencies: GraphServerDependencies,
): Promise<ApolloServer<RequestContext>> {
  const { schema, gateway, authenticate, log } = dependencies;
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    logger: log,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(log)(formatted, error),
    plugins: [ApolloServerPluginCacheControlDisabled(), guardPlugin(rootAccess(schema)), statusPlugin],
  });
  await apollo.start();
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    bodyLimit: BODY_BYTES_MAX,
    handler: async (request, reply) => {
      const response = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
          body: request.body,
        },
        context: () => contextOf(request, gateway, authenticate),
      });
      for (const [name, value] of response.headers) reply.header(name, value);
      reply.status(response.status ?? 200);
      if (response.body.kind === 'complete') return reply.send(response.body.string);
      return reply.send(response.body.asyncIterator);
    },
  });
  return apollo;
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

async function contextOf(
  request: FastifyRequest,
  gateway: Gateway,
  authenticate: Authenticate,
): Promise<RequestContext> {
  const principal = await authenticate(request.headers.authorization);
  return openContext(gateway, {
    principal,
    traceId: String(request.headers[TRACE_HEADER] ?? '').match(/^[\w-]{8,64}$/)?.[0] ?? randomUUID(),
    statedPurpose: headerText(request.headers['x-purpose']),
    acceptLanguage: headerText(request.headers['accept-language']),
  });
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function guardPlugin(access: RootAccess): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, contextValue }) => {
        if (operation) guardOperation(access, document, operation, contextValue.principal);
      },
    }),
  };
}

/** An operation that was refused whole answers with the status of its code. */
const statusPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, response }) => {
      const [first] = errors;
      const original = first instanceof GraphQLError ? (first.originalError ?? first) : first;
      const refused = original instanceof PublicError && first?.path === undefined ? original : undefined;
      const code = refused?.extensions['code'] as keyof typeof errorCodes | undefined;
      if (code) response.http.status = errorCodes[code].status;
    },
  }),
};
