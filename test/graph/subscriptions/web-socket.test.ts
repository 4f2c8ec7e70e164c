// `caseChanged` over WebSocket, with the client that front ends use and with bare sockets.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { CASE_FEED, codeOf, follow, socketClient, until } from './collecting.ts';
import { cursorAt, runReplicas, tokenOf } from './replicas.ts';

const town = await runReplicas(1);
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const window = { authorization: `Bearer ${await tokenOf({ role: 'window', purpose: 'acceptance' })}` };

async function citizenOf(caseNumber: string): Promise<string> {
  const { rows } = await town.sql.query('select applicant_number from cases where number = $1', [caseNumber]);
  return rows[0].applicant_number;
}

/** A bare socket after its handshake, and everything it is told. */
async function openSocket(protocol: string | string[] = 'graphql-transport-ws') {
  const socket = new WebSocket(town.socketUrl, protocol);
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  socket.on('error', () => undefined);
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await once(socket, 'open');
  return { socket, messages, closed, send: (message: unknown) => socket.send(JSON.stringify(message)) };
}

const subscribe = {
  type: 'subscribe',
  id: '1',
  payload: { query: CASE_FEED, operationName: 'CaseChanged', variables: { number } },
};

test('Without a cursor a client is told what comes from now on, in the order of the feed', async () => {
  const told = follow(socketClient(town.socketUrl, window), number);
  while (told.events.length === 0) {
    await town.commitEvents(number, 1);
    await sleep(50);
  }
  const before = told.events.length;
  await town.commitEvents(number, 5);
  await until(() => told.events.length >= before + 5);
  expect(told.events[0]?.sequence).toBeGreaterThan(1);
  const sequences = told.events.map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
  expect(told.events.slice(-5).map(({ kind }) => kind)).toEqual(Array(5).fill('CASE_RECEIVED'));
});

test('With a cursor of the feed a client is told everything after it, then what comes', async () => {
  const told = follow(socketClient(town.socketUrl, window), number, cursorAt(0));
  await until(() => told.events.length > 0);
  await town.commitEvents(number, 3);
  const { rows } = await town.sql.query('select count(*)::int as count from case_events');
  await until(() => told.events.length === rows[0].count);
  expect(told.events.map(({ sequence }) => sequence)).toEqual(told.events.map((_, index) => index + 1));
});

test('Queries and mutations go over the socket too, with the purpose and language of its introduction', async () => {
  const client = socketClient(town.socketUrl, { ...window, 'Accept-Language': 'en' });
  const query = `query Applicant($number: ID!) { case(number: $number) { applicant { ... on Person { number masked } } events(last: 1) { nodes { message } } } }`;
  const answer = await client.iterate({ query, variables: { number } }).next();
  expect(answer.value?.data).toMatchObject({
    case: {
      applicant: { number: await citizenOf(number), masked: false },
      events: { nodes: [{ message: expect.stringMatching(/^[ -~]+$/) }] },
    },
  });
  const masked = socketClient(town.socketUrl, { AUTHORIZATION: `Bearer ${await tokenOf({ role: 'window' })}` });
  expect((await masked.iterate({ query, variables: { number } }).next()).value?.data).toMatchObject({
    case: { applicant: { masked: true } },
  });
  const stated = socketClient(town.socketUrl, {
    authorization: `Bearer ${await tokenOf({ role: 'window' })}`,
    'X-Purpose': 'acceptance',
  });
  expect((await stated.iterate({ query, variables: { number } }).next()).value?.data).toMatchObject({
    case: { applicant: { masked: false } },
  });
  const mutation = `mutation { submitCase(input: { idempotencyKey: "", bundle: "none", channel: WINDOW, applicant: { person: { number: "x", name: "x" } }, form: {}, materials: [] }) { __typename } }`;
  await expect(client.iterate({ query: mutation }).next()).rejects.toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('A trusted document goes by the hash of its bytes', async () => {
  const { send, messages } = await openSocket();
  send({ type: 'connection_init', payload: window });
  const persistedQuery = { sha256Hash: createHash('sha256').update(CASE_FEED).digest('hex') };
  const payload = { query: '', operationName: 'CaseChanged', variables: { number, after: cursorAt(0) } };
  await until(() => messages.length === 1);
  send({ type: 'subscribe', id: '1', payload: { ...payload, extensions: { persistedQuery } } });
  await until(() => messages.some(({ type }) => type === 'next'));
  const unknown = { sha256Hash: persistedQuery.sha256Hash.replaceAll(/[0-9]/g, 'a') };
  send({ type: 'subscribe', id: '2', payload: { ...payload, extensions: { persistedQuery: unknown } } });
  await until(() => messages.some(({ type, id }) => type === 'error' && id === '2'));
  expect(messages.filter(({ type }) => type === 'error')).toMatchObject([
    { id: '2', payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
});

test('A case that is not there and one that may not be known are refused at once and in the same words', async () => {
  const citizen = await tokenOf({ role: 'front-end', purpose: 'own-data', subject: '110101199001011237' });
  const stranger = socketClient(town.socketUrl, { authorization: `Bearer ${citizen}` });
  const hidden = (await follow(stranger, number).ended) as readonly { message: string }[];
  const absent = (await follow(stranger, '990101000001X').ended) as readonly { message: string }[];
  expect(hidden.map(codeOf)).toEqual(['BAD_USER_INPUT']);
  expect(absent.map(codeOf)).toEqual(['BAD_USER_INPUT']);
  expect(hidden[0]?.message.replaceAll(number, 'N')).toBe(absent[0]?.message.replaceAll('990101000001X', 'N'));
  const own = await tokenOf({ role: 'front-end', purpose: 'own-data', subject: await citizenOf(number) });
  const told = follow(socketClient(town.socketUrl, { authorization: `Bearer ${own}` }), number, await town.endOfFeed());
  await town.commitEvents(number, 1);
  await until(() => told.events.length > 0);
});

test('Whoever lacks the right is refused before anything is read', async () => {
  const cases = [
    { params: {}, code: 'UNAUTHENTICATED' },
    { params: { authorization: `Bearer ${await tokenOf({ role: 'analyst' })}` }, code: 'FORBIDDEN' },
  ];
  for (const { params, code } of cases) {
    const refused = (await follow(socketClient(town.socketUrl, params), number).ended) as readonly unknown[];
    expect(refused.map(codeOf)).toEqual([code]);
  }
});

test('Operations that are wrong are refused with their code, and the connection goes on', async () => {
  const client = socketClient(town.socketUrl, window);
  const wrong = [
    '{',
    'subscription { nothing }',
    'subscription { caseChanged(number: "1", after: "no cursor") { cursor } }',
    'subscription { caseChanged(number: "1", after: "") { cursor } }',
    'subscription ($number: ID!) { caseChanged(number: $number) { cursor } }',
    `subscription { caseChanged(number: "${number}", after: "${cursorAt(999_999)}") { cursor } }`,
  ];
  for (const query of wrong) {
    await expect(client.iterate({ query }).next(), query).rejects.toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  }
  expect((await client.iterate({ query: '{ __typename }' }).next()).value?.data).toEqual({ __typename: 'Query' });
});

test('A connection whose token is not valid, or has expired, is closed with 4403 and says why', async () => {
  const stale = await tokenOf({ role: 'window', expires: '-1 minute' });
  for (const authorization of [`Bearer ${stale}`, 'Bearer a.b.c', 'Basic eDp5']) {
    const { send, closed } = await openSocket();
    send({ type: 'connection_init', payload: { Authorization: authorization } });
    expect(await closed).toEqual({ code: 4403, reason: expect.stringMatching(/^UNAUTHENTICATED: /) });
  }
  const { send, closed } = await openSocket();
  send({ type: 'connection_init', payload: { authorization: 17 } });
  expect(await closed).toEqual({ code: 4400, reason: expect.stringMatching(/^BAD_USER_INPUT: /) });
});

test('When the token ends, so do the subscriptions opened with it, and then the connection', async () => {
  const { send, closed, messages } = await openSocket();
  send({
    type: 'connection_init',
    payload: { authorization: `Bearer ${await tokenOf({ role: 'window', expires: '2s' })}` },
  });
  await until(() => messages.length === 1);
  send(subscribe);
  const startedMs = performance.now();
  expect(await closed).toEqual({ code: 4403, reason: expect.stringContaining('UNAUTHENTICATED') });
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  expect(messages.at(-1)).toMatchObject({
    type: 'error',
    id: '1',
    payload: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

test('A token may last longer than the longest timer', async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error) => warnings.push(name);
  process.on('warning', note);
  onTestFinished(() => void process.off('warning', note));
  const { send, messages, socket } = await openSocket();
  send({
    type: 'connection_init',
    payload: { authorization: `Bearer ${await tokenOf({ role: 'window', expires: '60 days' })}` },
  });
  await until(() => messages.length === 1);
  const variables = { number, after: await town.endOfFeed() };
  send({ ...subscribe, payload: { ...subscribe.payload, variables } });
  await town.commitEvents(number, 1);
  await until(() => messages.some(({ type }) => type === 'next'));
  expect(socket.readyState).toBe(WebSocket.OPEN);
  expect(warnings).not.toContain('TimeoutOverflowWarning');
  socket.close();
});

test('Who does not keep to the protocol is closed with its codes, and others go on', async () => {
  const steady = follow(socketClient(town.socketUrl, window), number, await town.endOfFeed());
  const early = await openSocket();
  early.send(subscribe);
  expect((await early.closed).code).toBe(4401);
  const twice = await openSocket();
  twice.send({ type: 'connection_init' });
  twice.send({ type: 'connection_init' });
  expect((await twice.closed).code).toBe(4429);
  const unnamed = await openSocket([]);
  expect((await unnamed.closed).code).toBe(4406);
  for (const garbage of [
    '{',
    '[]',
    '{"type":"next"}',
    '{"type":"pong","payload":7}',
    '\u0000',
    Buffer.from([0xff, 0xfe]),
  ]) {
    const { socket, closed } = await openSocket();
    socket.send(garbage);
    expect((await closed).code, String(garbage)).toBe(4400);
  }
  const doubled = await openSocket();
  doubled.send({ type: 'connection_init', payload: window });
  await until(() => doubled.messages.length === 1);
  doubled.send(subscribe);
  doubled.send(subscribe);
  expect((await doubled.closed).code).toBe(4409);
  await town.commitEvents(number, 1);
  await until(() => steady.events.length > 0);
});

test('Frames that are none, and messages above the limit, end their own connection alone', async () => {
  const steady = follow(socketClient(town.socketUrl, window), number, await town.endOfFeed());
  const broken = await openSocket();
  // The socket beneath, to write what no client would.
  (broken.socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00, 0x01]));
  expect((await broken.closed).code).toBeGreaterThan(1000);
  const large = await openSocket();
  large.socket.send('x'.repeat(1024 * 1024 + 1));
  expect((await large.closed).code).toBe(1009);
  await town.commitEvents(number, 1);
  await until(() => steady.events.length > 0);
});

test('A connection that does not introduce itself is closed after three seconds', async () => {
  const { closed } = await openSocket();
  expect((await closed).code).toBe(4408);
});

test('One connection carries 500 operations at once and refuses the next', async () => {
  const { send, messages, socket } = await openSocket();
  send({ type: 'connection_init', payload: window });
  await until(() => messages.length === 1);
  for (let id = 1; id <= 501; id++) send({ ...subscribe, id: String(id) });
  await until(() => messages.some(({ type }) => type === 'error'));
  expect(messages.filter(({ type }) => type === 'error')).toMatchObject([
    { id: '501', payload: [{ extensions: { code: 'OVERLOADED' } }] },
  ]);
  socket.close();
});
