// One request of GraphQL over HTTP, whichever door read it: who asks, whether it is let in, the short way or Apollo's, one answer.
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Authenticate } from '../../access/principal.ts';
import type { ReadRequest, WholeAnswer } from '../../door.ts';
import { badInput, type ErrorCode, PublicError } from '../../errors.ts';
import { redact, redactMessage } from '../../log.ts';
import type { TrustedDocuments } from '../admission/trusted-documents.ts';
import { type Gateway, openContext, type RequestContext, type RequestOrigin } from '../context.ts';
import { contentType, headOf, RETRY_AFTER_S, refusalHeaders } from './answers.ts';
import { acceptedMediaType, JSON_RESPONSE, type MediaType, refusalStatus } from './media-type.ts';
import { type Overload, overloaded, urgencyOf } from './overload.ts';
import { plainRequest, type ShortWay } from './short-way.ts';
import type { WrittenAnswer } from './told-answers.ts';

export interface AnsweringSettings {
  readonly gateway: Gateway;
  readonly authenticate: Authenticate;
  readonly apollo: ApolloServer<RequestContext>;
  readonly shortWay: ShortWay;
  readonly overload: Pick<Overload, 'enter' | 'turn'>;
  readonly documents: TrustedDocuments;
}

const TRACE_HEADER = 'x-correlation-id';
const TRACE_ID = /^[\w-]{8,64}$/;
/** No store on the way keeps what is personal. */
const NOT_STORED = ['cache-control', 'no-store'] as const;

export function openAnswering(settings: AnsweringSettings): (request: ReadRequest) => Promise<WholeAnswer> {
  const { gateway, authenticate, apollo, shortWay, overload, documents } = settings;
  const answerLetIn = async (request: ReadRequest, mediaType: MediaType, context: RequestContext) => {
    const plain = plainRequest(request);
    const known = plain && (await shortWay.answer(plain, context));
    return known ? knownReply(known, mediaType) : longReply(apollo, request, context);
  };
  return async (request) => {
    const mediaType = acceptedMediaType(request.headers.accept);
    if (!mediaType) return refusal(406, JSON_RESPONSE, notAcceptable);
    const origin = await originOf(request, authenticate).catch(publicOnly);
    if (origin instanceof PublicError) return refusal(refusalStatus(codeOf(origin), mediaType), mediaType, origin);
    const leave = overload.enter(urgencyOf(origin.principal, await textOf(request.body, documents)));
    if (!leave) return refusal(refusalStatus('OVERLOADED', mediaType), mediaType, tooMany);
    await overload.turn();
    const answered = gateway.facts.begin();
    return answerLetIn(request, mediaType, openContext(gateway, origin)).finally(() => {
      answered();
      leave();
    });
  };
}

/** The document that is sent, or meant by its hash; undefined where the request says neither. */
export async function textOf(body: unknown, documents: TrustedDocuments): Promise<string | undefined> {
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, extensions } = body as { query?: unknown; extensions?: { persistedQuery?: { sha256Hash?: unknown } } };
  if (typeof query === 'string') return query;
  const hash = extensions?.persistedQuery?.sha256Hash;
  return typeof hash === 'string' ? documents.text(hash) : undefined;
}

/** Rejects with UNAUTHENTICATED where the token is not valid. */
export async function originOf(
  { headers, ip }: Pick<ReadRequest, 'headers' | 'ip'>,
  authenticate: Authenticate,
): Promise<RequestOrigin> {
  return {
    principal: await authenticate(headers.authorization),
    traceId: traceIdOf(headerText(headers[TRACE_HEADER])),
    statedPurpose: headerText(headers['x-purpose']),
    acceptLanguage: headerText(headers['accept-language']),
    address: ip,
  };
}

/** What is told of a request that never became an operation. */
export function refusal(status: number, mediaType: MediaType, error: PublicError): WholeAnswer {
  const { message, extensions } = error;
  return {
    status,
    headers: [...refusalHeaders(codeOf(error)), ['content-type', contentType(mediaType)]],
    body: JSON.stringify({ errors: [{ message: redactMessage(message), extensions }] }),
  };
}

export function codeOf({ extensions }: PublicError): ErrorCode {
  return extensions['code'] as ErrorCode;
}

const tooMany = overloaded(RETRY_AFTER_S);
const notAcceptable = badInput('Answers come as application/graphql-response+json or application/json; accept one.');

function knownReply({ result, body }: WrittenAnswer, mediaType: MediaType): WholeAnswer {
  const { status = 200, headers } = headOf(result, mediaType);
  return { status, headers: [['content-type', contentType(mediaType)], NOT_STORED, ...headers], body };
}

async function longReply(
  apollo: ApolloServer<RequestContext>,
  request: ReadRequest,
  context: RequestContext,
): Promise<WholeAnswer> {
  const { method, url, headers: sent, body: asked } = request;
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: headersOf(sent), search, body: asked },
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('An answer came in parts, which no operation here asks for.');
  return { status: status ?? 200, headers: [...headers, NOT_STORED], body: body.string };
}

function headersOf(sent: IncomingHttpHeaders): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(sent)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function publicOnly(error: unknown): PublicError {
  if (error instanceof PublicError) return error;
  throw error;
}

/** The client's own, where it is fit to be written down: an identifier is none. */
function traceIdOf(stated = ''): string {
  return TRACE_ID.test(stated) && redact(stated) === stated ? stated : randomUUID();
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
