// An operation that came before is answered by a shorter way: nobody can tell by what comes, who is refused, or what is on
// record.
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { type House, type Question, type Reply, runHouse, type TokenClaims } from '../../support/house.ts';

const clerk = { role: 'window', purpose: 'acceptance' };
const analyst = { role: 'analyst', purpose: 'statistics' };
const supervisor = { role: 'supervisor', purpose: 'supervision' };
let house: House;
let number: string;
let dossier: string;

beforeAll(async () => {
  house = await runHouse();
  number = house.population.person(3).number;
  dossier = await document('person-dossier');
});

function document(name: string): Promise<string> {
  return readFile(new URL(`../../golden/${name}.graphql`, import.meta.url), 'utf8');
}

/** The answer of the first time, which takes the long way, and of the third, which does not: no other test sends this text. */
async function twice({ query, ...rest }: Question, claims?: TokenClaims): Promise<[Reply, Reply]> {
  const question = { query: `${query}\n# ${randomUUID()}`, ...rest };
  const first = await house.ask(question, claims);
  await house.ask(question, claims);
  return [first, await house.ask(question, claims)];
}

function head({ status, headers }: Reply) {
  const { date: _, ...rest } = Object.fromEntries(headers);
  return { status, ...rest };
}

describe('The short way answers as the long way', () => {
  test.each([
    ['a dossier', () => ({ query: dossier, variables: { number } }), clerk],
    ['a dossier, masked', () => ({ query: dossier, variables: { number } }), analyst],
    ['as JSON', () => ({ query: dossier, variables: { number }, accept: 'application/json' }), clerk],
    ['by name', () => ({ query: dossier, variables: { number }, operationName: 'PersonDossier' }), clerk],
    [
      'one of two operations',
      () => ({ query: 'query A { __typename } query B { bundles { code } }', operationName: 'B' }),
      clerk,
    ],
    ['a wrong variable', () => ({ query: dossier, variables: { number: '1' } }), clerk],
    ['a missing variable', () => ({ query: dossier }), clerk],
    ['no such operation', () => ({ query: dossier, variables: { number }, operationName: 'Other' }), clerk],
  ] as const)('%s', async (_, question, claims) => {
    const [long, short] = await twice(question(), claims);
    expect(short.text).toBe(long.text);
    expect(head(short)).toEqual(head(long));
  });

  test('every operation that front ends rely on, to whoever may ask for it', async () => {
    const names = (await readdir(new URL('../../golden/', import.meta.url))).filter((file) =>
      file.endsWith('.graphql'),
    );
    for (const name of names) {
      const query = await document(name.replace('.graphql', ''));
      const [long, short] = await twice({ query, variables: { number, county: '350428' } }, clerk);
      expect(head(short), name).toEqual(head(long));
      expect(short.errors, name).toEqual(long.errors);
    }
  });
});

describe('An operation that one client has sent', () => {
  test('is refused to a role that may not ask for it, in the same words', async () => {
    const question = { query: '{ departments { code queueDepth } }' };
    const citizen = { role: 'front-end', subject: number };
    const before = await house.ask(question, citizen);
    for (let time = 0; time < 3; time += 1) {
      expect((await house.ask(question, { role: 'operator', purpose: 'operation' })).errors).toEqual([]);
    }
    const after = await house.ask(question, citizen);
    expect(before.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect([after.text, after.status]).toEqual([before.text, before.status]);
  });

  test('is refused to somebody without a token', async () => {
    for (let time = 0; time < 3; time += 1) await house.ask({ query: dossier, variables: { number } }, clerk);
    const { status, errors } = await house.ask({ query: dossier, variables: { number } });
    expect([status, errors[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('shows another what that one may see', async () => {
    for (let time = 0; time < 3; time += 1) await house.ask({ query: dossier, variables: { number } }, clerk);
    const { data } = await house.ask({ query: dossier, variables: { number } }, analyst);
    expect(data.person).toMatchObject({ masked: true, number: expect.stringContaining('*') });
  });
});

test('Every answer of the short way is in the audit trail', async () => {
  const own = house.population.person(7).number;
  for (let time = 0; time < 5; time += 1) await house.ask({ query: dossier, variables: { number: own } }, clerk);
  const query = `query($where: AuditFilter) { auditTrail(where: $where, first: 20) { nodes { operation purpose peopleRead } } }`;
  const { data, text } = await house.ask({ query, variables: { where: { person: own } } }, supervisor);
  expect(data, text).toBeDefined();
  const entries = (data.auditTrail.nodes as { operation: string; purpose: string; peopleRead: number }[]).filter(
    ({ operation }) => operation === 'PersonDossier',
  );
  expect(entries).toHaveLength(5);
  for (const entry of entries) {
    expect(entry.purpose).toBe('acceptance');
    expect(entry.peopleRead).toBeGreaterThan(0);
  }
});
