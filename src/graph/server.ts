// Apollo Server on fastify: who asks, whether it is let in, execution, and one shape for every error.
import { randomUUID } from 'node:crypto';
import { ApolloServer, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/principal.ts';
import { badInput, type ErrorCode, PublicError } from '../errors.ts';
import { type Log, redact, redactMessage } from '../log.ts';
import { openAdmission } from './admission.ts';
import { ending, recordAnswer, unaudited } from './answer-audit.ts';
import {
  type AskedOf,
  answerPlugin,
  contentType,
  headOf,
  openSettlement,
  RETRY_AFTER_S,
  refusalHeaders,
} from './answers.ts';
import { type Gateway, openContext, type RequestContext, type RequestOrigin } from './context.ts';
import { type Door, openCrowdDoor } from './crowd-door.ts';
import { serveEstimates } from './estimate.ts';
import { executionPlugin, openExecution } from './execution.ts';
import { formatError } from './format-error.ts';
import { audienceOf, type LimitBreach } from './limits.ts';
import { acceptedMediaType, GRAPHQL_RESPONSE, JSON_RESPONSE, type MediaType, refusalStatus } from './media-type.ts';
import { type Overload, openOverload, overloaded, type SentAway, urgencyOf } from './overload.ts';
import { openShortWay, plainRequest } from './short-way.ts';
import { prefersEvents } from './subscriptions/accept.ts';
import { openEventStreams } from './subscriptions/event-stream.ts';
import { admittedOperations, type LiveLimits, openSeats, type Seats } from './subscriptions/live.ts';
import { openOperations } from './subscriptions/operations.ts';
import { streamPlugin } from './subscriptions/stream.ts';
import { serveWebSockets } from './subscriptions/web-socket.ts';
import { openProtocol } from './subscriptions/web-socket-protocol.ts';
import { openToldAnswers, type WrittenAnswer } from './told-answers.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

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
  readonly setDoor: (door: Door) => void;
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
const TRACE_HEADER = 'x-correlation-id';
const TRACE_ID = /^[\w-]{8,64}$/;

/** Serves /graphql: one answer to a POST, many by events or by WebSocket. */
export async function serveGraph(
  app: FastifyInstance,
  dependencies: GraphServerDependencies,
): Promise<ApolloServer<RequestContext>> {
  const { schema, gateway, authenticate, log, documents, development, live, meter, setDoor } = dependencies;
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
  setDoor(openCrowdDoor({ path: PATH, overload }));
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
  const answerOne = async (
    request: FastifyRequest,
    reply: FastifyReply,
    mediaType: MediaType,
    context: RequestContext,
  ) => {
    const plain = plainRequest(request);
    const known = plain && (await shortWay.answer(plain, context));
    if (known) return send(reply, known, mediaType);
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '',
        body: request.body,
      },
      context: async () => context,
    });
    for (const [name, value] of response.headers) reply.header(name, value);
    reply.status(response.status ?? 200);
    return reply.send(response.body.kind === 'complete' ? response.body.string : response.body.asyncIterator);
  };
  app.route({
    method: ['GET', 'POST'],
    url: PATH,
    bodyLimit: limits.bodyBytes,
    handler: async (request, reply) => {
      if (prefersEvents(request.headers.accept)) return events.answer(request, reply);
      const mediaType = acceptedMediaType(request.headers.accept);
      if (!mediaType) return refuse(reply, 406, JSON_RESPONSE, notAcceptable);
      const origin = await originOf(request, authenticate).catch(publicOnly);
      if (origin instanceof PublicError)
        return refuse(reply, refusalStatus(codeOf(origin), mediaType), mediaType, origin);
      const leave = overload.enter(urgencyOf(origin.principal, await textOf(request.body, documents)));
      if (!leave) return refuse(reply, refusalStatus('OVERLOADED', mediaType), mediaType, tooMany);
      // No store on the way keeps what is personal.
      reply.header('cache-control', 'no-store');
      await overload.turn();
      const answered = gateway.facts.begin();
      return answerOne(request, reply, mediaType, openContext(gateway, origin)).finally(() => {
        answered();
        leave();
      });
    },
  });
  serveEstimates(app, {
    path: `${PATH}/cost`,
    bodyBytes: limits.bodyBytes,
    estimate: admission.estimate,
    principalOf: (request) => authenticate(request.headers.authorization),
    refuse: (reply, error) => refuse(reply, refusalStatus(codeOf(error), GRAPHQL_RESPONSE), JSON_RESPONSE, error),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: PATH,
    handler: (_request, reply) => refuse(reply.header('allow', 'GET, POST'), 405, JSON_RESPONSE, wrongMethod),
  });
  return apollo;
}

function send(reply: FastifyReply, { result, body }: WrittenAnswer, mediaType: MediaType) {
  const { status = 200, headers } = headOf(result, mediaType);
  reply.status(status).header('content-type', contentType(mediaType));
  for (const [name, value] of headers) reply.header(name, value);
  return reply.send(body);
}

/** The document that is sent, or meant by its hash; undefined where the request says neither. */
async function textOf(body: unknown, documents: TrustedDocuments): Promise<string | undefined> {
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, extensions } = body as { query?: unknown; extensions?: { persistedQuery?: { sha256Hash?: unknown } } };
  if (typeof query === 'string') return query;
  const hash = extensions?.persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? documents.text(hash) : undefined;
}

const tooMany = overloaded(RETRY_AFTER_S);
const notAcceptable = badInput('Answers come as application/graphql-response+json or application/json; accept one.');
const wrongMethod = badInput('GraphQL is asked by POST, and read by GET.');

function publicOnly(error: unknown): PublicError {
  if (error instanceof PublicError) return error;
  throw error;
}

function codeOf({ extensions }: PublicError): ErrorCode {
  return extensions['code'] as ErrorCode;
}

/** Refuses a request before it is an operation. */
function refuse(reply: FastifyReply, status: number, mediaType: MediaType, error: PublicError): FastifyReply {
  const { message, extensions } = error;
  return reply
    .status(status)
    .headers({ ...Object.fromEntries(refusalHeaders(codeOf(error))), 'content-type': contentType(mediaType) })
    .send(JSON.stringify({ errors: [{ message: redactMessage(message), extensions }] }));
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

export async function originOf({ headers, ip }: FastifyRequest, authenticate: Authenticate): Promise<RequestOrigin> {
  return {
    principal: await authenticate(headers.authorization),
    traceId: traceIdOf(headerText(headers[TRACE_HEADER])),
    statedPurpose: headerText(headers['x-purpose']),
    acceptLanguage: headerText(headers['accept-language']),
    address: ip,
  };
}

/** The client's own, where it is fit to be written down: an identifier is none. */
function traceIdOf(stated = ''): string {
  return TRACE_ID.test(stated) && redact(stated) === stated ? stated : randomUUID();
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
