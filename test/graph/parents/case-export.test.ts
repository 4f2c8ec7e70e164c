// The export of cases to another platform: nothing is missed, a batch is the same however often it is sent, and only the next
// one comes after its acknowledgement.
import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../../src/store/pool.ts';
import { type House, runHouse, type TokenClaims } from '../../support/house.ts';

const province = { role: 'operator', purpose: 'exchange', subject: 'province-1' };
const CASES = 7;
let house: House;
const numbers: string[] = [];

beforeAll(async () => {
  house = await runHouse({ development: true });
  const query =
    'mutation($input: SubmitCaseInput!) { submitCase(input: $input) { ... on CaseReceived { case { number } } } }';
  // The first batch is made before the last decision.
  await house.control.setDecisions('land', { afterMs: 5_000 });
  for (let n = 1; n <= CASES; n += 1) {
    const input = await house.control.sample('home-transfer', n);
    const { data } = await house.ask({ query, variables: { input } }, { role: 'window', purpose: 'acceptance' });
    numbers.push(data.submitCase.case.number);
  }
  await receiptsInFeed();
});

/** What has no place in the feed yet is not exported. */
async function receiptsInFeed(): Promise<void> {
  const store = openStore({ url: house.databaseUrl, connectionsMax: 1 });
  const placed = `select count(distinct case_id)::int as cases from case_events where position is not null`;
  await vi.waitFor(async () => expect(await store.query(placed)).toEqual([{ cases: CASES }]), { timeout: 30_000 });
  await store.close();
}

interface Batch {
  readonly number: number;
  readonly count: number;
  readonly content: string;
  readonly sha256: string;
  readonly records: readonly {
    caseNumber: string;
    revision: number;
    caseState: string;
    parts: readonly { handlingState: string }[];
  }[];
  readonly acknowledgedAt: string | null;
}
const BATCH = '{ number count records content sha256 madeAt acknowledgedAt }';

async function asked(query: string, variables: object, claims: TokenClaims = province) {
  return house.ask({ query, variables }, claims);
}

const STANDING = '{ caseExports { consumer openNumber lastNumber lastAcknowledgedAt waitingEvents } }';

async function take(first: number): Promise<Batch | null> {
  const query = `mutation($first: Int) { takeCaseExport(consumer: "province", first: $first) ${BATCH} }`;
  const { data, errors } = await asked(query, { first });
  expect(errors).toEqual([]);
  return data.takeCaseExport;
}

async function acknowledge({ number, sha256 }: Pick<Batch, 'number' | 'sha256'>) {
  const query = `mutation($input: AcknowledgeCaseExportInput!) { acknowledgeCaseExport(input: $input) ${BATCH} }`;
  return asked(query, { input: { consumer: 'province', number, sha256 } });
}

async function again(number: number): Promise<Batch | null> {
  const query = `query($number: Int!) { caseExportBatch(consumer: "province", number: $number) ${BATCH} }`;
  return (await asked(query, { number })).data.caseExportBatch;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What a receiver holds that applies batches in their order. */
const held = new Map<string, Batch['records'][number]>();
const sent: Batch[] = [];

async function receive(first: number): Promise<boolean> {
  const batch = await take(first);
  if (!batch) return false;
  for (const record of batch.records) held.set(record.caseNumber, record);
  sent.push(batch);
  expect((await acknowledge(batch)).errors).toEqual([]);
  return true;
}

describe('A batch', () => {
  // Once a batch is there all is well: another try would show nothing.
  test('is taken again, the same, until it is acknowledged, by however many at once', { retry: 0 }, async () => {
    const [batch, ...others] = await Promise.all(Array.from({ length: 24 }, () => take(3)));
    expect(batch).toMatchObject({ number: 1, count: 3, acknowledgedAt: null });
    for (const other of [...others, await take(200), await again(1)]) expect(other).toEqual(batch);
    expect(sha256(batch?.content ?? '')).toBe(batch?.sha256);
    expect(batch?.content).toBe(batch?.records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  });

  test('is not acknowledged by whoever holds something else, and as often as one likes by whoever holds it', async () => {
    const batch = (await take(3)) as Batch;
    const damaged = await acknowledge({ number: batch.number, sha256: sha256(`${batch.content} `) });
    expect(damaged.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await take(3))?.number).toBe(batch.number);
    expect((await acknowledge({ number: 99, sha256: batch.sha256 })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const first = await acknowledge(batch);
    expect(first.data.acknowledgeCaseExport.acknowledgedAt).not.toBeNull();
    expect((await acknowledge(batch)).data).toEqual(first.data);
    expect(await again(batch.number)).toEqual({ ...batch, acknowledgedAt: expect.any(String) });
    for (const record of batch.records) held.set(record.caseNumber, record);
    sent.push(batch);
  });
});

test('Whoever applies all batches in their order holds every case as it is', async () => {
  const settled = async () => {
    while (await receive(2));
    const states = [...held.values()].flatMap(({ parts }) => parts.map(({ handlingState }) => handlingState));
    expect(new Set(states)).toEqual(new Set(['11']));
    const { data } = await asked(STANDING, {});
    expect(data.caseExports).toEqual([
      {
        consumer: 'province',
        openNumber: null,
        lastNumber: sent.length,
        lastAcknowledgedAt: expect.any(String),
        waitingEvents: 0,
      },
    ]);
  };
  await vi.waitFor(settled, { timeout: 90_000, interval: 300 });
  expect([...held.keys()].sort()).toEqual([...numbers].sort());
  expect(sent.map(({ number }) => number)).toEqual(sent.map((_, index) => index + 1));
  expect(sent.every(({ count, records }) => count === records.length && count <= 3)).toBe(true);
  const query = '{ cases(first: 50) { nodes { number state events(last: 100) { nodes { sequence } } } } }';
  const { data } = await house.ask({ query }, { role: 'supervisor', purpose: 'supervision' });
  for (const { number, state, events } of data.cases.nodes) {
    expect(held.get(number)).toMatchObject({ caseState: state, revision: events.nodes.at(-1).sequence });
  }
  const [record] = held.values();
  expect(record?.parts).toContainEqual(
    expect.objectContaining({ handlingState: '11', certificates: [{ kind: '完税证明', number: expect.any(String) }] }),
  );
  expect(record).toMatchObject({ channel: expect.stringMatching(/^[1-5]$/), applicantType: '1' });
});

test('What was sent does not change when the case does, until it is kept no more', async () => {
  const [first] = sent;
  expect((await again(1))?.content).toBe(first?.content);
  expect(first?.records.map(({ caseState }) => caseState)).not.toContain('ISSUED');
  const store = openStore({ url: house.databaseUrl, connectionsMax: 1 });
  await store.run(`update export_batches set acknowledged_at = acknowledged_at - interval '91 days' where number = 1`);
  await store.close();
  const last = sent.at(-1) as Batch;
  await acknowledge(last);
  const query = 'query($number: Int!) { caseExportBatch(consumer: "province", number: $number) { number content } }';
  expect((await asked(query, { number: 1 })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect((await again(last.number))?.content).toBe(last.content);
  expect(await again(99)).toBeNull();
});

test('No citizen’s number and no name is in it that the profile does not show', async () => {
  const everybody = Array.from({ length: house.population.people }, (_, index) => house.population.person(index));
  const text = sent.map(({ content }) => content).join('');
  expect(everybody.filter(({ number, name }) => text.includes(number) || text.includes(`"${name}"`))).toEqual([]);
  expect(text).toContain('********');
});

test('It is for an operator with the receiver’s purpose, and is entered with the cases it tells of', async () => {
  const query = `mutation { takeCaseExport(consumer: "province") ${BATCH} }`;
  for (const claims of [
    { role: 'operator' },
    { role: 'operator', purpose: 'operation' },
    { role: 'analyst', purpose: 'exchange' },
    { ...province, regions: ['350428'] },
  ]) {
    expect((await asked(query, {}, claims)).errors[0]?.extensions.code, JSON.stringify(claims)).toBe('FORBIDDEN');
  }
  expect((await asked(query.replace('province', 'moon'), {})).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  const entries = `{ auditTrail(where: {case: "${numbers[0]}"}, first: 100) { nodes { fields actor { role } cases read } } }`;
  const { data } = await house.ask({ query: entries }, { role: 'supervisor', purpose: 'supervision' });
  const taken = data.auditTrail.nodes.filter(({ fields }: { fields: string[] }) => fields.includes('takeCaseExport'));
  expect(taken.length).toBeGreaterThan(0);
  expect(taken[0]).toMatchObject({ actor: { role: 'operator' }, read: false });
});
