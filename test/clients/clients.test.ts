// The clients that front ends use need no change to talk to the gateway: what is asked, what comes back, how errors look.
import { readFileSync } from 'node:fs';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { beforeAll, describe, expect, test } from 'vitest';
import { hashOf } from '../../src/graph/admission/trusted-documents.ts';
import { type House, runHouse } from '../support/house.ts';
import { type Caller, clients, hasCurl, type Operation } from './clients.ts';

const window = { role: 'window', purpose: 'acceptance' };
let house: House;
/** Front ends send trusted documents here. */
let production: House;
let citizen: { role: string; purpose: string; subject: string };
let caseNumber: string;

beforeAll(async () => {
  house = await runHouse({ people: 300, development: true });
  production = await runHouse({ people: 300 });
  citizen = { role: 'front-end', purpose: 'own-data', subject: house.population.person(3).number };
  // Held, so that what is followed is what was there already.
  for (const department of ['tax', 'land', 'licensing', 'police']) {
    await house.control.setDecisions(department, { outcome: 'hold' });
  }
  const input = await house.control.sample('enterprise-closing', 1);
  const { data } = await house.ask({ query: golden('submit-case'), variables: { input } }, window);
  caseNumber = data.submitCase.receipt.number;
});

function golden(name: string): string {
  return readFileSync(new URL(`../golden/${name}.graphql`, import.meta.url), 'utf8');
}

const operation = (file: string, operationName: string, variables: Record<string, unknown>): Operation => ({
  query: golden(file),
  operationName,
  variables,
});
const TOO_MUCH = `query Q { enterprises(where: {county: "350428"}, first: 500) { nodes { legalRepresentative {
  realEstate(first: 500) { nodes { id } } } } } }`;
/** What is on record of the case, in the order of the feed. */
const FEED: Operation = {
  query: 'query Feed { caseEvents(first: 100) { nodes { cursor sequence caseNumber } } }',
  operationName: 'Feed',
  variables: {},
};
interface Feed {
  readonly caseEvents: { readonly nodes: readonly { cursor: string; sequence: number; caseNumber: string }[] };
}

test('curl is there where every test must run', () => {
  expect(hasCurl || process.env['CI'] !== 'true').toBe(true);
});

const usable = clients.filter(([name]) => name !== 'curl' || hasCurl);

describe.each(usable)('%s', (name, make) => {
  const as = async (claims?: { role: string; purpose?: string; subject?: string }): Promise<Caller> =>
    make({ url: house.url, token: claims && (await house.token(claims)) });

  test('reads across the departments', async () => {
    const { number, name: personName } = house.population.person(3);
    const caller = await as(window);
    const { data, codes } = await caller.ask(operation('person-dossier', 'PersonDossier', { number }));
    expect(codes).toEqual([]);
    expect(data).toMatchObject({ person: { number, name: personName, masked: false } });
  });

  test('submits, and is told of the same case when it repeats itself', async () => {
    const index = 10 + clients.findIndex(([each]) => each === name);
    const input = await house.control.sample('enterprise-opening', index);
    const caller = await as(window);
    const submit = async () => (await caller.ask(operation('submit-case', 'SubmitCase', { input }))).data;
    expect(await submit()).toMatchObject({ submitCase: { __typename: 'CaseReceived', replayed: false } });
    expect(await submit()).toMatchObject({ submitCase: { __typename: 'CaseReceived', replayed: true } });
  });

  test('learns why it was refused: a right that it lacks, a document that is none, a limit', async () => {
    const caller = await as({ role: 'analyst', purpose: 'statistics' });
    const ask = async (query: string) => (await caller.ask({ query, operationName: 'Q', variables: {} })).codes;
    expect(await ask('query Q { auditTrail(first: 1) { totalCount } }')).toEqual(['FORBIDDEN']);
    expect(await ask('query Q { nothing }')).toEqual(['BAD_USER_INPUT']);
    expect(await ask(TOO_MUCH)).toEqual(['QUERY_TOO_COMPLEX']);
  });

  test('is a stranger without a token, and no more than masked without a purpose', async () => {
    const stranger = await as();
    const mine = operation('person-dossier', 'PersonDossier', { number: house.population.person(3).number });
    expect((await stranger.ask(mine)).codes).toEqual(['UNAUTHENTICATED']);
    const clerk = await as({ role: 'window' });
    expect((await clerk.ask(mine)).data).toMatchObject({ person: { masked: true } });
  });

  test('follows a case from a cursor, where it can follow', async () => {
    const caller = await as(window);
    if (!caller.follow) return expect(name).toBe('graphql-request');
    const { caseEvents } = (await caller.ask(FEED)).data as Feed;
    const [first, ...rest] = caseEvents.nodes.filter((each) => each.caseNumber === caseNumber);
    const following = operation('case-feed', 'CaseChanged', { number: caseNumber, after: first?.cursor });
    const told = (await caller.follow(following, rest.length)) as { caseChanged: { sequence: number } }[];
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(({ caseChanged }) => caseChanged.sequence)).toEqual(rest.map(({ sequence }) => sequence));
  });
});

test('Apollo’s own link for persisted queries sends trusted documents by their hash', async () => {
  const text = golden('person-dossier');
  const sent: string[] = [];
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: new PersistedQueryLink({ generateHash: async () => hashOf(text) }).concat(
      new HttpLink({
        uri: `${production.url}/graphql`,
        headers: { authorization: `Bearer ${await production.token(citizen)}` },
        fetch: async (input, init) => {
          sent.push(String(init?.body));
          return fetch(input, init);
        },
      }),
    ),
  });
  const { data } = await client.query({ query: gql(text), variables: { number: citizen.subject } });
  expect(data).toMatchObject({ person: { number: citizen.subject, masked: false } });
  expect(sent.map((body) => 'query' in JSON.parse(body))).toEqual([false]);
});

// Last: a department that was down is asked again only after a while.
test('When a department is down every client keeps what there is, and learns which one it is', async () => {
  await house.control.setFaults('tax', { maintenance: true });
  const { number } = house.population.person(3);
  const token = await house.token(window);
  for (const [name, make] of usable) {
    const { data, codes } = await make({ url: house.url, token }).ask(
      operation('person-dossier', 'PersonDossier', { number }),
    );
    expect(codes, name).toEqual(['DEPARTMENT_UNAVAILABLE']);
    expect(data, name).toMatchObject({ person: { number, taxAccount: null } });
  }
});
