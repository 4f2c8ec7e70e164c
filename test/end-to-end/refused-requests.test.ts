// Requests that are not answered: without a valid token, without the right, or with arguments that are none.
import { generateKeyPair, SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type GraphAnswer, openGraph } from '../../commands/town/graph.ts';
import { DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER, developmentToken, TOKEN_TYPE } from '../../development/issuer.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';

let town: RunningTown;
let number: string;

beforeAll(async () => {
  town = await runTown();
  number = town.population.person(3).number;
});

const PERSON = 'query Person($number: CitizenNumber!) { person(number: $number) { name } }';

/** Under this type every refusal has a status of its own (GraphQL over HTTP, 6.4.2). */
const headers = { accept: 'application/graphql-response+json' };

function codes({ errors }: GraphAnswer): readonly (string | undefined)[] {
  return (errors ?? []).map(({ extensions }) => extensions?.code);
}

async function foreignToken(changes: { issuer?: string; audience?: string; type?: string; expires?: string }) {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT({ role: 'window', purpose: 'acceptance' })
    .setProtectedHeader({ alg: 'ES256', typ: changes.type ?? TOKEN_TYPE })
    .setIssuer(changes.issuer ?? DEVELOPMENT_ISSUER)
    .setAudience(changes.audience ?? DEVELOPMENT_AUDIENCE)
    .setSubject('somebody')
    .setIssuedAt()
    .setExpirationTime(changes.expires ?? '1h')
    .sign(privateKey);
}

function unsigned(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { role: 'window', iss: DEVELOPMENT_ISSUER, aud: DEVELOPMENT_AUDIENCE, sub: 'x', exp: 4_000_000_000 };
  return `${part({ alg: 'none', typ: TOKEN_TYPE })}.${part(claims)}.`;
}

async function tampered(): Promise<string> {
  const token = await developmentToken({ role: 'front-end', subject: number, expires: '1h' });
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object;
  return [header, Buffer.from(JSON.stringify({ ...claims, role: 'supervisor' })).toString('base64url'), signature].join(
    '.',
  );
}

describe('Without a valid token', () => {
  test('a question for somebody’s data is UNAUTHENTICATED, with HTTP 401, and nothing is answered', async () => {
    const answer = await (await town.as()).ask({ document: PERSON, variables: { number }, headers });
    expect([answer.status, codes(answer), answer.data ?? null]).toEqual([401, ['UNAUTHENTICATED'], null]);
  });

  test.each([
    ['no token at all', async () => 'nonsense'],
    ['a token of another key', async () => foreignToken({})],
    ['a token without a signature', async () => unsigned()],
    ['a token whose role was changed', tampered],
    ['a token that has expired', async () => developmentToken({ role: 'window', expires: '-1 minute' })],
    ['a token of a role that does not exist', async () => developmentToken({ role: 'emperor', expires: '1h' })],
  ])('every question is: %s', async (_, make) => {
    const answer = await openGraph(town.url, await make()).ask({ document: '{ bundles { code } }', headers });
    expect([answer.status, codes(answer)]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(answer.data ?? null).toBeNull();
  });

  test('what anybody may know is answered to whoever shows none', async () => {
    const document = golden('bundle-guide');
    const answer = await (await town.as()).ask({ document, variables: { code: 'home-transfer' } });
    expect([answer.status, answer.errors]).toEqual([200, undefined]);
  });
});

describe('With a token that lacks the right', () => {
  test.each([
    ['a front end', { role: 'front-end' }, golden('departments')],
    ['an analyst', { role: 'analyst' }, 'query Feed { caseEvents(first: 1) { endCursor } }'],
    [
      'an operator',
      { role: 'operator' },
      'mutation Submit($input: SubmitCaseInput!) { submitCase(input: $input) { __typename } }',
    ],
  ])('%s is FORBIDDEN, and nothing of the operation is answered', async (_, request, document) => {
    const input = await town.control.sample('home-transfer', 0);
    const variables = document.includes('$input') ? { input } : {};
    const answer = await (await town.as(request)).ask({ document, variables, headers });
    expect([answer.status, codes(answer), answer.data ?? null]).toEqual([403, ['FORBIDDEN'], null]);
  });
});

describe('An argument that is none is BAD_USER_INPUT', () => {
  test.each([
    ['a citizen number with a wrong check character', 'person(number: "350428190001010010") { id }'],
    ['a citizen number on 29 February 1900', 'person(number: "350428190002290012") { id }'],
    ['a citizen number in lower case', 'person(number: "35042819000101001x") { id }'],
    ['a citizen number as a number', 'person(number: 350428190001010015) { id }'],
    ['a credit code with a wrong check character', 'enterprise(creditCode: "91350428MA0TE5T16J") { id }'],
    ['a credit code with the letter O', 'enterprise(creditCode: "91350428MO0TE5T16H") { id }'],
    ['a unit number of 27 characters', 'realEstateUnit(unitNumber: "350428001002GB00003F0001000") { id }'],
    ['a county that does not exist', 'enterprises(where: { county: "350499" }, first: 1) { totalCount }'],
    ['a page of no size', 'enterprises(where: { county: "350428" }, first: 0) { totalCount }'],
    ['a cursor of nobody', 'enterprises(where: { county: "350428" }, first: 1, after: "§") { totalCount }'],
    ['a field that does not exist', 'person(number: "350428190001010015") { salary }'],
    ['a document that does not parse', 'person('],
  ])('%s', async (_, selection) => {
    const answer = await town.window.ask({ document: `{ ${selection} }` });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    expect(JSON.stringify(answer.data ?? null)).not.toContain('"id"');
  });

  test.each(['350428190001010010', '35042819000101001x', 350428190001010000, null, ''])(
    'in a variable as in the text: %j',
    async (wrong) => {
      const answer = await town.window.ask({ document: PERSON, variables: { number: wrong }, headers });
      expect([answer.status, codes(answer)]).toEqual([400, ['BAD_USER_INPUT']]);
    },
  );

  test('a number that nobody bears is none: nobody is on record under it', async () => {
    const answer = await town.window.ask({ document: PERSON, variables: { number: '350428190001010015' } });
    expect([answer.status, answer.errors, answer.data]).toEqual([200, undefined, { person: null }]);
  });
});

test('What is no GraphQL request at all is refused as JSON with a code', async () => {
  const send = (body: string, type: string) =>
    fetch(`${town.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body });
  for (const [body, type] of [
    ['{', 'application/json'],
    ['[]', 'application/json'],
    ['{}', 'application/json'],
    ['{ departments { code } }', 'text/plain'],
  ] as const) {
    const response = await send(body, type);
    expect(response.status, body).toBeGreaterThanOrEqual(400);
    expect(response.status, body).toBeLessThan(500);
    expect(await response.json(), body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  }
  const nowhere = await fetch(`${town.url}/nowhere`);
  expect([nowhere.status, await nowhere.json()]).toMatchObject([
    404,
    { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  ]);
});
