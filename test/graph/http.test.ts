// GraphQL over HTTP: what the specification asks of a server, and what a front end of another site must not be able to do.
import { auditServer } from 'graphql-http';
import { beforeAll, describe, expect, test } from 'vitest';
import { type House, type Reply, replyOf, runHouse } from '../support/house.ts';

const JSON_TYPE = 'application/json';
const GRAPHQL_RESPONSE = 'application/graphql-response+json';
const analyst = { role: 'analyst', purpose: 'statistics' };
let house: House;
let authorization: string;

beforeAll(async () => {
  house = await runHouse();
  authorization = `Bearer ${await house.token(analyst)}`;
});

function send(init: RequestInit, path = '/graphql'): Promise<Response> {
  return fetch(`${house.url}${path}`, init);
}

function post(body: string, headers: Record<string, string> = {}): Promise<Reply> {
  const init = {
    method: 'POST',
    body,
    headers: { 'content-type': JSON_TYPE, accept: JSON_TYPE, authorization, ...headers },
  };
  return send(init).then(replyOf);
}

test('Every audit of graphql-http is passed, without a warning', async () => {
  const fetchFn = (input: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', authorization);
    return fetch(input, { ...init, headers });
  };
  const results = await auditServer({ url: `${house.url}/graphql`, fetchFn });
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(
    failed.map(({ id, name, status, ...rest }) => `${id} ${name}: ${status} ${'reason' in rest ? rest.reason : ''}`),
  ).toEqual([]);
  expect(results).toHaveLength(61);
});

describe('A refused operation has the status of the accepted media type', () => {
  const deep = `{ person(number: "350428190001010015") { household { members { person ${'{ household { members { person '.repeat(5)}{ id }${' } } }'.repeat(5)} } } } }`;
  test.each([
    ['that does not parse', '{', 200, 400, 'BAD_USER_INPUT'],
    ['that does not validate', '{ nothing }', 200, 400, 'BAD_USER_INPUT'],
    ['beyond a limit', deep, 200, 400, 'QUERY_TOO_COMPLEX'],
    ['for a field that the role may not ask for', '{ tasks { id } }', 200, 403, 'FORBIDDEN'],
    [
      'with a variable of a wrong type',
      'query($a: Int) { enterprises(where: {county: "350428"}, first: $a) { totalCount } }',
      200,
      400,
      'BAD_USER_INPUT',
    ],
    ['whose name fits none', 'query A { __typename } query B { __typename }', 200, 400, 'BAD_USER_INPUT'],
  ])('one %s', async (_, query, asJson, asGraphQL, code) => {
    const body = JSON.stringify({ query, variables: { a: 'x' } });
    for (const [accept, status] of [
      [JSON_TYPE, asJson],
      ['*/*', asJson],
      [GRAPHQL_RESPONSE, asGraphQL],
    ] as const) {
      const reply = await post(body, { accept });
      expect([reply.status, reply.errors[0]?.extensions.code], reply.text).toEqual([status, code]);
      expect(reply.headers.get('content-type')).toBe(
        `${accept === GRAPHQL_RESPONSE ? accept : JSON_TYPE}; charset=utf-8`,
      );
      expect('data' in JSON.parse(reply.text)).toBe(false);
    }
  });

  test.each([JSON_TYPE, GRAPHQL_RESPONSE])('and whoever shows no valid token gets 401 as %s', async (accept) => {
    const body = JSON.stringify({ query: '{ departments { code } }' });
    for (const headers of [{ authorization: 'Bearer a.b.c' }, { authorization: 'Basic YTpi' }]) {
      const reply = await post(body, { accept, ...headers });
      expect([reply.status, reply.errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
      expect(reply.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});

describe('Everything that fails is told as JSON with a code', () => {
  test.each([
    ['a body that is no JSON', { method: 'POST', body: '{"query":', headers: { 'content-type': JSON_TYPE } }, 400],
    [
      'a body of another type',
      { method: 'POST', body: '{__typename}', headers: { 'content-type': 'text/plain' } },
      415,
    ],
    [
      'a form',
      { method: 'POST', body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
    ],
    ['a batch', { method: 'POST', body: '[{"query":"{__typename}"}]', headers: { 'content-type': JSON_TYPE } }, 400],
    ['an empty body', { method: 'POST', body: '', headers: { 'content-type': JSON_TYPE } }, 400],
    ['no query', { method: 'POST', body: '{"variables":{}}', headers: { 'content-type': JSON_TYPE } }, 400],
    [
      'a query that is no text',
      { method: 'POST', body: '{"query":{"kind":"Document"}}', headers: { 'content-type': JSON_TYPE } },
      400,
    ],
    [
      'a key that would reach a prototype',
      { method: 'POST', body: '{"__proto__":{}}', headers: { 'content-type': JSON_TYPE } },
      400,
    ],
    [
      'a body that is too large',
      {
        method: 'POST',
        body: JSON.stringify({ query: `{__typename} #${'x'.repeat(1024 * 1024)}` }),
        headers: { 'content-type': JSON_TYPE },
      },
      413,
    ],
    [
      'an answer of a type that we do not give',
      { method: 'POST', body: '{"query":"{__typename}"}', headers: { 'content-type': JSON_TYPE, accept: 'text/csv' } },
      406,
    ],
    [
      'a method that means nothing here',
      { method: 'PUT', body: '{"query":"{__typename}"}', headers: { 'content-type': JSON_TYPE } },
      405,
    ],
  ])('%s', async (_, init, status) => {
    const response = await send({ ...init, headers: { authorization, ...init.headers } });
    const reply = await replyOf(response);
    expect([reply.status, reply.errors[0]?.extensions.code], reply.text).toEqual([
      status,
      status === 413 ? expect.any(String) : 'BAD_USER_INPUT',
    ]);
    expect(reply.headers.get('content-type')).toContain('json');
  });

  test('a path where there is nothing, whose identifiers are not repeated', async () => {
    const reply = await replyOf(await send({}, '/people/350428190001010015'));
    expect([reply.status, reply.errors[0]?.extensions.code]).toEqual([404, 'BAD_USER_INPUT']);
    expect(reply.text).not.toContain('350428190001010015');
  });
});

describe('A page of another site', () => {
  const origin = 'https://elsewhere.example';

  test('cannot have a query read by GET without a header that it would have to ask for', async () => {
    const query = encodeURIComponent('{ bundles { code } }');
    const reply = await replyOf(await send({ headers: { origin } }, `/graphql?query=${query}`));
    expect([reply.status, reply.errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    const asked = await replyOf(await send({ headers: { origin, authorization } }, `/graphql?query=${query}`));
    expect(asked.data.bundles.length).toBeGreaterThan(0);
  });

  test('is not allowed to ask', async () => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const response = await send({ method: 'OPTIONS', headers });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const answer = await send({
      method: 'POST',
      headers: { origin, 'content-type': JSON_TYPE, authorization },
      body: '{"query":"{__typename}"}',
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

test('A page of a site on the list may ask, and no other', async () => {
  const listed = await runHouse({ environment: { CORS_ORIGINS: 'https://hall.example, https://desk.example' } });
  const preflight = (origin: string) =>
    fetch(`${listed.url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
  const allowed = await preflight('https://desk.example');
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, 'https://desk.example']);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
  const refused = await preflight('https://elsewhere.example');
  expect([...refused.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  const answer = await fetch(`${listed.url}/health/live`, { headers: { origin: 'https://hall.example' } });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://hall.example');
  expect(answer.headers.get('vary')).toBe('origin');
});

test('A mutation is taken by POST only', async () => {
  const query = encodeURIComponent('mutation { __typename }');
  const reply = await replyOf(await send({ headers: { authorization } }, `/graphql?query=${query}`));
  expect(reply.status).toBe(405);
  expect(reply.headers.get('allow')).toBe('POST');
});

test('Nobody is helped to guess names of the schema, and no value that was sent is repeated', async () => {
  const number = '350428190001010010';
  for (const [query, variables] of [
    ['{ perso { id } }', {}],
    ['{ bundles { cod } }', {}],
    [`{ person(numbe: "${number}") { id } }`, {}],
    [`{ person(number: "${number}") { id } }`, {}],
    [`{ person(number: ${number}) { id } }`, {}],
    [`{ person ${number} }`, {}],
    ['query($number: CitizenNumber!) { person(number: $number) { id } }', { number }],
    ['query($number: Int) { enterprises(where: {county: "350428"}, first: $number) { totalCount } }', { number }],
    [
      'query($where: EnterpriseFilter!) { enterprises(where: $where) { totalCount } }',
      { where: { [number]: 1, count: number } },
    ],
  ] as const) {
    const reply = await post(JSON.stringify({ query, variables }));
    expect(
      reply.errors.map(({ extensions }) => extensions.code),
      reply.text,
    ).toContain('BAD_USER_INPUT');
    expect(reply.text).not.toMatch(/did you mean/i);
    expect(reply.text).not.toContain(number);
  }
});
