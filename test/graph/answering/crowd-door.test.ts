// While nobody but submissions would be let in, what can be none is sent away at the door; everything else passes untouched.
import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCrowdDoor } from '../../../src/graph/answering/crowd-door.ts';
import { type Asked, ask } from '../../support/asked.ts';

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

type Question = Partial<Pick<Asked, 'body' | 'path' | 'method' | 'headers' | 'slowly'>>;

async function question({ body = QUESTION, path = '/graphql', ...how }: Question = {}) {
  const { port } = server.address() as AddressInfo;
  const { text: told, ...head } = await ask({ port, path, agent, body, ...how });
  return { ...head, body: told };
}

describe('At the door', () => {
  test('a question is sent away in words that a client understands, and its connection goes on', async () => {
    for (let time = 1; time <= 3; time += 1) {
      const { status, headers, body } = await question({ headers: { accept: 'application/graphql-response+json' } });
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
  ] as const)('%s goes on, to the last byte', async (_, asked: Question) => {
    expect(await question(asked)).toMatchObject({ status: 200, body: `read ${asked.body ?? QUESTION}` });
    expect(shed).toBe(0);
  });

  test('everybody goes on while there is room', async () => {
    full = false;
    expect(await question()).toMatchObject({ status: 200, body: `read ${QUESTION}` });
  });
});
