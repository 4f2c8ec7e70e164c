import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type House, runHouse } from '../../support/house.ts';
import { golden } from '../../support/town.ts';

const WINDOW = { role: 'window' };
let house: House;
beforeAll(async () => {
  house = await runHouse({ limits: { cost: costs(60), depth: 8 } });
});

function costs(allowed: number) {
  return {
    anonymous: 10,
    'front-end': allowed,
    window: allowed,
    analyst: allowed,
    supervisor: allowed,
    operator: allowed,
  };
}

interface Estimated {
  readonly cost: number;
  readonly allowed: number;
  readonly errors: readonly { readonly extensions: { readonly code: string } }[];
}

async function estimate(body: unknown, claims?: { role: string }) {
  const response = await fetch(`${house.url}/graphql/cost`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(claims ? { authorization: `Bearer ${await house.token(claims)}` } : {}),
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Estimated };
}

const units = (first: number) =>
  `{ person(number: "350428190001010015") { realEstate(first: ${first}) { nodes { id owners { share } } } } }`;

describe('POST /graphql/cost', () => {
  test('says what an operation may cost and what the role may spend, with the variables that are sent', async () => {
    const { body } = await estimate({ query: units(3) }, WINDOW);
    expect(body).toEqual({ cost: expect.any(Number), allowed: 60 });
    const query = units(3)
      .replace('{ person', 'query Units($first: Int) { person')
      .replace('first: 3', 'first: $first');
    const withVariables = await estimate({ query, variables: { first: 3 } }, WINDOW);
    expect(withVariables.body.cost).toBe(body.cost);
    const more = await estimate({ query, variables: { first: 30 } }, WINDOW);
    expect(more.body.cost).toBeGreaterThan(body.cost);
  });

  test('agrees with what is admitted: as much as is allowed runs, one more is refused', async () => {
    for (let first = 1; first <= 20; first += 1) {
      const [{ body }, reply] = await Promise.all([
        estimate({ query: units(first) }, WINDOW),
        house.ask({ query: units(first) }, WINDOW),
      ]);
      const refused = reply.errors.some(({ extensions }) => extensions.code === 'QUERY_TOO_COMPLEX');
      expect({ first, refused }).toEqual({ first, refused: body.cost > body.allowed });
    }
  });

  test('runs nothing: a mutation that is estimated leaves no case behind', async () => {
    const input = await house.control.sample('enterprise-opening', 0);
    const asked = { query: golden('submit-case'), variables: { input } };
    expect((await estimate(asked, WINDOW)).body.cost).toBeGreaterThan(0);
    const listed = await house.ask({ query: '{ cases(first: 1) { totalCount } }' }, { role: 'supervisor' });
    expect(listed.data.cases.totalCount).toBe(0);
  });

  test('refuses what would not be run, for the same reason', async () => {
    // Who sends no token, or is a front end, sends registered documents only: this is one.
    const query = golden('departments');
    expect(await estimate({ query })).toMatchObject({
      status: 401,
      body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    expect(await estimate({ query }, { role: 'front-end' })).toMatchObject({
      status: 403,
      body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
    });
    for (const wrong of ['{ nothing }', '{', '', '{ __typename } query Other { __typename }']) {
      const { status, body } = await estimate({ query: wrong }, WINDOW);
      expect([wrong, status, body.errors[0]?.extensions.code]).toEqual([wrong, 400, 'BAD_USER_INPUT']);
    }
    const deep = `{ person(number: "350428190001010015") ${'{ household { members { person '.repeat(3)}{ id }${' } } }'.repeat(3)} }`;
    expect((await estimate({ query: deep }, WINDOW)).body.errors[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect((await estimate(['not', 'a', 'request'], WINDOW)).status).toBe(400);
  });

  test('takes a registered document by its hash', async () => {
    const text = golden('departments');
    const sha256Hash = createHash('sha256').update(text).digest('hex');
    const byHash = await estimate({ extensions: { persistedQuery: { version: 1, sha256Hash } } }, WINDOW);
    expect(byHash.body).toEqual((await estimate({ query: text }, WINDOW)).body);
    expect(byHash.body.cost).toBeGreaterThan(0);
  });
});
