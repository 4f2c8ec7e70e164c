// `caseChanged` over server-sent events, with the client that front ends use and with bare requests.
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { CASE_FEED, eventClient, follow, until } from './collecting.ts';
import { cursorAt, runReplicas, tokenOf } from './replicas.ts';

const town = await runReplicas(1);
for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
const number = await town.receive(0);
const window = { authorization: `Bearer ${await tokenOf({ role: 'window', purpose: 'acceptance' })}` };
const JSON_BODY = { 'content-type': 'application/json' };

type Headers = Readonly<Record<string, string>>;

/** What is read of an answer: the beginning of a stream, or the whole. */
async function ask(method: 'GET' | 'POST', operation: object, headers: Headers = {}) {
  const control = new AbortController();
  onTestFinished(() => control.abort());
  const query = Object.entries(operation).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const response = await fetch(`${town.url}/graphql${method === 'GET' ? `?${new URLSearchParams(query)}` : ''}`, {
    method,
    headers: { accept: 'text/event-stream', ...headers },
    ...(method === 'POST' ? { body: JSON.stringify(operation) } : {}),
    signal: control.signal,
  });
  const text: string[] = [];
  const reading = (async () => {
    for await (const chunk of response.body ?? []) text.push(Buffer.from(chunk).toString('utf8'));
  })().catch(() => undefined);
  return { status: response.status, headers: response.headers, text: () => text.join(''), reading, control };
}

const changed = { query: CASE_FEED, operationName: 'CaseChanged' };

test('A client follows a case from a cursor, and goes on from the last cursor without gap or repetition', async () => {
  const client = eventClient(town.url, window);
  await town.commitEvents(number, 3);
  const first = follow(client, number, cursorAt(0));
  await until(() => first.events.length >= 4);
  first.stop();
  await town.commitEvents(number, 3);
  const second = follow(client, number, first.events.at(-1)?.cursor);
  await town.commitEvents(number, 1);
  const { rows } = await town.sql.query('select count(*)::int as count from case_events');
  await until(() => first.events.length + second.events.length === rows[0].count);
  const sequences = [...first.events, ...second.events].map(({ sequence }) => sequence);
  expect(sequences).toEqual(sequences.map((_, index) => index + 1));
});

test('A GET with a header of its own is a stream that nothing on the way may hold back', async () => {
  const variables = { number, after: await town.endOfFeed() };
  const { status, headers, text } = await ask('GET', { ...changed, variables }, window);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(headers.get('cache-control')).toContain('no-transform');
  await until(() => text().startsWith(':\n\n'));
  await town.commitEvents(number, 1);
  await until(() => text().includes('event: next'));
  expect(text()).toMatch(/event: next\ndata: \{"data":\{"caseChanged":\{"cursor":"[\w-]+","sequence":\d+,.*\}\}\}\n\n/);
});

test('A trusted document goes by the hash of its bytes, in both methods', async () => {
  const extensions = { persistedQuery: { sha256Hash: createHash('sha256').update(CASE_FEED).digest('hex') } };
  const operation = { operationName: 'CaseChanged', variables: { number, after: cursorAt(0) }, extensions };
  for (const method of ['GET', 'POST'] as const) {
    const { text } = await ask(method, operation, { ...window, ...(method === 'POST' ? JSON_BODY : {}) });
    await until(() => text().includes('"sequence":1,'));
  }
});

test('Queries come as one event, mutations by POST alone', async () => {
  const query = await ask('GET', { query: '{ __typename }' });
  await query.reading;
  expect(query.text()).toContain('event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\n');
  const mutation = {
    query: 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { __typename } }',
    variables: { input: await town.control.sample('home-transfer', 1) },
  };
  const byGet = await ask('GET', mutation, window);
  await byGet.reading;
  expect([byGet.status, byGet.headers.get('allow'), JSON.parse(byGet.text())]).toMatchObject([
    405,
    'POST',
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
  for (const type of ['text/plain', 'text/plain; application/json', 'application/x-www-form-urlencoded']) {
    const simple = await ask('POST', mutation, { ...window, 'content-type': type });
    expect(simple.status, type).toBe(415);
  }
  const { rows } = await town.sql.query('select count(*)::int as count from cases');
  expect(rows[0].count).toBe(1);
  const byPost = await ask('POST', mutation, { ...window, ...JSON_BODY });
  await byPost.reading;
  expect(byPost.text()).toContain('{"data":{"submitCase":{"__typename":"CaseReceived"}}}');
});

test('Whoever shows no token, a stale one or one without the right learns it from the status', async () => {
  const stale = await tokenOf({ role: 'window', expires: '-1 minute' });
  const cases: readonly (readonly [Headers, number, string])[] = [
    [{}, 401, 'UNAUTHENTICATED'],
    [{ authorization: `Bearer ${stale}` }, 401, 'UNAUTHENTICATED'],
    [{ authorization: 'Bearer a.b.c' }, 401, 'UNAUTHENTICATED'],
    [{ authorization: `Bearer ${await tokenOf({ role: 'analyst' })}` }, 403, 'FORBIDDEN'],
  ];
  for (const [headers, status, code] of cases) {
    const refused = await ask('POST', { ...changed, variables: { number } }, { ...headers, ...JSON_BODY });
    await refused.reading;
    expect([refused.status, JSON.parse(refused.text())]).toMatchObject([
      status,
      { errors: [{ extensions: { code } }] },
    ]);
  }
});

test('What is wrong with the operation itself comes as an event', async () => {
  const hidden = { authorization: `Bearer ${await tokenOf({ role: 'front-end', subject: '110101199001011237' })}` };
  const wrong: readonly (readonly [object, Headers])[] = [
    [{ query: '{' }, window],
    [{ query: 'subscription { nothing }' }, window],
    [{}, window],
    [{ ...changed, variables: { number: '990101000001X' } }, window],
    [{ ...changed, variables: { number } }, hidden],
    [{ ...changed, variables: {} }, window],
    [{ ...changed, variables: { number, after: cursorAt(999_999) } }, window],
  ];
  for (const [operation, headers] of wrong) {
    const refused = await ask('POST', operation, { ...headers, ...JSON_BODY });
    await refused.reading;
    expect(refused.status).toBe(200);
    expect(refused.text(), JSON.stringify(operation)).toMatch(
      /event: next\ndata: \{"errors":\[\{"message":"[^\n]+"code":"BAD_USER_INPUT"\}\}\]\}\n\nevent: complete\n/,
    );
  }
});

test('A request that is none of GraphQL over HTTP is refused with a code', async () => {
  const unreadable = await ask('GET', { query: '{ __typename }', variables: '{' });
  await unreadable.reading;
  expect([unreadable.status, JSON.parse(unreadable.text())]).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
  const batch = await ask('POST', [changed, changed], JSON_BODY);
  expect(batch.status).toBe(400);
});

test('A list of every type that a client can read still means JSON; a subscription over JSON is refused', async () => {
  const accept =
    'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed';
  const json = await ask('POST', { query: '{ __typename }' }, { ...JSON_BODY, accept });
  expect(json.headers.get('content-type')).toContain('json');
  const streamed = await ask(
    'POST',
    { query: '{ __typename }' },
    { ...JSON_BODY, accept: 'text/event-stream, multipart/mixed' },
  );
  expect(streamed.headers.get('content-type')).toContain('text/event-stream');
  const spec = { accept: 'application/graphql-response+json' };
  const refused = await ask('POST', { ...changed, variables: { number } }, { ...window, ...JSON_BODY, ...spec });
  await refused.reading;
  expect([refused.status, JSON.parse(refused.text())]).toMatchObject([
    400,
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
});

test('When the token ends, the stream says so and is complete', async () => {
  const short = { authorization: `Bearer ${await tokenOf({ role: 'window', expires: '2s' })}` };
  const { reading, text, status } = await ask(
    'POST',
    { ...changed, variables: { number } },
    { ...short, ...JSON_BODY },
  );
  await Promise.race([reading, sleep(4_000)]);
  expect(status).toBe(200);
  expect(text()).toMatch(
    /event: next\ndata: \{"errors":\[\{"message":[^\n]+"UNAUTHENTICATED"\}\}\]\}\n\nevent: complete\n/,
  );
});

test('A client that offers HTTP/2 with its request is answered all the same', async () => {
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const request = httpRequest(`${town.url}/graphql`, {
      method: 'POST',
      headers: {
        ...JSON_BODY,
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.end(JSON.stringify({ query: '{ __typename }' }));
  });
  expect(answer).toEqual({ status: 200, text: expect.stringContaining('"__typename":"Query"') });
});
