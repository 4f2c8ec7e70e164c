// Who may have a printed notice: whoever holds the paper's check code, tried no more often than a person would, or a token with
// rights, as far as its counties reach. To everybody else it looks as if there were none.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/pool.ts';
import { type House, runHouse, type TokenClaims } from '../support/house.ts';

const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
  ... on CaseReceived { receipt { number checkCode } } ... on CaseDeficient { notice { number checkCode } } } }`;
const clerk = { role: 'window', purpose: 'acceptance' };
let house: House;
let store: Store;

beforeAll(async () => {
  house = await runHouse();
  store = openStore({ url: house.databaseUrl, connectionsMax: 1 });
});
afterAll(() => store.close());

interface Paper {
  readonly number: string;
  readonly checkCode: string;
}

async function submitted(input: unknown): Promise<Paper> {
  const { data } = await house.ask({ query: SUBMIT, variables: { input } }, clerk);
  return data.submitCase.receipt ?? data.submitCase.notice;
}

const received = async (bundle: string, n: number) => submitted(await house.control.sample(bundle, n));

let untriedBefore = 20;
/** Another at each call, so that a test begun again does not find the tries of its first time. */
function untried(): Promise<Paper> {
  untriedBefore += 1;
  return received('home-transfer', untriedBefore);
}

function asked(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${house.url}${path}`, init);
}

async function byToken({ number }: Paper, claims: TokenClaims): Promise<number> {
  const authorization = `Bearer ${await house.token(claims)}`;
  const { status } = await asked(`/notices/${number}.html`, { headers: { authorization } });
  return status;
}

test('A token reads the notices of cases in its counties alone', async () => {
  const paper = await received('home-transfer', 1);
  for (const role of ['window', 'supervisor']) {
    const purpose = role === 'window' ? 'acceptance' : 'supervision';
    expect(await byToken(paper, { role, purpose })).toBe(200);
    expect(await byToken(paper, { role, purpose, regions: ['350428'] })).toBe(200);
    expect(await byToken(paper, { role, purpose, regions: ['110101'] })).toBe(404);
    expect(await byToken(paper, { role, purpose, regions: [] })).toBe(404);
  }
  expect(await byToken(paper, { role: 'analyst', purpose: 'statistics' })).toBe(404);
  expect(await byToken(paper, { role: 'window' })).toBe(404);
});

test('A notice of what became no case is read in the county of the enterprise that applied', async () => {
  const sample = await house.control.sample('enterprise-closing', 2);
  const paper = await submitted({ ...sample, materials: [] });
  expect(paper.number).toMatch(/^G/);
  expect(await byToken(paper, { ...clerk, regions: ['350428'] })).toBe(200);
  expect(await byToken(paper, { ...clerk, regions: ['110101'] })).toBe(404);
});

test('Codes are tried two dozen times at most, at whichever address, and nothing is drawn for a wrong one', async () => {
  const [paper, other] = [await untried(), await untried()];
  const places = [
    (check: string) => asked(`/notices/${paper.number}.pdf?check=${check}`),
    (check: string) => asked(`/notices/${paper.number}/seal?check=${check}`),
    (check: string) => asked(`/notices/${paper.number}/verify?check=${check}`, { method: 'POST' }),
    (check: string) => asked(`/track/${paper.number}?check=${check}`),
  ];
  const statuses: number[] = [];
  const tryWrong = async () => {
    const response = await places[statuses.length % places.length]?.(`WRONG${statuses.length}`);
    await response?.text();
    statuses.push(response?.status ?? 0);
  };
  while (statuses.length < 40) await tryWrong();
  expect(statuses.slice(0, 24)).toEqual(Array.from({ length: 24 }, () => 404));
  expect(statuses.filter((status) => status === 404).length).toBeLessThan(30);
  expect(await store.query('select number from documents where number = $1', [paper.number])).toEqual([]);
  // One more try comes to be allowed; for more than two seconds after it none is.
  do await tryWrong();
  while (statuses.at(-1) !== 404);
  for (const place of places) {
    const response = await place(paper.checkCode);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.text()).toContain('查询过于频繁');
  }
  expect((await asked(`/notices/${other.number}.pdf?check=${other.checkCode.toLowerCase()}`)).status).toBe(200);
});

test('Who looks for a notice that is not there is told the same, whatever the reason, on a page where a page is wanted', async () => {
  const paper = await received('home-transfer', 5);
  const told = async (path: string, headers: Record<string, string> = {}) => {
    const response = await asked(path, { headers });
    return [response.status, response.headers.get('content-type'), await response.text()];
  };
  const wrong = await told(`/notices/${paper.number}.pdf?check=WRONG222`);
  expect(wrong).toEqual(await told('/notices/2611220999999.pdf?check=WRONG222'));
  expect(wrong).toEqual(await told(`/notices/${paper.number}.pdf`));
  expect(wrong).toEqual(await told(`/notices/${paper.number}/seal?check=WRONG222`));
  expect(wrong[2]).toContain('compare both with the paper');
  const page = await told(`/notices/${paper.number}.pdf?check=WRONG222`, { accept: 'text/html,*/*' });
  expect(page).toEqual([404, 'text/html; charset=utf-8', expect.stringContaining('/print')]);
});
