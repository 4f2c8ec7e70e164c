// Which documents a front end may send: in production those that were registered, by hash or by text.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { findDocument, hashOf, openTrustedDocuments } from '../../../src/graph/admission/trusted-documents.ts';
import { buildSchema } from '../../../src/graph/schema.ts';
import { type House, runHouse } from '../../support/house.ts';

const shipped = new URL('../../../catalogue/documents/', import.meta.url);
const golden = new URL('../../golden/', import.meta.url);
const analyst = { role: 'analyst', purpose: 'statistics' };
let production: House;
let development: House;
let citizen: { role: string; purpose: string; subject: string };

beforeAll(async () => {
  [production, development] = [await runHouse({ people: 100 }), await runHouse({ people: 100, development: true })];
  citizen = { role: 'front-end', purpose: 'own-data', subject: production.population.person(3).number };
});

function document(name: string): string {
  return readFileSync(new URL(name, shipped), 'utf8');
}

function byHash(text: string) {
  return { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } };
}

test('The operations that clients rely on are shipped, byte for byte, and fit the schema', async () => {
  const schema = await buildSchema();
  const names = readdirSync(golden).filter((file) => file.endsWith('.graphql'));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    expect(readFileSync(new URL(name, shipped)).equals(readFileSync(new URL(name, golden))), name).toBe(true);
    expect(validate(schema, parse(document(name))).map(({ message }) => `${name}: ${message}`)).toEqual([]);
  }
});

describe('In production a front end', () => {
  const text = document('person-dossier.graphql');
  const raw = 'query($number: CitizenNumber!) { person(number: $number) { name } }';

  test('sends a registered document by its hash, with its text or without', async () => {
    const variables = { number: citizen.subject };
    for (const question of [byHash(text), { ...byHash(text), query: text }, { query: text }]) {
      const { data } = await production.ask({ ...question, variables }, citizen);
      expect(data.person).toMatchObject({ number: citizen.subject, masked: false });
    }
  });

  test('names the operation of a document that holds several', async () => {
    const actions = document('case-actions.graphql');
    const variables = { number: '1', checkCode: '1' };
    const track = await production.ask({ ...byHash(actions), operationName: 'TrackCase', variables });
    expect(track.data).toEqual({ trackCase: null });
    const unnamed = await production.ask({ ...byHash(actions), variables });
    expect(unnamed.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('is refused any other text, and so is whoever shows no token', async () => {
    for (const [query, claims, code] of [
      [raw, citizen, 'FORBIDDEN'],
      [`${text} `, citizen, 'FORBIDDEN'],
      ['{ bundles { code } }', undefined, 'FORBIDDEN'],
    ] as const) {
      const reply = await production.ask({ query, variables: { number: citizen.subject } }, claims);
      expect([reply.status, reply.errors[0]?.extensions.code, reply.data]).toEqual([403, code, undefined]);
      expect(reply.errors[0]?.message).toContain('npm run documents');
    }
    const window = await production.ask({ query: '{ bundles { code } }' }, { role: 'window' });
    expect(window.data.bundles.length).toBeGreaterThan(0);
  });

  test('is told of a hash that nobody registered, and of one that is not its text’s', async () => {
    const unknown = await production.ask(byHash(raw), citizen);
    expect([unknown.status, unknown.errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(unknown.errors[0]?.message).toContain(hashOf(raw));
    const wrong = await production.ask({ ...byHash(text), query: raw }, citizen);
    expect(wrong.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    for (const sha256Hash of ['', 'x'.repeat(64), '../../etc/passwd', 5, null]) {
      const reply = await production.ask({ extensions: { persistedQuery: { version: 1, sha256Hash } } }, citizen);
      expect(reply.errors[0]?.extensions.code, reply.text).toBe('BAD_USER_INPUT');
    }
  });
});

test('With the development issuer a front end sends what it likes, and the schema is open', async () => {
  const subject = development.population.person(3).number;
  const query = 'query($number: CitizenNumber!) { person(number: $number) { number } }';
  const reply = await development.ask({ query, variables: { number: subject } }, { ...citizen, subject });
  expect(reply.data).toEqual({ person: { number: subject } });
  const { data } = await development.ask({ query: getIntrospectionQuery() });
  expect(buildClientSchema(data).getQueryType()?.name).toBe('Query');
});

test('The schema is shown to analysts, operators and supervisors, and to nobody else', async () => {
  const query = '{ __type(name: "Person") { name } }';
  for (const role of ['analyst', 'operator', 'supervisor']) {
    expect((await production.ask({ query }, { role })).data).toEqual({ __type: { name: 'Person' } });
  }
  expect((await production.ask({ query }, { role: 'window' })).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await production.ask({ query }, citizen)).errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await production.ask({ query: '{ __typename }' }, analyst)).data).toEqual({ __typename: 'Query' });
});

test('A document that is put there while the gateway runs is found, and nobody makes it read the folder all the time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-documents-'));
  let nowMs = 0;
  const documents = await openTrustedDocuments(folder, () => nowMs);
  const text = '{ __typename }';
  const find = () =>
    findDocument(byHash(text), documents, true).then(
      (found) => found?.text,
      () => undefined,
    );
  expect(await find()).toBeUndefined();
  writeFileSync(join(folder, 'new.graphql'), text);
  expect(await find()).toBeUndefined();
  nowMs = 2_000;
  expect(await find()).toBe(text);
  rmSync(folder, { recursive: true });
  nowMs = 10_000;
  expect(await documents.text(hashOf('{ other }'))).toBeUndefined();
  expect(await find()).toBe(text);
});
