// A reader that does not read costs the gateway next to nothing, and misses nothing when it reads on.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { follow, socketClient, type ToldEvent, until } from './collecting.ts';
import { cursorAt, runReplicas, tokenOf } from './replicas.ts';

const town = await runReplicas(1);
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const authorization = `Bearer ${await tokenOf({ role: 'window' })}`;
const EVENTS = 400;
const REASON = 'r'.repeat(20_000);
const COPIES = 8;
/** What all events come to as messages; more than the kernel keeps for a connection. */
const ALL_BYTES = EVENTS * REASON.length * COPIES;
const copies = Array.from({ length: COPIES }, (_, index) => `m${index}: message`).join(' ');
const query = `subscription ($number: ID!, $after: String) { caseChanged(number: $number, after: $after) { cursor sequence kind ${copies} } }`;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function heldBytes(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await sleep(20);
  }
  const { external, heapUsed } = process.memoryUsage();
  return external + heapUsed;
}

/** Commits all events while `socket` does not read, and reads on only then. */
async function commitUnread(socket: { pause: () => unknown; resume: () => unknown }): Promise<number> {
  socket.pause();
  const swift = follow(socketClient(town.socketUrl, { authorization }), number, await town.endOfFeed());
  const before = await heldBytes();
  for (let committed = 0; committed < EVENTS; committed += 50) await town.commitEvents(number, 50, REASON);
  await until(() => swift.events.length >= EVENTS, 60_000);
  const grown = (await heldBytes()) - before;
  socket.resume();
  return grown;
}

async function allSequences(): Promise<readonly number[]> {
  const { rows } = await town.sql.query(
    'select sequence from case_events where position is not null order by position',
  );
  return rows.map(({ sequence }) => sequence);
}

test('over WebSocket', async () => {
  const socket = new WebSocket(town.socketUrl, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const events: ToldEvent[] = [];
  socket.on('message', (data) => {
    const { payload } = JSON.parse(String(data));
    if (payload?.data) events.push(payload.data.caseChanged);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
  await once(socket, 'message');
  const variables = { number, after: cursorAt(0) };
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables } }));
  await until(() => events.length > 0);
  expect(await commitUnread(socket)).toBeLessThan(ALL_BYTES / 4);
  const expected = await allSequences();
  await until(() => events.length >= expected.length, 60_000);
  expect(events.map(({ sequence }) => sequence)).toEqual(expected);
}, 180_000);

test('by server-sent events', async () => {
  const socket = connect(Number(new URL(town.url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const received: string[] = [];
  let told = 0;
  socket.setEncoding('utf8').on('data', (chunk) => {
    received.push(String(chunk));
    told += String(chunk).split('event: next').length - 1;
  });
  const after = await town.endOfFeed();
  ask(socket, { query, variables: { number, after } });
  await until(() => received.some((chunk) => chunk.includes(':\n\n')));
  expect(await commitUnread(socket)).toBeLessThan(ALL_BYTES / 4);
  const expected = (await allSequences()).slice(-EVENTS);
  // A chunk may end within the word: the last events are counted by their numbers.
  await until(() => told >= expected.length - 5, 60_000);
  await until(() => toldSequences(received).length >= expected.length, 60_000);
  expect(toldSequences(received)).toEqual(expected);
}, 180_000);

test('A socket that sends without ever reading is not kept answering', async () => {
  const socket = new WebSocket(town.socketUrl, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  socket.pause();
  const before = await heldBytes();
  const payload = 'p'.repeat(100_000);
  for (let sent = 0; sent < 600 && socket.bufferedAmount < 20_000_000; sent++) {
    socket.send(JSON.stringify({ type: 'ping', payload: { payload } }));
    await sleep(1);
  }
  // The rest waits on this side of the network, where it came from.
  expect((await heldBytes()) - before - socket.bufferedAmount).toBeLessThan(10_000_000);
  expect(socket.bufferedAmount).toBeGreaterThan(0);
  expect((await town.window.ask({ document: '{ __typename }' })).status).toBe(200);
}, 60_000);

function ask(socket: Socket, operation: object): void {
  const body = JSON.stringify(operation);
  const head = [
    'POST /graphql HTTP/1.1',
    'Host: gateway',
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Authorization: ${authorization}`,
    `Content-Length: ${body.length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function toldSequences(received: readonly string[]): readonly number[] {
  return [...received.join('').matchAll(/"sequence":(\d+),"kind"/g)].map(([, sequence]) => Number(sequence));
}
