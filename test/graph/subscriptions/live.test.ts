// What a replica holds open at most, and that operations on what is open are let in as requests are.
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openOverload, type SentAway } from '../../../src/graph/answering/overload.ts';
import { admittedOperations, openSeats } from '../../../src/graph/subscriptions/live.ts';
import type { Answer, OperationSession } from '../../../src/graph/subscriptions/operations.ts';
import { CASE_FEED, codeOf, follow, socketClient, until } from './collecting.ts';
import { runReplicas, tokenOf } from './replicas.ts';

const town = await runReplicas(1, 2_000, { LIVE_CONNECTIONS_MAX: '2', SUBSCRIPTIONS_MAX: '2' });
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const authorization = `Bearer ${await tokenOf({ role: 'window', purpose: 'acceptance' })}`;

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(town.socketUrl, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

function refusal(): Promise<IncomingMessage> {
  const socket = new WebSocket(town.socketUrl, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  return once(socket, 'unexpected-response').then(([, response]) => response as IncomingMessage);
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${town.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

async function emptied(name: string): Promise<void> {
  while ((await metric(name)) > 0) await sleep(10);
}

test('Whoever comes when all places are taken is told when to come back, by WebSocket and by events, and finds one that was left', async () => {
  await emptied('graphql_live_connections');
  const [first] = [await openSocket(), await openSocket()];
  expect(await metric('graphql_live_connections')).toBe(2);
  const { statusCode, headers } = await refusal();
  expect([statusCode, headers['retry-after']]).toEqual([503, '5']);
  const stream = await fetch(`${town.url}/graphql?query={__typename}`, {
    headers: { accept: 'text/event-stream', authorization },
  });
  expect([stream.status, stream.headers.get('retry-after')]).toEqual([503, '5']);
  expect(codeOf(((await stream.json()) as { errors: unknown[] }).errors[0])).toBe('OVERLOADED');
  expect(await metric('graphql_requests_shed_total{urgency="connection"}'.replace(/[{}]/g, '\\$&'))).toBe(2);
  first.close();
  await once(first, 'close');
  await until(() => first.readyState === first.CLOSED);
  while ((await metric('graphql_live_connections')) > 1) await sleep(10);
  await openSocket();
});

test('A handshake that fails takes no place', async () => {
  await emptied('graphql_live_connections');
  const address = new URL(town.url);
  for (let time = 0; time < 3; time += 1) {
    const socket = connect(Number(address.port), address.hostname);
    socket.write('GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toContain('HTTP/1.1 4');
    socket.destroy();
  }
  await emptied('graphql_live_connections');
  await openSocket();
});

test('A subscription too many is refused alone: those before it go on, and one that ends makes room', async () => {
  await emptied('graphql_subscriptions');
  const client = socketClient(town.socketUrl, { authorization });
  const [first, second] = [follow(client, number), follow(client, number)];
  while ((await metric('graphql_subscriptions')) < 2) await sleep(10);
  const [error] = (await follow(client, number).ended) as unknown[];
  expect(codeOf(error)).toBe('OVERLOADED');
  await town.commitEvents(number, 1);
  await until(() => first.events.length > 0 && second.events.length > 0);
  first.stop();
  while ((await metric('graphql_subscriptions')) > 1) await sleep(10);
  const next = follow(client, number);
  while ((await metric('graphql_subscriptions')) < 2) await sleep(10);
  await town.commitEvents(number, 1);
  await until(() => next.events.length > 0);
  second.stop();
  next.stop();
  await emptied('graphql_subscriptions');
});

test('An operation on what is open is sent away where a request would be, and nothing of it is done', async () => {
  const shed: SentAway[] = [];
  const overload = openOverload({ onShed: (urgency) => shed.push(urgency) });
  onTestFinished(() => overload.close());
  const done: (string | null | undefined)[] = [];
  const run = admittedOperations(
    async ({ query }): Promise<Answer> => {
      done.push(query);
      return { kind: 'single', result: { data: {} } };
    },
    { overload, seats: openSeats(1, () => undefined), textOf: async ({ query }) => query ?? undefined },
  );
  const origin = { principal: null, traceId: 'live', statedPurpose: undefined, acceptLanguage: undefined };
  const session: OperationSession = { origin, signal: new AbortController().signal, mayMutate: true };
  expect((await run({ query: '{ departments }' }, session)).kind).toBe('single');
  expect(overload.inFlight()).toBe(0);
  const leaving: (() => void)[] = [];
  for (let leave = overload.enter('counter'); leave; leave = overload.enter('counter')) leaving.push(leave);
  shed.length = 0;
  const answer = await run({ query: '{ departments }' }, session);
  expect(answer).toMatchObject({ kind: 'refused', status: 503, errors: [{ extensions: { code: 'OVERLOADED' } }] });
  expect((await run({ query: 'mutation { rateCase }' }, session)).kind).toBe('single');
  expect([done, shed]).toEqual([['{ departments }', 'mutation { rateCase }'], ['office']]);
  for (const leave of leaving) leave();
  expect((await run({ query: CASE_FEED }, session)).kind).toBe('single');
});
