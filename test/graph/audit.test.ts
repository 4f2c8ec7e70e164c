// What the audit trail holds of each answer, and that there is no answer without it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHeads } from '../../src/audit/heads.ts';
import { verifyTrail } from '../../src/audit/verify.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { type House, runHouse } from '../support/house.ts';

const window = { role: 'window', purpose: 'acceptance', subject: 'clerk-12' };
const supervisor = { role: 'supervisor', purpose: 'supervision' };
const dossier = `query Dossier($number: CitizenNumber!) { person(number: $number) { number name
  household { address members { person { number name } } } realEstate(first: 5) { nodes { address } } } }`;
let house: House;
let store: Store;

beforeAll(async () => {
  house = await runHouse();
  store = openStore({ url: house.databaseUrl, connectionsMax: 1 });
  afterAll(() => store.close());
});

interface Trail {
  readonly kind: string;
  readonly operation: string | null;
  readonly fields: string[];
  readonly actor: { role: string; subject: string | null } | null;
  readonly purpose: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly read: boolean;
  readonly changed: boolean;
  readonly peopleRead: number;
  readonly cases: string[];
}

async function trail(
  where: object,
  claims: { role: string; purpose?: string } = supervisor,
): Promise<readonly Trail[]> {
  const query = `query($where: AuditFilter) { auditTrail(where: $where, first: 20) { totalCount nodes {
    kind operation fields actor { role subject } purpose outcome code read changed peopleRead cases } } }`;
  const { data, text } = await house.ask({ query, variables: { where } }, claims);
  expect(data, text).toBeDefined();
  expect(data.auditTrail.totalCount).toBeGreaterThanOrEqual(data.auditTrail.nodes.length);
  return data.auditTrail.nodes.filter(({ fields }: Trail) => !fields.includes('auditTrail'));
}

function person(index: number): string {
  return house.population.person(index).number;
}

async function lastSequence(): Promise<number> {
  const [row] = await store.query<{ sequence: number }>('select sequence from audit_chain');
  return row?.sequence ?? 0;
}

describe('A supervisor learns who looked at a citizen', () => {
  test('by name of the clerk and purpose, everybody who was shown with him included', async () => {
    const household = house.population.household(house.population.person(1).household);
    const members = household.members.map(({ person: index }) => person(index));
    await house.ask({ query: dossier, variables: { number: person(1) } }, window);
    for (const number of members) {
      const [entry] = await trail({ person: number });
      expect(entry).toMatchObject({
        kind: 'query',
        operation: 'Dossier',
        fields: ['person'],
        purpose: 'acceptance',
        outcome: 'ANSWERED',
        code: null,
        read: true,
        changed: false,
        actor: { role: 'window', subject: expect.stringContaining('clerk') },
      });
      expect(entry?.peopleRead).toBe(new Set(members).size);
    }
    expect(await trail({ actor: 'clerk-12' })).not.toEqual([]);
    expect(await trail({ actor: 'clerk-13' })).toEqual([]);
  });

  test('and not where what he was shown was masked', async () => {
    for (const claims of [{ role: 'window' }, { role: 'analyst', purpose: 'statistics' }]) {
      await house.ask({ query: dossier, variables: { number: person(50) } }, claims);
    }
    expect(await trail({ person: person(50) })).toEqual([]);
    const { data } = await house.ask({ query: dossier, variables: { number: person(50) } }, window);
    expect(data.person.number).toBe(person(50));
    expect(await trail({ person: person(50) })).toHaveLength(1);
  });

  test('and so does the next one: asking the trail about a person is entered too', async () => {
    await trail({ person: person(3) });
    const query = 'query($where: AuditFilter) { auditTrail(where: $where) { nodes { fields actor { role } } } }';
    const { data } = await house.ask({ query, variables: { where: { person: person(3) } } }, supervisor);
    expect(data.auditTrail.nodes).toEqual([{ fields: ['auditTrail'], actor: { role: 'supervisor' } }]);
  });

  test('but nobody else does, and without a purpose no clerk is named', async () => {
    const query = '{ auditTrail { nodes { actor { subject } } } }';
    for (const role of ['window', 'analyst', 'operator']) {
      expect((await house.ask({ query }, { role })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const entries = await trail({}, { role: 'supervisor' });
    expect(entries.some(({ actor }) => actor?.subject === 'clerk-12')).toBe(false);
  });
});

describe('Entered is also', () => {
  test('a submission, with everybody whom it names and the case', async () => {
    const input = await house.control.sample('home-transfer', 3);
    const query =
      'mutation Hand($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { receipt { number checkCode } case { number } } } }';
    const { data } = await house.ask({ query, variables: { input } }, window);
    const { number, checkCode } = data.submitCase.receipt;
    const named =
      JSON.stringify(input.form)
        .match(/"\d{17}[\dX]"/g)
        ?.map((text) => text.slice(1, -1)) ?? [];
    expect(named.length).toBeGreaterThan(1);
    for (const each of named)
      expect(await trail({ person: each })).toContainEqual(
        expect.objectContaining({ kind: 'mutation', changed: true, cases: [number] }),
      );
    const tracked = await house.ask(
      {
        query: 'query($number: ID!, $code: String!) { trackCase(number: $number, checkCode: $code) { state } }',
        variables: { number, code: checkCode },
      },
      { role: 'window' },
    );
    expect(tracked.data.trackCase.state).toBeDefined();
    expect((await trail({ case: number })).map(({ fields }) => fields[0])).toEqual(['trackCase', 'submitCase']);
  });

  test('what is done to a work order, under the number of the case that it belongs to', async () => {
    const input = await house.control.sample('home-transfer', 11);
    const submit =
      'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
    const { number } = (await house.ask({ query: submit, variables: { input } }, window)).data.submitCase.case;
    const order = { number: '12345-1109', caseNumber: number, content: '催办', dueOn: '2030-01-04' };
    const link = 'mutation($input: LinkWorkOrderInput!) { linkWorkOrder(input: $input) { number } }';
    await house.ask({ query: link, variables: { input: order } }, window);
    const urge = `mutation { superviseWorkOrder(number: "${order.number}", instruction: "请尽快答复") { number } }`;
    expect((await house.ask({ query: urge }, supervisor)).data.superviseWorkOrder.number).toBe(order.number);
    const close = `mutation { closeWorkOrder(number: "${order.number}", reply: "已答复") { number } }`;
    expect((await house.ask({ query: close }, supervisor)).data.closeWorkOrder.number).toBe(order.number);
    expect((await trail({ case: number })).map(({ fields }) => fields[0])).toEqual([
      ...['closeWorkOrder', 'superviseWorkOrder', 'linkWorkOrder', 'submitCase'],
    ]);
  });

  test('a case that is followed, and each of its events before it is sent', async () => {
    const input = await house.control.sample('home-transfer', 8);
    const submit =
      'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
    const { number } = (await house.ask({ query: submit, variables: { input } }, window)).data.submitCase.case;
    const after = Buffer.from('feed:0').toString('base64url');
    const query = `subscription { caseChanged(number: "${number}", after: "${after}") { kind } }`;
    const stop = new AbortController();
    const response = await fetch(`${house.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${await house.token(window)}` },
      signal: stop.signal,
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('caseChanged'))
      text += Buffer.from((await reader?.read())?.value ?? new Uint8Array()).toString();
    const kinds = (await trail({ case: number })).map(({ kind }) => kind);
    stop.abort();
    expect(kinds).toContain('event');
    expect(kinds).toContain('mutation');
    expect((await trail({ from: new Date(Date.now() - 60_000).toISOString() })).map(({ kind }) => kind)).toContain(
      'subscription',
    );
  });

  test('a notice that was fetched and a document that was sent, by doors other than GraphQL', async () => {
    const input = await house.control.sample('enterprise-opening', 4);
    const query =
      'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { receipt { number checkCode } } } }';
    const { number, checkCode } = (await house.ask({ query, variables: { input } }, window)).data.submitCase.receipt;
    const token = await house.token({ role: 'window', subject: 'clerk-12' });
    const fetched = async (path: string, headers = {}) =>
      (await fetch(`${house.url}/notices/${number}.pdf${path}`, { headers })).status;
    expect(await fetched('')).toBe(404);
    expect(await fetched('', { authorization: `Bearer ${token}` })).toBe(404);
    expect(await fetched('', { authorization: `Bearer ${token}`, 'x-purpose': 'acceptance' })).toBe(200);
    expect(await fetched(`?check=${checkCode}`)).toBe(200);
    const sent = await fetch(`${house.url}/materials`, {
      method: 'PUT',
      body: '%PDF-1.4 nothing',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    });
    await sent.text();
    await (await fetch(`${house.url}/track/${number}?check=${checkCode}`)).text();
    const [tracked, upload, byCode, byClerk] = await trail({ from: new Date(Date.now() - 60_000).toISOString() });
    expect(tracked).toMatchObject({ kind: 'query', fields: ['trackCase'], actor: null, cases: [number] });
    expect(upload).toMatchObject({ kind: 'upload', actor: { role: 'window' } });
    expect(byCode).toMatchObject({ kind: 'notice', actor: null, cases: [number] });
    expect(byClerk).toMatchObject({ kind: 'notice', actor: { role: 'window' }, purpose: 'acceptance', peopleRead: 1 });
  });

  test('what was refused for want of a right, or for a limit, and a token that is not valid', async () => {
    const before = new Date().toISOString();
    await house.ask({ query: '{ tasks { id } }' }, { role: 'analyst' });
    await house.ask({ query: '{ person(number: "350428190001010015") { name } }' });
    await house.ask({ query: `{ ${'a: __typename '.repeat(40)} }` }, { role: 'analyst' });
    await fetch(`${house.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a.b.c' },
      body: '{"query":"{__typename}"}',
    });
    const entries = await trail({ from: before });
    expect(entries.map(({ kind, code, actor }) => [kind, code, actor?.role ?? null])).toEqual([
      ['sign-in', 'UNAUTHENTICATED', null],
      ['query', 'QUERY_TOO_COMPLEX', 'analyst'],
      ['query', 'FORBIDDEN', null],
      ['query', 'FORBIDDEN', 'analyst'],
    ]);
    expect(entries.every(({ outcome }) => outcome === 'REFUSED')).toBe(true);
  });

  test('nothing of what is open to everybody', async () => {
    const before = await lastSequence();
    await house.ask({ query: '{ bundles { code } departments { code } }' }, window);
    await house.ask({ query: '{ __typename }' }, window);
    expect(await lastSequence()).toBe(before);
  });
});

test('Its times are told and taken as all times are: a day that does not exist is none', async () => {
  const between = (from: string) =>
    house.ask({ query: `{ auditTrail(where: { from: "${from}" }) { nodes { at } } }` }, supervisor);
  const { data } = await between('2026-02-28T00:00:00Z');
  expect(data.auditTrail.nodes[0].at).toMatch(/\+08:00$/);
  expect((await between('2026-02-30T00:00:00Z')).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('No citizen number and no clerk stands in the table', async () => {
  const rows = await store.query('select * from audit_entries');
  expect(rows.length).toBeGreaterThan(5);
  const text = JSON.stringify(rows);
  const everybody = Array.from({ length: house.population.people }, (_, index) => person(index));
  expect(everybody.filter((number) => text.includes(number))).toEqual([]);
  expect(text).not.toContain('clerk-12');
});

test('Without an entry there is no answer, and the next one is whole again', async () => {
  const ask = () => house.ask({ query: dossier, variables: { number: person(4) } }, window);
  await store.run('alter table audit_chain rename to audit_chain_gone');
  const withheld = await ask();
  expect([withheld.status, withheld.data, withheld.errors[0]?.extensions.code]).toEqual([500, undefined, 'INTERNAL']);
  expect(withheld.text).not.toContain(person(4));
  const refused = await house.ask({ query: '{ tasks { id } }' }, { role: 'analyst' });
  expect(refused.errors[0]?.extensions.code).toBe('INTERNAL');
  await store.run('alter table audit_chain_gone rename to audit_chain');
  expect((await ask()).data.person.number).toBe(person(4));
});

test('What was entered in all these tests is one chain, whose heads lie in the data folder', async () => {
  await expect
    .poll(async () => (await readHeads(house.dataFolder)).heads.at(-1)?.sequence, { timeout: 5_000 })
    .toBe(await lastSequence());
  const { heads, faults } = await readHeads(house.dataFolder);
  expect(faults).toEqual([]);
  expect((await verifyTrail(store, heads)).faults).toEqual([]);
});
