// POSTs that are wholly in are answered without the route of their address; whatever else comes there is the route's, as it came.
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, openHttp } from '../../src/http/server.ts';
import { openLog } from '../../src/log.ts';
import { type Asked, ask } from '../support/asked.ts';

const PATH = '/asked';
const BYTES_MAX = 1_000;
const BODY = JSON.stringify({ query: '{ 一窗 }' });
const http = openHttp(openLog('silent'));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const told: Answered[] = [];
let port: number;

beforeAll(async () => {
  http.onAnswered((answered) => told.push(answered));
  http.servePlainPosts({
    path: PATH,
    bytesMax: BYTES_MAX,
    takes: ({ accept }) => accept !== 'text/event-stream',
    answer: async ({ method, url, headers, ip, body }) => {
      if (headers['x-fail']) throw new Error('It broke.');
      const type = headers['x-unwritable'] ? 'no\nheader' : 'application/json; charset=utf-8';
      return {
        status: 200,
        headers: [['content-type', type]],
        body: JSON.stringify({ by: 'plain', method, url, ip, body }),
      };
    },
  });
  http.app.route({
    method: ['POST', 'PUT'],
    url: PATH,
    bodyLimit: BYTES_MAX,
    handler: async ({ headers, body }) => {
      if (headers['x-fail']) throw new Error('It broke.');
      return { by: 'route', body };
    },
  });
  port = Number(new URL(await http.listen('127.0.0.1', 0)).port);
});
afterAll(() => {
  agent.destroy();
  return http.close();
});

type Post = Partial<Pick<Asked, 'body' | 'method' | 'headers' | 'slowly'>>;

async function post({ body = BODY, headers, ...how }: Post = {}) {
  const type = { 'content-type': 'application/json' };
  const told = await ask({ port, path: PATH, agent, body, headers: { ...type, ...headers }, ...how });
  return { ...told, body: JSON.parse(told.text) };
}

test('A plain one is answered with what it says, again and again on its connection', async () => {
  for (let time = 0; time < 3; time += 1) {
    const { status, headers, body } = await post();
    expect(body).toEqual({ by: 'plain', method: 'POST', url: PATH, ip: '127.0.0.1', body: { query: '{ 一窗 }' } });
    expect([status, headers.connection]).toEqual([200, 'keep-alive']);
  }
});

test.each([
  ['of a page of another site', { headers: { origin: 'https://example.org' } }],
  ['in two pieces', { slowly: true }],
  ['that the address has another answer for', { headers: { accept: 'text/event-stream' } }],
  ['that is put', { method: 'PUT' }],
])('One %s is for the route, to the last byte', async (_, asked: Post) => {
  expect(await post(asked)).toMatchObject({ status: 200, body: { by: 'route', body: { query: '{ 一窗 }' } } });
});

test.each([
  ['no JSON', 400, { body: '{"query":' }],
  ['nothing', 400, { body: '' }],
  ['other bytes than UTF-8', 400, { body: Buffer.from([0x22, 0xff, 0x22]) }],
  ['what all objects share', 400, { body: '{"__proto__":{"admin":true}}' }],
  ['more than may be sent', 413, { body: JSON.stringify({ query: 'x'.repeat(BYTES_MAX) }) }],
  ['another charset', 415, { headers: { 'content-type': 'application/json; charset=gb18030' } }],
  ['another type', 415, { headers: { 'content-type': 'text/plain' } }],
])('A body of %s is refused by the route, and the connection goes on', async (_, status, asked: Post) => {
  const { body, ...head } = await post(asked);
  expect(head).toMatchObject({ status });
  expect(body.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  expect(body.errors[0].message, 'says what to do').toContain('; ');
  expect(await post()).toMatchObject({ status: 200 });
});

test('What fails inside is told in the same words either way', async () => {
  const [plain, routed] = [
    await post({ headers: { 'x-fail': 'yes' } }),
    await post({ headers: { 'x-fail': 'yes' }, slowly: true }),
  ];
  expect(plain).toMatchObject({ status: 500, body: { errors: [{ extensions: { code: 'INTERNAL' } }] } });
  expect(JSON.stringify(plain.body)).not.toContain('broke');
  expect(plain.body.errors[0].message).toBe(routed.body.errors[0].message);
  expect(plain.headers['content-type']).toBe(routed.headers['content-type']);
});

test('An answer that cannot be sent is told as a failure', async () => {
  expect(await post({ headers: { 'x-unwritable': 'yes' } })).toMatchObject({ status: 500 });
  expect(await post()).toMatchObject({ status: 200 });
});

test('Several in one piece are answered in turn', async () => {
  const socket = connect(port, '127.0.0.1');
  const posts = [1, 2, 3].map((number) => {
    const body = JSON.stringify({ number });
    return `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${number === 3 ? 'connection: close\r\n' : ''}\r\n${body}`;
  });
  socket.write(posts.join(''));
  const answers = await text(socket);
  expect([...answers.matchAll(/"number":(\d)/g)].map(([, number]) => number)).toEqual(['1', '2', '3']);
});

test('Whoever watches is told of both ways alike', async () => {
  told.length = 0;
  await post();
  await post({ slowly: true });
  await expect.poll(() => told.length).toBe(2);
  expect(told.map(({ method, route, status }) => ({ method, route, status }))).toEqual([
    { method: 'POST', route: PATH, status: 200 },
    { method: 'POST', route: PATH, status: 200 },
  ]);
  expect(told[1]?.tookMs).toBeGreaterThan(told[0]?.tookMs ?? 0);
});
