// Downloads over HTTP: the same rows as page by page at the endpoint, in every format, for those who may.
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadHistory } from '../../commands/history/load.ts';
import { profileOf } from '../../commands/history/profile.ts';
import { load } from '../../src/catalogue/load.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { calendarFrom } from '../../src/time/calendar.ts';
import { type House, runHouse, type TokenClaims } from '../support/house.ts';
import { golden } from '../support/town.ts';

const CASES = 450;
const ANALYST = { role: 'analyst' };
const SUPERVISOR = { role: 'supervisor', purpose: 'supervision', subject: 'inspector' };
const profile = {
  seed: 12,
  from: '2025-03-03',
  to: '2025-03-31',
  received: 'bundles',
  groups: [{ kind: 'PROMISED', received: CASES, completed: 400 }],
  regions: ['350428', '350102'],
};
const LIST = `query Cases($after: String) { cases(after: $after, orderBy: RECEIVED_AT_ASC) { totalCount
  nodes { ...Row applicant { ... on Person { number masked } } parts { code } } } }
  fragment Row on Case { number state receivedAt }`;

let house: House;
let store: Store;

beforeAll(async () => {
  house = await runHouse();
  const loaded = load(fileURLToPath(new URL('../../catalogue', import.meta.url)));
  if (loaded.kind === 'faulty') throw new Error('The shipped catalogue is faulty.');
  const { catalogue } = loaded;
  store = openStore({ url: house.databaseUrl });
  const time = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
  await loadHistory(profileOf(profile, 'test'), { store, catalogue, time });
  return () => store.close();
});

interface Sent {
  readonly claims?: TokenClaims;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: object;
}

async function send(path: string, { claims = ANALYST, headers = {}, method, body }: Sent = {}): Promise<Response> {
  const authorization = `Bearer ${await house.token(claims)}`;
  return fetch(`${house.url}${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

interface Told {
  readonly id: string;
  readonly state: string;
  readonly rows: number;
  readonly file: string | null;
  readonly errors: readonly { readonly extensions: { readonly code: string } }[];
}
/** What a response says of a download, or why there is none. */
const told = async (response: Response) => (await response.json()) as Told;

const download = (body: object, claims: TokenClaims = ANALYST) => send('/downloads', { body, claims });

async function lines(body: object, claims: TokenClaims = ANALYST): Promise<Record<string, unknown>[]> {
  const response = await download({ ...body, format: 'NDJSON' }, claims);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

async function byHand(query: string, claims: TokenClaims): Promise<unknown[]> {
  const nodes: unknown[] = [];
  let after: string | null = null;
  for (;;) {
    const paged = query.replace('totalCount', 'totalCount pageInfo { hasNextPage endCursor }');
    const { data } = await house.ask({ query: paged, variables: { after } }, claims);
    nodes.push(...data.cases.nodes);
    if (!data.cases.pageInfo.hasNextPage) return nodes;
    after = data.cases.pageInfo.endCursor;
  }
}

test('A connection comes whole, as it comes page by page at the endpoint, masked for an analyst', async () => {
  const rows = await lines({ query: LIST });
  expect(rows.length).toBe(CASES);
  expect(rows).toEqual(await byHand(LIST, ANALYST));
  const applicants = rows.map(({ applicant }) => applicant as { number: string; masked: boolean });
  expect(applicants.every(({ number, masked }) => masked && /^\d{6}\*{8}/.test(number))).toBe(true);
  const seen = await lines({ query: LIST }, SUPERVISOR);
  expect(seen.map(({ applicant }) => (applicant as { number: string }).number).join()).not.toContain('*');
});

test('CSV opens in Excel: marked as UTF-8, with a line for each row, and what is a list as JSON', async () => {
  const response = await download({ query: LIST });
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="?cases-\d{4}-\d\d-\d\d\.csv"?$/);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [head, ...rest] = bytes.subarray(3).toString().split('\r\n');
  expect(head).toBe('number,state,receivedAt,applicant.number,applicant.masked,parts');
  expect(rest.filter((line) => line !== '').length).toBe(CASES);
  expect(rest[0]).toMatch(/^\d{13},[A-Z_]+,2025-03-\d\dT[^,]+,\d{6}\*+\w{4},true,"\[\{""code""/);
});

test('Parquet holds the same, with the types of the schema', async () => {
  const statistics = golden('case-statistics');
  const variables = { from: '2025-03-01', to: '2025-03-31' };
  const response = await download({ query: statistics, variables, format: 'PARQUET' });
  const rows = await parquetReadObjects({ file: await response.arrayBuffer() });
  const asked = await house.ask({ query: statistics, variables }, ANALYST);
  const { rows: expected } = asked.data.caseStatistics;
  expect(rows.length).toBe(expected.length);
  for (const [index, row] of rows.entries()) {
    const { keys, received, withinPromise, medianWorkingHours } = expected[index];
    expect(row).toMatchObject({
      DEPARTMENT: keys[0].value,
      MONTH: keys[1].value,
      received: BigInt(received),
      'withinPromise.denominator': BigInt(withinPromise.denominator),
      'withinPromise.percent': withinPromise.percent,
      medianWorkingHours,
    });
    expect(row['cutOff']).toMatch(/^\d{4}-/);
  }
});

test('A list of a department comes whole as well', async () => {
  const county = house.population.enterprise(0).county;
  const rows = await lines({ query: golden('enterprise-list'), variables: { county } });
  expect(rows.length).toBe(house.population.enterprisesOfCounty(county).count);
});

test('What fails half-way is no file', async () => {
  await house.control.setFaults('licensing', { maintenance: true });
  const county = house.population.enterprise(0).county;
  const response = await download({ query: golden('enterprise-list'), variables: { county } });
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE' } }] });
  await house.control.clearFaults();
});

describe('Nothing is had that the endpoint would not give', () => {
  test.each([
    ['window', { role: 'window', purpose: 'acceptance' }, 'FORBIDDEN'],
    ['front end', { role: 'front-end', subject: '350428190001010015', purpose: 'own-data' }, 'FORBIDDEN'],
  ])('a %s may not download', async (_, claims, code) => {
    const response = await download({ query: LIST }, claims);
    expect([response.status, (await told(response)).errors[0]?.extensions.code]).toEqual([403, code]);
  });

  test.each([
    ['a field that the role may not ask for', '{ auditTrail { nodes { kind } } }', 'FORBIDDEN'],
    ['two lists', '{ cases { nodes { number } } departments { code } }', 'BAD_USER_INPUT'],
    ['a mutation', 'mutation { settleTask(input: {}) { id } }', 'BAD_USER_INPUT'],
    ['no list', '{ case(number: "1") { number } }', 'BAD_USER_INPUT'],
    ['nonsense', '{ cases {', 'BAD_USER_INPUT'],
    ['a field that is not there', '{ cases { nodes { nothing } } }', 'BAD_USER_INPUT'],
    [
      'what costs too much',
      `{ cases(first: 100) { nodes { parts { clocks { intervals { from } } } events(last: 100) { nodes { kind } } } } }`,
      'QUERY_TOO_COMPLEX',
    ],
  ])('%s is refused', async (_, query, code) => {
    const response = await download({ query });
    const { errors } = await told(response);
    expect(errors[0]?.extensions.code).toBe(code);
  });

  test('without a token there is nothing', async () => {
    const response = await fetch(`${house.url}/downloads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{a}"}',
    });
    expect(response.status).toBe(401);
  });

  test('each page is in the audit trail, and the download itself', async () => {
    const before = await kinds();
    await lines({ query: LIST }, SUPERVISOR);
    const after = await kinds();
    expect(after['query'] ?? 0).toBeGreaterThanOrEqual((before['query'] ?? 0) + Math.ceil(CASES / 100));
    expect(after['download']).toBe((before['download'] ?? 0) + 1);
  });

  async function kinds(): Promise<Record<string, number>> {
    const rows = await store.query<{ kind: string; count: number }>(
      'select kind, count(*)::int as count from audit_entries group by kind',
    );
    return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
  }
});

describe('A job', () => {
  const start = (claims: TokenClaims = SUPERVISOR) =>
    send('/downloads', { body: { query: LIST }, claims, headers: { prefer: 'respond-async' } });
  const look = async (id: string, claims: TokenClaims = SUPERVISOR) => told(await send(`/downloads/${id}`, { claims }));

  async function done(id: string) {
    for (;;) {
      const job = await look(id);
      if (job.state !== 'QUEUED' && job.state !== 'RUNNING') return job;
      await sleep(50);
    }
  }

  test('is worked off, told of, and fetched in any format', async () => {
    const response = await start();
    expect(response.status).toBe(202);
    const { id } = await told(response);
    expect(response.headers.get('location')).toBe(`/downloads/${id}`);
    const job = await done(id);
    expect(job).toMatchObject({ state: 'DONE', rows: CASES, total: CASES, field: 'cases', error: null });
    const streamed = await lines({ query: LIST }, SUPERVISOR);
    const text = await (await send(`${job.file}?format=ndjson`, { claims: SUPERVISOR })).text();
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(streamed);
    const parquet = await (await send(`${job.file}?format=PARQUET`, { claims: SUPERVISOR })).arrayBuffer();
    expect((await parquetReadObjects({ file: parquet })).length).toBe(CASES);
    const listed = (await (await send('/downloads', { claims: SUPERVISOR })).json()) as Told[];
    expect(listed.map((each) => each.id)).toContain(id);
  });

  test('is nobody else’s', async () => {
    const { id } = await told(await start());
    await done(id);
    for (const claims of [
      { ...SUPERVISOR, subject: 'another' },
      { ...SUPERVISOR, role: 'operator' },
    ]) {
      expect((await look(id, claims)).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect((await send(`/downloads/${id}/file`, { claims })).status).toBe(400);
    }
  });

  test('that was cancelled or has expired leaves nothing behind', async () => {
    const { id } = await told(await start());
    await done(id);
    expect((await send(`/downloads/${id}`, { method: 'DELETE', claims: SUPERVISOR })).status).toBe(204);
    expect(await look(id)).toMatchObject({ state: 'CANCELLED', file: null });
    const pieces = await store.query('select from download_pieces where download_id = $1', [id]);
    expect(pieces.length).toBe(0);
    expect((await send(`/downloads/${id}/file`, { claims: SUPERVISOR })).status).toBe(400);
  });

  test('counts towards what an account may have at once and in a day', async () => {
    const claims = { ...SUPERVISOR, subject: 'eager' };
    await store.run(
      `insert into downloads (id, role, subject, field, streamed, state, expires_at)
       select gen_random_uuid(), 'supervisor', 'eager', 'cases', true, 'RUNNING', now() + interval '1 day' from generate_series(1, 2)`,
    );
    const crowded = await start(claims);
    expect([crowded.status, (await told(crowded)).errors[0]?.extensions.code]).toEqual([503, 'OVERLOADED']);
    await store.run(`update downloads set state = 'DONE', rows = 2999800 where subject = 'eager'`);
    expect((await start(claims)).status).toBe(503);
    await store.run(`update downloads set rows = 1499900 where subject = 'eager'`);
    const { id } = await told(await start(claims));
    for (;;) {
      const job = await look(id, claims);
      if (job.state === 'FAILED') break;
      expect(['QUEUED', 'RUNNING']).toContain(job.state);
      await sleep(50);
    }
  });
});
