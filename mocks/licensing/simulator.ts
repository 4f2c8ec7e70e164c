// Business licensing 市场监管 as integrators meet it: signed REST over HTTP, with everything that goes wrong on that wire.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../request-body.ts';
import type { DepartmentSimulator, Mishap, SimulatorContext } from '../simulator.ts';
import { openCallbacks } from './callbacks.ts';
import { limits } from './contract.ts';
import { garbler } from './garble.ts';
import { accessProblem, type Gate, openGate } from './gate.ts';
import { Register } from './register.ts';
import { type Asked, type Route, routesOf } from './routes.ts';
import { type Answer, bytesOf, failure } from './wire.ts';

const BASE_PATH = '/scjg';
const APP_KEY = 'yichuang';
const APP_SECRET = 'c1f0a6f2-simulated';
const BUSY_RETRY_S = 1;
const MAINTENANCE_RETRY_S = 2;
/** Between taking a request whose reply is lost and dropping the connection. */
const DROP_AFTER_MS = 20;

export const department: DepartmentSimulator = {
  code: 'licensing',
  portOffset: 3,
  environment: (host, port) => ({
    LICENSING_URL: `http://${host}:${port}${BASE_PATH}`,
    LICENSING_APP_KEY: APP_KEY,
    LICENSING_APP_SECRET: APP_SECRET,
  }),
  start: async (context) => {
    const callbacks = openCallbacks(APP_SECRET, context.misbehaviour);
    const register = new Register(context.population, context.applications);
    const routes = routesOf({ applications: context.applications, register, now: context.now });
    context.applications.onStep(callbacks.announce);
    const late = new Set<NodeJS.Timeout>();
    const desk: Desk = { context, routes, gate: openGate(), garble: garbler(context.misbehaviour.garble), late };
    const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
      serve(desk, request, response).catch((cause: unknown) => failed(request, response, cause));
    });
    server.on('connection', () => context.counters.connectionOpened());
    const port = await listen(server, context.host, context.port);
    context.listening(port);
    context.misbehaviour.onChange(() => follow(server, context, port));
    return {
      close: async () => {
        callbacks.close();
        for (const timer of late) clearTimeout(timer);
        await shut(server);
      },
    };
  },
};

interface Desk {
  readonly context: SimulatorContext;
  readonly routes: ReadonlyMap<string, Route>;
  readonly gate: Gate;
  readonly garble: (answer: Buffer) => { readonly bytes: Uint8Array; readonly contentType: string };
  /** Submissions that are still to be applied after their connection was dropped. */
  readonly late: Set<NodeJS.Timeout>;
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://licensing');
  const route = desk.routes.get(`${request.method} ${url.pathname.slice(BASE_PATH.length)}`);
  if (route === undefined || !url.pathname.startsWith(`${BASE_PATH}/`)) return reply(response, failure('01'), 404);
  const body = await readBody(request, limits.requestBytes);
  if (body === undefined) return void request.destroy();
  const text = body.toString('utf8');
  const asked = { query: url.searchParams, text, idempotencyKey: String(request.headers['idempotency-key'] ?? '') };
  const answered = desk.context.counters.message(route.kind === 'poll' ? 'poll' : 'message', route.records(asked));
  response.once('close', answered);
  const leave = desk.gate.enter();
  if (leave === undefined) return reply(response, failure('99'), 429, BUSY_RETRY_S);
  response.once('close', leave);
  const mishap = desk.context.misbehaviour.draw(route.kind);
  if (mishap.delayMs > 0) await sleep(mishap.delayMs);
  await answer(desk, route, asked, mishap, request, response);
}

async function answer(
  desk: Desk,
  route: Route,
  asked: Asked,
  mishap: Mishap,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (mishap.hang) return;
  if (mishap.maintenance) return reply(response, failure('90'), 200, MAINTENANCE_RETRY_S);
  if (mishap.error) return reply(response, failure('99'), 500);
  const problem = accessProblem(request.headers, APP_KEY, APP_SECRET);
  if (problem !== undefined) return reply(response, failure(problem));
  if (mishap.lateApplyMs > 0) return applyLate(desk, () => route.answer(asked), mishap.lateApplyMs, response);
  const given = await route.answer(asked);
  if (mishap.lostReply) return void response.destroy();
  if (mishap.appliedThenError) return reply(response, failure('99'), 500);
  if (!mishap.garble) return reply(response, given);
  const { bytes, contentType } = desk.garble(bytesOf(given));
  response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length }).end(bytes);
}

function applyLate(desk: Desk, apply: () => unknown, afterMs: number, response: ServerResponse): void {
  setTimeout(() => response.destroy(), DROP_AFTER_MS);
  const timer = setTimeout(() => {
    desk.late.delete(timer);
    void apply();
  }, afterMs);
  desk.late.add(timer);
}

/** A caller that went away is nobody's fault; anything else is the simulator's own, and shows as one. */
function failed(request: IncomingMessage, response: ServerResponse, cause: unknown): void {
  if (request.destroyed && !request.complete) return;
  process.stderr.write(`licensing simulator: ${request.method} ${request.url?.split('?')[0]} failed: ${cause}\n`);
  if (response.headersSent) response.destroy();
  else reply(response, failure('99'), 500);
}

function reply(response: ServerResponse, answer: Answer, status = 200, retryAfterS?: number): void {
  const bytes = bytesOf(answer);
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
    })
    .end(bytes);
}

/** Closes or reopens the port as the fault in force says. */
function follow(server: Server, context: SimulatorContext, port: number): void {
  const refuse = context.misbehaviour.refuseConnections();
  if (refuse && server.listening) void shut(server);
  if (!refuse && !server.listening) void listen(server, context.host, port);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
