// What a citizen who is signed in finds under `me`: the own cases, what happened in them, and what of it was read.
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type House, runHouse, type TokenClaims } from '../support/house.ts';

let house: House;
let applicant: TokenClaims;
let number: string;

beforeAll(async () => {
  house = await runHouse({ development: true });
  const input = await house.control.sample('home-transfer', 3);
  const { person } = input['applicant'] as { person: { number: string } };
  applicant = { role: 'front-end', purpose: 'own-data', subject: person.number };
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
  number = (await house.ask({ query, variables: { input } }, applicant)).data.submitCase.case.number;
  const issued = async () => {
    const { data } = await house.ask({ query: `{ case(number: "${number}") { state } }` }, applicant);
    expect(data.case.state).toBe('ISSUED');
  };
  await vi.waitFor(issued, { timeout: 60_000, interval: 200 });
});

const NOTIFICATIONS = `query($first: Int, $after: String, $unreadOnly: Boolean) { me {
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) { totalCount unreadCount
    nodes { kind read event { cursor kind part message } case { number state } }
    pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

async function notifications(variables: object = {}, claims: TokenClaims = applicant) {
  const { data, text } = await house.ask({ query: NOTIFICATIONS, variables }, claims);
  expect(data, text).toBeDefined();
  return data.me.notifications;
}

async function markRead(upTo: string) {
  const query = 'mutation($upTo: String!) { markNotificationsRead(upTo: $upTo) { unreadCount } }';
  return house.ask({ query, variables: { upTo } }, applicant);
}

test('The own person and the own cases are there, page by page, and nobody else’s', async () => {
  const query = '{ me { person { number masked } cases(first: 1) { totalCount nodes { number } } } }';
  const own = await house.ask({ query }, applicant);
  expect(own.data.me).toEqual({
    person: { number: applicant.subject, masked: false },
    cases: { totalCount: 1, nodes: [{ number }] },
  });
  const stranger = { ...applicant, subject: house.population.person(200).number };
  expect((await house.ask({ query }, stranger)).data.me.cases).toEqual({ totalCount: 0, nodes: [] });
  expect(await notifications({}, stranger)).toMatchObject({ totalCount: 0, unreadCount: 0, nodes: [] });
});

describe('Notifications', () => {
  test('tell what departments did, the newest first, and nothing of deliveries', async () => {
    const { nodes, totalCount } = await notifications({ first: 50 });
    expect(nodes).toHaveLength(totalCount);
    expect(new Set(nodes.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['ACCEPTANCE', 'DECISION', 'ISSUE']),
    );
    expect(nodes[0]).toMatchObject({ kind: 'ISSUE', event: { message: '已统一出件' }, case: { number } });
    const cursors = nodes.map(({ event }: { event: { cursor: string } }) => placeOf(event.cursor));
    expect(cursors).toEqual([...cursors].sort((one, other) => other - one));
  });

  test('come page by page, each once', async () => {
    const all = await notifications({ first: 50 });
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let page = 0; page < 20; page += 1) {
      const { nodes, pageInfo } = await notifications({ first: 2, after });
      expect(pageInfo.hasPreviousPage).toBe(page > 0);
      seen.push(...nodes);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(all.nodes);
  });

  test('are marked as read up to one of them, and a mark never goes back', async () => {
    const { nodes, totalCount } = await notifications({ first: 50 });
    const [, , third] = nodes;
    expect((await markRead(third.event.cursor)).data.markNotificationsRead).toEqual({ unreadCount: 2 });
    const unread = await notifications({ first: 50, unreadOnly: true });
    expect(unread).toMatchObject({ totalCount, unreadCount: 2, nodes: nodes.slice(0, 2) });
    expect((await markRead(nodes.at(-1).event.cursor)).data.markNotificationsRead).toEqual({ unreadCount: 2 });
    expect((await notifications({ first: 50 })).nodes.map(({ read }: { read: boolean }) => read)).toEqual(
      nodes.map((_: unknown, index: number) => index >= 2),
    );
  });

  test('that are still to come are not read by a mark beyond the end', async () => {
    await markRead(Buffer.from('feed:999999999').toString('base64url'));
    expect((await notifications()).unreadCount).toBe(0);
    const recipient = { name: '某某', number: applicant.subject };
    const handOver = `mutation($input: HandOverCaseInput!) { handOverCase(input: $input) { case { state } } }`;
    const input = { caseNumber: number, recipient, channel: 'WINDOW' };
    const handed = await house.ask(
      { query: handOver, variables: { input } },
      { role: 'window', purpose: 'acceptance' },
    );
    expect(handed.errors).toEqual([]);
    await expect.poll(async () => (await notifications()).unreadCount).toBe(1);
    expect((await notifications()).nodes[0]).toMatchObject({
      kind: 'ISSUE',
      read: false,
      event: { kind: 'HANDED_OVER' },
    });
  });

  test('are not marked by a cursor of something else', async () => {
    expect((await markRead('bm90aGluZw')).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

test('For other roles there is no `me`, and for a front end whose token names no citizen there is nobody', async () => {
  for (const role of ['window', 'analyst', 'supervisor', 'operator']) {
    expect((await house.ask({ query: '{ me { person { id } } }' }, { role })).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  }
  const kiosk = { role: 'front-end', subject: 'kiosk-1' };
  expect((await house.ask({ query: '{ me { person { id } } }' }, kiosk)).data).toEqual({ me: null });
  const query = 'mutation { markNotificationsRead(upTo: "ZmVlZDox") { unreadCount } }';
  expect((await house.ask({ query }, kiosk)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

function placeOf(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64url').toString().replace('feed:', ''));
}
