// The HTTP side: one fastify instance, health, callbacks of departments, and JSON for every failure before and after Apollo.
import { randomUUID } from 'node:crypto';
import type { RequestListener, ServerOptions } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { Cases } from '../cases/cases.ts';
import { DepartmentFault } from '../departments/fault.ts';
import type { Departments } from '../departments/registry.ts';
import type { Door, PlainPosts, WholeAnswer } from '../door.ts';
import { type ErrorCode, errorCodes } from '../errors.ts';
import { type Log, redactMessage } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { limitBodies } from './body-deadline.ts';
import { takeJson } from './json-body.ts';
import { openPlainPosts } from './plain-posts.ts';
import { watchConnections } from './quiet-connections.ts';

/**
 * Not imported: that reads every member of node:http, and one of them, WebSocket, loads a whole other HTTP client (undici), 30 ms of
 * a start and 13 MB for as long as the process lives.
 */
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

const CALLBACK_BYTES_MAX = 256 * 1024;
/** Twenty megabytes over a weak mobile link. */
const LONGEST_REQUEST_MS = 300_000;
const BODY_MAX_MS = 30_000;
/** Longer than balancers keep a connection, so that none sends a request on one that is about to end. */
const KEPT_MS = 72_000;

export interface Http {
  readonly app: FastifyInstance;
  /** Requests come to this door before anything else is done for them. */
  readonly setDoor: (door: Door) => void;
  /** Answers those of one address that need nothing else of this server; the rest is for the route of that address. */
  readonly servePlainPosts: (posts: PlainPosts) => void;
  /** Tells of each request that was answered; `route` is the pattern that it matched. */
  readonly onAnswered: (observe: (answered: Answered) => void) => void;
  readonly serveHealth: (store: Store) => void;
  readonly serveCallbacks: (departments: Departments, cases: Cases) => void;
  /** The URL it listens at. */
  readonly listen: (host: string, port: number) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Answered {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  /** From its first byte to the last of its answer. */
  readonly tookMs: number;
}

export interface HttpSettings {
  /** How long a body may take to come in, uploads aside. */
  readonly bodyMaxMs?: number;
  /** Certificate and key as PEM; without them it is plain HTTP. */
  readonly identity?: { readonly certificate: string; readonly key: string } | undefined;
}

const passOn: Door = (_request, _response, goOn) => goOn();

export function openHttp(log: Log, { bodyMaxMs = BODY_MAX_MS, identity }: HttpSettings = {}): Http {
  const options: ServerOptions = {
    requestTimeout: LONGEST_REQUEST_MS,
    keepAliveTimeout: KEPT_MS,
    // Some clients offer every server HTTP/2 with their requests: only a WebSocket is an upgrade here, the rest are requests.
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  };
  let [door, plainPosts]: [Door, Door] = [passOn, passOn];
  const app = fastify({
    logger: false,
    forceCloseConnections: 'idle',
    serverFactory: (handler) => {
      const serve: RequestListener = (request, response) =>
        door(request, response, () => plainPosts(request, response, () => handler(request, response)));
      if (!identity) return http.createServer(options, serve);
      const { certificate, key } = identity;
      return https.createServer({ ...options, cert: certificate, key, minVersion: 'TLSv1.2' }, serve);
    },
  });
  const connections = watchConnections(app.server);
  limitBodies(app, bodyMaxMs);
  takeJson(app);
  // Text is what a page of another site may send without asking.
  app.removeContentTypeParser('text/plain');
  const observers: ((answered: Answered) => void)[] = [];
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    for (const observe of observers) observe({ method, route, status: reply.statusCode, tookMs: reply.elapsedTime });
    done();
  });
  const failureOf = (error: Fault) => {
    const status = error.statusCode ?? 500;
    const correlationId = randomUUID();
    if (status >= 500) log.error({ err: error, correlationId }, 'a request failed inside');
    const code: ErrorCode = status >= 500 ? 'INTERNAL' : status === 429 ? 'OVERLOADED' : 'BAD_USER_INPUT';
    const message = status >= 500 ? `${errorCodes.INTERNAL.zh}。${errorCodes.INTERNAL.en}` : messageOf(error);
    return { status, body: failure(code, message, correlationId) };
  };
  app.setErrorHandler((error: Fault, _request, reply) => {
    const { status, body } = failureOf(error);
    const waitMs = error.extensions?.retryAfterMs;
    if (waitMs !== undefined) reply.header('retry-after', retryAfterS(waitMs));
    return reply.status(status).send(body);
  });
  app.setNotFoundHandler((request, reply) =>
    reply
      .status(404)
      .send(
        failure(
          'BAD_USER_INPUT',
          `There is nothing at this address for ${request.method}; GraphQL is asked at /graphql.`,
        ),
      ),
  );
  return {
    app,
    setDoor: (opened) => {
      door = opened;
    },
    servePlainPosts: (posts) => {
      const answered = (status: number, tookMs: number) => {
        for (const observe of observers) observe({ method: 'POST', route: posts.path, status, tookMs });
      };
      plainPosts = openPlainPosts({ ...posts, failureOf: (error) => written(failureOf(error as Fault)), answered });
      // Whoever asks from then on is told so by fastify.
      app.addHook('preClose', async () => {
        plainPosts = passOn;
      });
    },
    onAnswered: (observe) => void observers.push(observe),
    serveHealth: (store) => serveHealth(app, store),
    serveCallbacks: (departments, cases) => serveCallbacks(app, departments, cases, log),
    // The address that fastify tells does not know of a server that was made for it.
    listen: async (host, port) => (await app.listen({ host, port })).replace(/^https?:/, identity ? 'https:' : 'http:'),
    close: async () => {
      const sweeping = connections.sweep();
      await app.close().finally(sweeping.stop);
    },
  };
}

interface Fault {
  readonly statusCode?: number;
  readonly message?: string;
  /** Set by fastify. */
  readonly code?: string;
  /** Of a public error. */
  readonly extensions?: { readonly retryAfterMs?: number };
}

/** As the header has it. */
export function retryAfterS(waitMs: number): number {
  return Math.ceil(waitMs / 1_000);
}

/** Where fastify says no more than the name of the status. */
const WORDS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'No body of this Content-Type is taken here; GraphQL takes application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than is taken here; send less at once.',
};

function messageOf({ code = '', message = '' }: Fault): string {
  return WORDS[code] ?? message;
}

function written({ status, body }: { readonly status: number; readonly body: object }): WholeAnswer {
  return { status, headers: [['content-type', 'application/json; charset=utf-8']], body: JSON.stringify(body) };
}

/** The same shape as a GraphQL answer, so that clients have one way to read failures. */
export function failure(code: ErrorCode, message: string, correlationId?: string) {
  return {
    errors: [{ message: redactMessage(message), extensions: { code, ...(correlationId ? { correlationId } : {}) } }],
  };
}

function serveHealth(app: FastifyInstance, store: Store): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await store.query('select 1');
      return { status: 'ready' };
    } catch {
      return reply.status(503).send({ status: 'not ready', reason: 'The database does not answer.' });
    }
  });
}

/** A callback is answered 200 once its steps are committed; anything else makes the department try again. */
function serveCallbacks(app: FastifyInstance, departments: Departments, cases: Cases, log: Log): void {
  app.register(async (scope) => {
    // The signature covers the bytes as they came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: CALLBACK_BYTES_MAX }, (_request, body, done) =>
      done(null, body),
    );
    for (const department of departments.all) {
      const { callback } = department;
      if (!callback) continue;
      scope.post(`/callbacks/${department.code}`, async (request, reply) => {
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        try {
          const steps = callback(body, flatHeaders(request.headers));
          await cases.takeProgress(department.code, steps);
          return { code: '00' };
        } catch (error) {
          if (!(error instanceof DepartmentFault)) throw error;
          log.warn({ department: department.code, reason: error.message }, 'a callback was refused');
          return reply.status(401).send(failure('BAD_USER_INPUT', 'The callback is not signed, stale, or malformed.'));
        }
      });
    }
  });
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
}
