// SIGTERM to a gateway that is followed: everybody is told, nothing that was begun is lost, nobody holds it up.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { CASE_FEED, follow, socketClient, until } from './collecting.ts';
import { runReplicas, socketUrlOf, tokenOf } from './replicas.ts';

const town = await runReplicas(1);
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const authorization = `Bearer ${await tokenOf({ role: 'window', purpose: 'acceptance' })}`;
const changed = { query: CASE_FEED, operationName: 'CaseChanged', variables: { number } };

async function startProcess(): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = fork(new URL('../../../src/main.ts', import.meta.url), {
    env: { ...process.env, ...town.environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [ready] = (await once(child, 'message')) as [{ url: string }];
  return { url: ready.url, child };
}

async function stop(child: ChildProcess): Promise<{ readonly code: number | null; readonly tookMs: number }> {
  const startedMs = performance.now();
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, tookMs: performance.now() - startedMs };
}

async function openSocket(url: string) {
  const socket = new WebSocket(socketUrlOf(url), 'graphql-transport-ws');
  const messages: { type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = once(socket, 'close').then(([code]) => Number(code));
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: { authorization } });
  await until(() => messages.length === 1);
  return { socket, send, messages, closed };
}

test('Sockets are closed with 1001, streams are completed, and both go on elsewhere with their cursors', async () => {
  const { url, child } = await startProcess();
  const after = await town.endOfFeed();
  const followed = { ...changed, variables: { number, after } };
  const { send, messages, closed } = await openSocket(url);
  send({ type: 'subscribe', id: '1', payload: followed });
  const stream = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify(followed),
  });
  const streamed = stream.text();
  await town.commitEvents(number, 2);
  await until(() => messages.filter(({ type }) => type === 'next').length === 2);
  const { code, tookMs } = await stop(child);
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5_000);
  expect(await closed).toBe(1001);
  const text = await streamed;
  expect(text.match(/event: next/g)).toHaveLength(2);
  expect(text).toMatch(/event: complete\ndata:\n\n$/);
  const cursor = /"cursor":"([\w-]+)"/.exec(text.split('event: next')[2] ?? '')?.[1];
  await town.commitEvents(number, 1);
  const told = follow(socketClient(town.socketUrl, { authorization }), number, cursor);
  await until(() => told.events.length > 0);
  const { rows } = await town.sql.query('select max(sequence) as last from case_events');
  expect(told.events.map(({ sequence }) => sequence)).toEqual([rows[0].last]);
}, 120_000);

test('A mutation that came before is answered before its socket is closed', async () => {
  const { url, child } = await startProcess();
  const { send, messages, closed } = await openSocket(url);
  const input = await town.control.sample('home-transfer', 5);
  const query = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { __typename } }';
  const received = once(child, 'exit');
  send({ type: 'subscribe', id: '1', payload: { query, variables: { input } } });
  send({ type: 'ping' });
  // Messages are read in order: with the pong, the mutation is under way.
  await until(() => messages.some(({ type }) => type === 'pong'));
  child.kill('SIGTERM');
  expect(await closed).toBe(1001);
  expect(messages.filter(({ type }) => type === 'next')).toMatchObject([
    { payload: { data: { submitCase: { __typename: 'CaseReceived' } } } },
  ]);
  expect((await received)[0]).toBe(0);
}, 120_000);

test('Connections on which nothing is under way, and readers that have left, hold nothing up', async () => {
  const { url, child } = await startProcess();
  const port = Number(new URL(url).port);
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(silent, 'connect');
  // Its connection is kept for the next question.
  await (await fetch(`${url}/health/live`)).text();
  const control = new AbortController();
  const left = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify(changed),
    signal: control.signal,
  });
  expect(left.status).toBe(200);
  control.abort();
  const deaf = await openSocket(url);
  deaf.socket.pause();
  const { code, tookMs } = await stop(child);
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(5_000);
  deaf.socket.terminate();
}, 120_000);
