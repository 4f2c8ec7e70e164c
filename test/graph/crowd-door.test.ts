// While nobody but submissions would be let in, what can be none is sent away at the door; everything else passes untouched.
import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCrowdDoor } from '../../src/graph/crowd-door.ts';

const QUESTION = JSON.stringify({ query: '{ bundles { code } }' });
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let server: Server;
let full: boolean;
let shed: number;

beforeAll(async () => {
  const overload = {
    isFull: () => full,
    sentAway: () => {
      shed += 1;
    },
  };
  const door = openCrowdDoor({ path: '/graphql', overload });
  server = createServer((incoming, response) =>
    door(incoming, response, async () => response.end(`read ${await text(incoming)}`)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  [full, shed] = [true, 0];
});
afterAll(() => {
  agent.destroy();
  server.close();
});

interface Asked {
  readonly body?: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body comes in two pieces. */
  readonly slowly?: boolean;
}

async function ask({ body = QUESTION, path = '/graphql', method = 'POST', headers = {}, slowly = false }: Asked = {}) {
  const { port } = server.address() as AddressInfo;
  const length = { 'content-length': Buffer.byteLength(body) };
  const sent = request({ port, host: '127.0.0.1', path, method, agent, headers: { ...length, ...headers } });
  if (slowly) {
    sent.write(body.slice(0, 5));
    await sleep(50);
    sent.end(body.slice(5));
  } else sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

describe('At the door', () => {
  test('a question is sent away in words that a client understands, and its connection goes on', async () => {
    for (let time = 1; time <= 3; time += 1) {
      const { status, headers, body } = await ask({ headers: { accept: 'application/graphql-response+json' } });
      expect([status, headers['retry-after']]).toEqual([503, '1']);
      expect(headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
      expect(headers.connection).toBe('keep-alive');
      expect(JSON.parse(body).errors[0].extensions).toMatchObject({ code: 'OVERLOADED' });
      expect(shed).toBe(time);
    }
  });

  test.each([
    ['what may be a submission', { body: JSON.stringify({ query: 'mutation { submitCase { __typename } }' }) }],
    [
      'a document that goes by its hash',
      { body: JSON.stringify({ extensions: { persistedQuery: { sha256Hash: 'a' } } }) },
    ],
    ['a body that takes its time', { slowly: true }],
    ['a body of many pieces', { body: JSON.stringify({ query: `{ bundles { code } } #${'x'.repeat(300_000)}` }) }],
    ['a page of another site', { headers: { origin: 'https://example.org' } }],
    ['what is asked elsewhere', { path: '/health/live' }],
    ['what is no post', { method: 'PUT' }],
    ['what accepts no answer of ours', { headers: { accept: 'text/html' } }],
  ] as const)('%s goes on, to the last byte', async (_, asked: Asked) => {
    expect(await ask(asked)).toMatchObject({ status: 200, body: `read ${asked.body ?? QUESTION}` });
    expect(shed).toBe(0);
  });

  test('everybody goes on while there is room', async () => {
    full = false;
    expect(await ask()).toMatchObject({ status: 200, body: `read ${QUESTION}` });
  });
});
