// What Prometheus is told: how much, how long, how it ended; and of nobody.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { type House, runHouse } from '../support/house.ts';

const window = { role: 'window', purpose: 'acceptance' };
const CALM_MS = 60;
let house: House;

beforeAll(async () => {
  house = await runHouse({ people: 100 });
});

/** The value of a series, by its name and labels as they stand in the text; 0 where there is none. */
async function value(series: string): Promise<number> {
  const line = (await scrape()).split('\n').find((each) => each.startsWith(`${series} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

async function scrape(): Promise<string> {
  const response = await fetch(`${house.url}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

test('Operations are counted by type and outcome, departments’ exchanges by kind and outcome', async () => {
  const { number } = house.population.person(1);
  const query = 'query($number: CitizenNumber!) { person(number: $number) { name taxAccount { status } } }';
  const answered = 'graphql_operation_duration_seconds_count{type="query",outcome="answered",code="none"}';
  const partial =
    'graphql_operation_duration_seconds_count{type="query",outcome="partial",code="DEPARTMENT_UNAVAILABLE"}';
  const read = (department: string, outcome: string) =>
    value(`department_exchange_duration_seconds_count{department="${department}",kind="read",outcome="${outcome}"}`);
  await house.ask({ query, variables: { number } }, window);
  expect([await value(answered), await read('police', 'answered'), await read('tax', 'answered')]).toEqual([1, 1, 1]);
  await house.control.setFaults('tax', { maintenance: true });
  await house.ask({ query, variables: { number } }, window);
  expect([await value(partial), await read('tax', 'unavailable')]).toEqual([1, 1]);
  expect(await value('department_state{department="tax",state="MAINTENANCE"}')).toBe(1);
  await house.control.clearFaults();
});

test('Facts are counted by department and by how they were come by', async () => {
  const told = (department: string, by: string) => value(`facts_told_total{department="${department}",by="${by}"}`);
  const { creditCode } = house.population.enterprise(0);
  const query = 'query($code: CreditCode!) { enterprise(creditCode: $code) { licence { state asOf } } }';
  const ask = () => house.ask({ query, variables: { code: creditCode } }, window);
  const before = await Promise.all(['asked', 'joined', 'kept', 'copied'].map((by) => told('licensing', by)));
  await house.control.setFaults('licensing', { latencyMs: 300 });
  await Promise.all(Array.from({ length: 4 }, ask));
  await house.control.setFaults('licensing', { maintenance: true });
  // The rush is over then, so that the department is asked.
  await sleep(150);
  await ask();
  await house.control.clearFaults();
  const after = await Promise.all(['asked', 'joined', 'kept', 'copied'].map((by) => told('licensing', by)));
  const [asked = 0, joined = 0, kept = 0, copied = 0] = after.map((count, index) => count - (before[index] ?? 0));
  // The fourth is asked again while the department is closed, and a copy is told.
  expect([asked, joined + kept, copied]).toEqual([2, 3, 1]);
  expect(await told('land', 'asked')).toBe(0);
});

test('Breaches of a limit are counted by limit and role, refusals by code', async () => {
  await house.ask({ query: `{ ${'a: __typename '.repeat(40)} }` }, { role: 'analyst' });
  await house.ask({ query: '{ tasks { id } }' }, { role: 'analyst' });
  expect(await value('graphql_limit_breaches_total{limit="aliases",role="analyst"}')).toBe(1);
  expect(await value('graphql_operation_duration_seconds_count{type="query",outcome="refused",code="FORBIDDEN"}')).toBe(
    1,
  );
  expect(
    await value('graphql_operation_duration_seconds_count{type="query",outcome="refused",code="QUERY_TOO_COMPLEX"}'),
  ).toBe(1);
});

test('Queues, the audit trail and the event loop are told', async () => {
  const text = await scrape();
  for (const department of ['tax', 'land', 'licensing', 'police'])
    expect(text).toContain(`delivery_queue_depth{department="${department}"} 0`);
  expect(text).toContain('audit_entries_waiting 0');
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect(
    await value('http_request_duration_seconds_count{method="POST",route="/graphql",status="200"}'),
  ).toBeGreaterThan(0);
});

test('No label carries what a client has sent', async () => {
  const { number } = house.population.person(2);
  await fetch(`${house.url}/people/${number}`);
  await house.ask(
    { query: `query Q${number} { person(number: "${number}") { name } }`, operationName: `Q${number}` },
    window,
  );
  await house.ask({ query: `{ p${number} }` }, window);
  await new Promise((resolve) => setTimeout(resolve, CALM_MS));
  expect(await scrape()).not.toContain(number);
});
