// What comes to an address of plain POSTs is answered alike whether it was taken before fastify or by it: the same bytes are sent
// to a server with both doors and to one with fastify's alone.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadRequest, WholeAnswer } from '../../src/door.ts';
import { allowOrigins } from '../../src/http/cors.ts';
import { openHttp } from '../../src/http/server.ts';
import { openLog } from '../../src/log.ts';

const PATH = '/asked';
const BYTES_MAX = 2_000;
const BODY = JSON.stringify({ query: '{ 一窗 }' });
let both: number;
let alone: number;
/** How many were taken before fastify. */
let taken = 0;

beforeAll(async () => {
  [both, alone] = [await serve(true), await serve(false)];
});

async function serve(plainPosts: boolean): Promise<number> {
  const http = openHttp(openLog('silent'), { bodyMaxMs: 300 });
  // Its steps take a turn of the event loop, as those of others may.
  allowOrigins(http.app, ['https://front.example.org']);
  const answer = async ({ method, url, headers, ip, body }: ReadRequest): Promise<WholeAnswer> => {
    if (headers['x-fail']) throw new Error('It broke.');
    const said = { method, url, ip, body, type: headers['content-type'], accept: headers.accept };
    return { status: 200, headers: [['content-type', 'application/json; charset=utf-8']], body: JSON.stringify(said) };
  };
  if (plainPosts) {
    const takes = (headers: ReadRequest['headers']) => headers.accept !== 'text/event-stream';
    http.servePlainPosts({
      ...{ path: PATH, bytesMax: BYTES_MAX, takes },
      answer: (request) => {
        taken += 1;
        return answer(request);
      },
    });
  }
  http.app.route({
    method: ['GET', 'POST'],
    url: PATH,
    bodyLimit: BYTES_MAX,
    handler: async (request, reply) => {
      const { status, headers, body } = await answer(request);
      return reply.status(status).headers(Object.fromEntries(headers)).send(body);
    },
  });
  const url = await http.listen('127.0.0.1', 0);
  afterAll(() => http.close());
  return Number(new URL(url).port);
}

interface Raw {
  readonly start?: string;
  readonly headers?: readonly string[];
  /** `content-length`: of the body, unless it says otherwise; null for none. */
  readonly length?: number | null;
  readonly body?: string | Buffer;
  /** What is written when the rest was taken in. */
  readonly later?: string;
  /** No question follows on the connection. */
  readonly last?: boolean;
}

const JSON_TYPE = 'content-type: application/json';
const LENGTH = Buffer.byteLength(BODY);
/** Answered by the same route at either server, and the last on its connection. */
const LAST = 'GET /nothing HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
const PATIENCE_MS = 3_000;

function bytesOf({ start = `POST ${PATH} HTTP/1.1`, headers = [JSON_TYPE], length, body = BODY }: Raw): Buffer {
  const said = length === undefined ? Buffer.byteLength(body) : length;
  const lines = [start, 'host: x', ...headers, ...(said === null ? [] : [`content-length: ${said}`]), '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.from(body)]);
}

/** All that comes back until the connection ends. */
async function told(port: number, raw: Raw): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('utf8');
  });
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', () => resolve('')));
  socket.write(bytesOf(raw));
  if (raw.later !== undefined) {
    await sleep(50);
    socket.write(raw.later);
  }
  if (!raw.last) socket.write(LAST);
  const end = await Promise.race([closed, sleep(PATIENCE_MS, 'never ends')]);
  socket.destroy();
  return alike(text) + end;
}

/** Lines in one order, without what differs each time, and without what stores on the way keep answers apart by. */
function alike(answers: string): string {
  return answers
    .split('\r\n')
    .filter((line) => !/^(date|vary):/i.test(line))
    .map((line) => line.replace(/"correlationId":"[^"]+"/, '"correlationId":"…"'))
    .sort()
    .join('\n');
}

const chunked = (body: string) => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;

const asked: readonly (readonly [string, Raw])[] = [
  ['a plain question', {}],
  ['a failure', { headers: [JSON_TYPE, 'x-fail: yes'] }],
  ['a charset', { headers: ['content-type: application/json; charset=utf-8'] }],
  ['a charset in capitals', { headers: ['content-type: Application/JSON;CHARSET="UTF-8"'] }],
  ['another charset', { headers: ['content-type: application/json; charset=gb18030'] }],
  ['a type without its end', { headers: ['content-type: application/json;'] }],
  ['a blank before the parameter', { headers: ['content-type: application/json ; charset=utf-8'] }],
  ['another parameter', { headers: ['content-type: application/json; profile="x"'] }],
  ['a parameter without a value', { headers: ['content-type: application/json; charset'] }],
  ['a patch', { headers: ['content-type: application/json-patch+json'] }],
  ['lines of JSON', { headers: ['content-type: application/json.lines'] }],
  ['a type with a plus', { headers: ['content-type: application/json+x'] }],
  ['a type with a slash', { headers: ['content-type: application/json/x'] }],
  ['two types', { headers: ['content-type: application/json, text/plain'] }],
  ['two types in two lines', { headers: [JSON_TYPE, 'content-type: text/plain'] }],
  ['a type with words behind it', { headers: ['content-type: application/json text'] }],
  ['a type of GraphQL', { headers: ['content-type: application/graphql+json'] }],
  ['text', { headers: ['content-type: text/plain'] }],
  ['a form', { headers: ['content-type: application/x-www-form-urlencoded'] }],
  ['no type', { headers: [] }],
  ['an empty type', { headers: ['content-type:'] }],
  ['nothing', { body: '' }],
  ['nothing, and no length', { body: '', length: null }],
  ['nothing, in chunks', { body: '0\r\n\r\n', length: null, headers: [JSON_TYPE, 'transfer-encoding: chunked'] }],
  ['blanks', { body: '  \n ' }],
  ['null', { body: 'null' }],
  ['a list', { body: '[{"query":"{ a }"}]' }],
  ['a text', { body: '"{ a }"' }],
  ['half an object', { body: '{"query":' }],
  ['a mark of the byte order', { body: `\ufeff${BODY}` }],
  ['no UTF-8', { body: Buffer.from([0x22, 0xff, 0x22]) }],
  ['half a character', { body: '{"query":"\\ud800"}' }],
  ['the prototype of all objects', { body: '{"__proto__":{"a":1}}' }],
  ['the constructor', { body: '{"constructor":{"prototype":{"a":1}}}' }],
  ['more than is taken', { body: JSON.stringify({ query: 'x'.repeat(BYTES_MAX) }) }],
  ['as much as is taken', { body: JSON.stringify({ query: 'x'.repeat(BYTES_MAX - 12) }) }],
  ['chunks', { body: chunked(BODY), length: null, headers: [JSON_TYPE, 'transfer-encoding: chunked'] }],
  ['chunks and a length', { body: chunked(BODY), headers: [JSON_TYPE, 'transfer-encoding: chunked'] }],
  ['chunks that are none', { body: 'zz\r\n', length: null, headers: [JSON_TYPE, 'transfer-encoding: chunked'] }],
  ['a body in two pieces', { body: BODY.slice(0, 4), length: LENGTH, later: BODY.slice(4) }],
  ['a body that stays away', { body: '', length: 20, last: true }],
  ['a body that ends too early', { body: BODY.slice(0, 4), length: LENGTH, last: true }],
  ['a body that is longer than it says', { length: LENGTH - 1 }],
  ['a length below nought', { length: -1 }],
  ['two lengths', { headers: [JSON_TYPE, 'content-length: 3'] }],
  ['what waits for leave', { headers: [JSON_TYPE, 'expect: 100-continue'], body: '', length: LENGTH, later: BODY }],
  ['what has leave and does not wait', { headers: [JSON_TYPE, 'expect: 100-continue'] }],
  ['what expects something else', { headers: [JSON_TYPE, 'expect: wonders'] }],
  ['a body that is said to be packed', { headers: [JSON_TYPE, 'content-encoding: gzip'] }],
  ['a connection that is to end', { headers: [JSON_TYPE, 'connection: close'], last: true }],
  ['HTTP/1.0', { start: `POST ${PATH} HTTP/1.0`, last: true }],
  ['HTTP/1.0 that is kept', { start: `POST ${PATH} HTTP/1.0`, headers: [JSON_TYPE, 'connection: keep-alive'] }],
  ['an upgrade to HTTP/2', { headers: [JSON_TYPE, 'connection: upgrade, http2-settings', 'upgrade: h2c'] }],
  ['a trailing slash', { start: `POST ${PATH}/ HTTP/1.1` }],
  ['a question in the address', { start: `POST ${PATH}?a=1 HTTP/1.1` }],
  ['an absolute address', { start: `POST http://x${PATH} HTTP/1.1` }],
  ['an address with an escape', { start: `POST ${PATH.replace('a', '%61')} HTTP/1.1` }],
  ['a page that may ask', { headers: [JSON_TYPE, 'origin: https://front.example.org'] }],
  ['a page that may not ask', { headers: [JSON_TYPE, 'origin: https://other.example.org'] }],
  ['an empty origin', { headers: [JSON_TYPE, 'origin:'] }],
  ['events', { headers: [JSON_TYPE, 'accept: text/event-stream'] }],
  ['a GET', { start: `GET ${PATH} HTTP/1.1`, body: '', length: null, headers: [] }],
  ['a GET with a body', { start: `GET ${PATH} HTTP/1.1` }],
  ['a HEAD', { start: `HEAD ${PATH} HTTP/1.1`, body: '', length: null, headers: [] }],
  ['OPTIONS', { start: `OPTIONS ${PATH} HTTP/1.1`, body: '', length: null, headers: [] }],
  ['a PUT', { start: `PUT ${PATH} HTTP/1.1` }],
  ['a method in small letters', { start: `post ${PATH} HTTP/1.1` }],
  ['a head that is too large', { headers: [JSON_TYPE, `x-large: ${'x'.repeat(20_000)}`] }],
  ['bytes beyond ASCII in the head', { headers: [JSON_TYPE, 'x-name: \u00e9\u00ff'] }],
  ['no HTTP', { start: 'what?' }],
];

describe('Answered alike through either door:', () => {
  test.concurrent.each(asked)('%s', async (_, raw) => {
    const [one, other] = await Promise.all([told(both, raw), told(alone, raw)]);
    expect(one).toBe(other);
    expect(one).toMatch(/HTTP\/1\.1 \d\d\d/);
  });
});

test('Plain questions were taken before fastify', () => {
  expect(taken).toBeGreaterThan(20);
});
