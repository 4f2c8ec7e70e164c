// GraphQL over server-sent events, one connection for each operation. Writes no faster than its reader reads, and leaves one
// who reads nothing: to resume with a cursor costs less than to keep what nobody takes.
import { once } from 'node:events';
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { createHandler, type Request } from 'graphql-sse';
import { type ErrorCode, errorCodes, PublicError } from '../../errors.ts';
import type { RequestOrigin } from '../context.ts';
import { type Lifetime, openLifetime } from './lifetime.ts';
import { type Seats, tooMuch } from './live.ts';
import type { Answer, OperationRequest, Operations } from './operations.ts';
import { openPace, type Pace } from './pace.ts';

export interface EventStreams {
  /** Answers a request whose reader wants events. */
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  /** Completes every stream; resolves when their last bytes are out, or their readers are left. */
  readonly close: () => Promise<void>;
}

export interface EventStreamSettings {
  /** Who asks; rejects with UNAUTHENTICATED. */
  readonly originOf: (request: FastifyRequest) => Promise<RequestOrigin>;
  readonly operations: Operations;
  /** One for each stream, shared with WebSockets. */
  readonly seats: Seats;
  /** A reader that takes nothing for this long is left. */
  readonly stalledMs?: number;
}

type Refused = Extract<Answer, { kind: 'refused' }>;

interface Exchange {
  readonly origin: RequestOrigin;
  readonly lifetime: Lifetime;
  readonly pace: Pace;
  /** Set where the answer is a status, and no stream. */
  refused?: Refused;
}

const STALLED_MS = 30_000;
const CLOSING_MS = 5_000;
/** Whoever lacks a right, sends the wrong method or comes when it is full learns it from the status; other errors are events. */
const STATUSES: ReadonlySet<number> = new Set([401, 403, 405, 503]);
/** Nothing on the way may hold events back to compress or collect them. */
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
} as const;

export function openEventStreams(settings: EventStreamSettings): EventStreams {
  const { originOf, operations, seats, stalledMs = STALLED_MS } = settings;
  const open = new Map<ServerResponse, { readonly lifetime: Lifetime; readonly finished: Promise<void> }>();
  let closing = false;

  const handle = createHandler<FastifyRequest, Exchange>({
    // No reservations: every stream carries one operation.
    authenticate: () => null,
    onSubscribe: async ({ context, method }, params) => {
      const { origin, lifetime } = context;
      const session = { origin, signal: lifetime.signal, mayMutate: method === 'POST' };
      const answer = await operations(params as OperationRequest, session);
      if (answer.kind !== 'refused' || !STATUSES.has(answer.status)) return eventsOf(answer) as AsyncIterable<object>;
      context.refused = answer;
      return [null, { status: answer.status, statusText: '' }];
    },
    onNext: (_context, request) => request.context.pace.room(),
  });

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const leave = closing ? undefined : seats.take();
    if (!leave) return refuse(reply, tooMuch);
    try {
      return await admitted(request, reply);
    } finally {
      leave();
    }
  };

  const admitted = async (request: FastifyRequest, reply: FastifyReply) => {
    const origin = await originOf(request).catch(asRefused);
    if ('kind' in origin) return refuse(reply, origin);
    const media =
      request.method === 'POST' ? request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() : null;
    // Exactly this type makes a browser ask first, so that no other site can send it.
    if (media !== null && media !== 'application/json')
      return fail(reply, 415, 'Send the operation as application/json.');
    const exchange: Exchange = { origin, lifetime: openLifetime(origin.principal), pace: openPace() };
    const finished = exchangeEvents(request, reply, exchange).finally(() => {
      exchange.lifetime.end();
      open.delete(reply.raw);
    });
    open.set(reply.raw, { lifetime: exchange.lifetime, finished: finished.then(nothing, nothing) });
    return finished;
  };

  const exchangeEvents = async (request: FastifyRequest, reply: FastifyReply, exchange: Exchange): Promise<unknown> => {
    const { raw } = reply;
    raw.once('close', () => {
      exchange.lifetime.end();
      exchange.pace.end();
    });
    const [body, { status }] = await handle(libraryRequest(request, exchange));
    if (exchange.refused) return refuse(reply, exchange.refused);
    if (typeof body === 'string' || body === null) return fail(reply, status, messageOf(body));
    reply.hijack();
    raw.once('close', () => void body.return(undefined));
    raw.on('error', nothing);
    raw.writeHead(status, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...HEADERS });
    if (raw.destroyed) await body.return(undefined);
    await write(raw, body, exchange.pace, stalledMs);
    return undefined;
  };

  return {
    answer,
    close: async () => {
      closing = true;
      const streams = [...open];
      for (const [, { lifetime }] of streams) lifetime.end();
      const late = sleep(CLOSING_MS, undefined, { ref: false });
      await Promise.race([Promise.all(streams.map(([, { finished }]) => finished)), late]);
      for (const raw of open.keys()) raw.destroy();
    },
  };
}

function libraryRequest(request: FastifyRequest, exchange: Exchange): Request<FastifyRequest, Exchange> {
  const { method, url, body } = request;
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  return {
    method,
    // The library asks for a text even where the document goes by its hash.
    url: new URL(url, 'http://gateway').searchParams.has('query')
      ? url
      : `${url}${url.includes('?') ? '&' : '?'}query=`,
    headers: { get: (name) => (name === 'accept' ? 'text/event-stream' : headerOf(request, name)) },
    body: isObject ? { query: '', ...body } : '[]',
    raw: request,
    context: exchange,
  };
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** What ends with an error ends with an event that carries it: there is no other way to tell. */
async function* eventsOf(answer: Answer): AsyncGenerator<FormattedExecutionResult> {
  if (answer.kind === 'refused') yield { errors: answer.errors };
  if (answer.kind === 'single') yield answer.result;
  if (answer.kind !== 'stream') return;
  try {
    yield* answer.results;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    yield { errors: [error as unknown as GraphQLFormattedError] };
  }
}

async function write(raw: ServerResponse, body: AsyncIterable<string>, pace: Pace, stalledMs: number): Promise<void> {
  for await (const chunk of body) {
    if (raw.destroyed) break;
    if (!raw.write(chunk)) await drained(raw, stalledMs);
    if (chunk.startsWith('event: next')) pace.took();
  }
  raw.end();
}

async function drained(raw: ServerResponse, stalledMs: number): Promise<void> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  raw.once('close', leave);
  const stalled = setTimeout(() => raw.destroy(), stalledMs);
  await once(raw, 'drain', { signal: gone.signal }).catch(nothing);
  clearTimeout(stalled);
  raw.off('close', leave);
}

function asRefused(error: unknown): Refused {
  if (error instanceof PublicError) return refused(error);
  throw error;
}

function refused({ message, extensions }: PublicError): Refused {
  const { status } = errorCodes[extensions['code'] as ErrorCode];
  return { kind: 'refused', errors: [{ message, extensions }], status, headers: new Map() };
}

function refuse(reply: FastifyReply, { status, errors, headers }: Refused): FastifyReply {
  return reply.status(status).headers(Object.fromEntries(headers)).send({ errors });
}

function fail(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply.status(status).send({ errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] });
}

/** The library's own refusals say in English what is wrong with the request, without a code. */
function messageOf(body: string | null): string {
  const parsed = body === null ? {} : (JSON.parse(body) as { errors?: readonly { message: string }[] });
  return parsed.errors?.[0]?.message ?? 'The request is not one of GraphQL over HTTP.';
}

function nothing(): void {}
