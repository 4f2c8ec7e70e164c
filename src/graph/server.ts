// GraphQL on the HTTP side: Apollo Server with its plugins, the doors in front of it, and the addresses.
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/principal.ts';
import type { Door, PlainPosts, WholeAnswer } from '../door.ts';
import { badInput } from '../errors.ts';
import type { Log } from '../log.ts';
import { openAdmission } from './admission/admission.ts';
import { serveEstimates } from './admission/estimate.ts';
import type { TrustedDocuments } from './admission/trusted-documents.ts';
import { ending, recordAnswer, unaudited } from './answering/answer-audit.ts';
import { codeOf, openAnswering, originOf, refusal, textOf } from './answering/answering.ts';
import { type AskedOf, answerPlugin, openSettlement } from './answering/answers.ts';
import { openCrowdDoor } from './answering/crowd-door.ts';
import { GRAPHQL_RESPONSE, JSON_RESPONSE, refusalStatus } from './answering/media-type.ts';
import { type Overload, openOverload, type SentAway } from './answering/overload.ts';
import { openShortWay } from './answering/short-way.ts';
import { openToldAnswers } from './answering/told-answers.ts';
import type { Gateway, RequestContext } from './context.ts';
import { executionPlugin, openExecution } from './execution/execution.ts';
import { formatError } from './format-error.ts';
import { audienceOf, type LimitBreach } from './limits.ts';
import { prefersEvents } from './subscriptions/accept.ts';
import { openEventStreams } from './subscriptions/event-stream.ts';
import { admittedOperations, type LiveLimits, openSeats, type Seats } from './subscriptions/live.ts';
import { openOperations } from './subscriptions/operations.ts';
import { streamPlugin } from './subscriptions/stream.ts';
import { serveWebSockets } from './subscriptions/web-socket.ts';
import { openProtocol } from './subscriptions/web-socket-protocol.ts';

export interface GraphServerDependencies {
  readonly schema: GraphQLSchema;
  readonly gateway: Gateway;
  readonly authenticate: Authenticate;
  readonly log: Log;
  readonly documents: TrustedDocuments;
  /** The development issuer is configured. */
  readonly development: boolean;
  /** Of connections that last. */
  readonly live: LiveLimits;
  readonly meter: Meter;
  readonly http: GraphHttp;
}

/** What GraphQL needs of the HTTP side. */
export interface GraphHttp {
  readonly app: FastifyInstance;
  /** Requests come to this door before anything else is done for them. */
  readonly setDoor: (door: Door) => void;
  /** Answers those that need nothing else of the server; the rest is for the route of the path. */
  readonly servePlainPosts: (posts: PlainPosts) => void;
}

/** Told of every operation, for metrics. */
export interface Meter {
  readonly operation: (observed: { type: string; outcome: string; code: string; tookMs: number }) => void;
  readonly limitBreach: (limit: string, role: string) => void;
  /** Told of every request that was sent away before it began. */
  readonly shed: (who: SentAway | 'connection' | 'subscription') => void;
  readonly watchLive: (live: { readonly connections: Seats; readonly subscriptions: Seats }) => void;
  readonly watchOverload: (overload: Pick<Overload, 'inFlight' | 'limit'>) => void;
}

const PATH = '/graphql';

/** Serves /graphql: one answer to a POST, many by events or by WebSocket. */
export async function serveGraph(dependencies: GraphServerDependencies): Promise<ApolloServer<RequestContext>> {
  const { schema, gateway, authenticate, log, documents, development, live, meter, http } = dependencies;
  const { app } = http;
  const { limits } = gateway;
  const onBreach = ({ limit }: LimitBreach, { principal, traceId }: RequestContext) => {
    meter.limitBreach(limit, audienceOf(principal));
    log.info({ limit, role: principal?.role, traceId }, 'an operation exceeded a limit');
  };
  const open = unaudited(schema);
  const admission = openAdmission(schema, { limits, documents, development, onBreach });
  const settle = openSettlement({
    limits,
    onBreach,
    observe: (type, result, tookMs) => {
      const { outcome, code } = ending(result);
      meter.operation({ type, outcome, code: code ?? 'none', tookMs });
    },
    audit: (context, asked, result) => recordAnswer(context.audit, context, asked, result, open),
  });
  const askedOf: AskedOf = ({ document, operation, queryHash }) => ({
    operation,
    document: queryHash ?? null,
    fields: document && operation ? admission.facts(document, operation).rootFields : [],
  });
  const execution = openExecution(schema, log);
  const told = openToldAnswers(gateway.facts);
  const shortWay = openShortWay({ admission, execution, settle, told });
  const apollo = new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    // A second line behind our own count, which leaves out the spreads themselves.
    maxRecursiveSelections: 4 * limits.selections,
    // A page of somebody else's cannot send any of these without asking first.
    csrfPrevention: { requestHeaders: ['authorization', 'x-apollo-operation-name', 'apollo-require-preflight'] },
    logger: log,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(log)(formatted, error),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // A router could have any answer timed field by field with it.
      ApolloServerPluginInlineTraceDisabled(),
      admission.plugin,
      streamPlugin(log),
      executionPlugin(execution, shortWay.remember),
      answerPlugin(settle, askedOf),
    ],
  });
  await apollo.start();
  const overload = openOverload({ onShed: meter.shed });
  meter.watchOverload(overload);
  http.setDoor(openCrowdDoor({ path: PATH, overload }));
  const seats = openSeats(live.connectionsMax, () => meter.shed('connection'));
  const subscriptions = openSeats(live.subscriptionsMax, () => meter.shed('subscription'));
  meter.watchLive({ connections: seats, subscriptions });
  const operations = admittedOperations(openOperations(apollo, gateway, log), {
    ...{ overload, seats: subscriptions },
    textOf: (request) => textOf(request, documents),
  });
  const events = openEventStreams({ operations, seats, originOf: (request) => originOf(request, authenticate) });
  const protocol = openProtocol({ schema, authenticate, operations, log });
  const messageBytesMax = limits.bodyBytes;
  const webSockets = serveWebSockets(app.server, { path: PATH, protocol, log, messageBytesMax, seats });
  app.addHook('preClose', async () => {
    overload.close();
    await Promise.all([events.close(), webSockets.close()]);
  });
  const answer = openAnswering({ gateway, authenticate, apollo, shortWay, overload, documents });
  http.servePlainPosts({
    path: PATH,
    bytesMax: limits.bodyBytes,
    takes: ({ accept }) => !prefersEvents(accept),
    answer,
  });
  app.route({
    method: ['GET', 'POST'],
    url: PATH,
    bodyLimit: limits.bodyBytes,
    handler: async (request, reply) =>
      prefersEvents(request.headers.accept) ? events.answer(request, reply) : send(reply, await answer(request)),
  });
  serveEstimates(app, {
    path: `${PATH}/cost`,
    bodyBytes: limits.bodyBytes,
    estimate: admission.estimate,
    principalOf: (request) => authenticate(request.headers.authorization),
    refuse: (reply, error) =>
      send(reply, refusal(refusalStatus(codeOf(error), GRAPHQL_RESPONSE), JSON_RESPONSE, error)),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: PATH,
    handler: (_request, reply) => send(reply.header('allow', 'GET, POST'), refusal(405, JSON_RESPONSE, wrongMethod)),
  });
  return apollo;
}

function send(reply: FastifyReply, { status, headers, body }: WholeAnswer): FastifyReply {
  return reply.status(status).headers(Object.fromEntries(headers)).send(body);
}

const wrongMethod = badInput('GraphQL is asked by POST, and read by GET.');
