import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createPopulation } from '../../mocks/population/town.ts';
import { type RunningMocks, startMocks } from '../../mocks/start.ts';
import { countingHouse } from './counting-house.ts';
import { temporaryFolderOfFile } from './temporary-folder.ts';
import { letter } from './town-books.ts';

const tax = countingHouse('tax', 1);
const land = countingHouse('land', 2);
const town = createPopulation({ seed: 5, people: 1000 });
let mocks: RunningMocks;

beforeAll(async () => {
  const dataFolder = await temporaryFolderOfFile();
  const clock = { start: undefined, rate: undefined };
  const settings = { host: '127.0.0.1', port: 0, seed: 5, people: 1000, dataFolder, night: false, clock };
  mocks = await startMocks(settings, [tax, land]);
});
afterAll(() => mocks.close());

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${mocks.control}${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  const ndjson = response.headers.get('content-type')?.startsWith('application/x-ndjson');
  if (ndjson)
    return {
      status: response.status,
      body: text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    };
  return { status: response.status, body: JSON.parse(text) };
}

test('the truth comes in pages of any size, in the shapes of the schema', async () => {
  const page = (await ask('GET', '/population/people?offset=3&limit=2')).body as {
    total: number;
    items: { number: string; household: { members: { person: { number: string } }[] } }[];
  };
  expect(page.total).toBe(1000);
  expect(page.items.map(({ number }) => number)).toEqual([town.person(3).number, town.person(4).number]);
  for (const { number, household } of page.items) {
    expect(household.members.map(({ person }) => person.number)).toContain(number);
  }
  const all = (await ask('GET', '/population/units?limit=5000')).body as { items: { unitNumber: string }[] };
  expect(all.items).toHaveLength(town.units);
  expect(all.items.map(({ unitNumber }) => unitNumber)).toEqual(
    all.items.map(({ unitNumber }) => unitNumber).toSorted(),
  );
  expect(((await ask('GET', '/population/enterprises')).body as { items: unknown[] }).items).toHaveLength(100);
  expect((await ask('GET', '/population/units?offset=9999')).body).toEqual({ total: town.units, items: [] });
});

test('people, enterprises and units name each other alike', async () => {
  type Item = Record<string, unknown> & { unitNumber: string; owners: { holder: Record<string, unknown> }[] };
  const units = ((await ask('GET', '/population/units?limit=1000')).body as { items: Item[] }).items;
  const people = ((await ask('GET', '/population/people?limit=1000')).body as { items: Item[] }).items;
  const enterprises = ((await ask('GET', '/population/enterprises?limit=100')).body as { items: Item[] }).items;
  const holders = new Map([...people, ...enterprises].map((item) => [item['number'] ?? item['creditCode'], item]));
  for (const { unitNumber, owners } of units) {
    for (const { holder } of owners) {
      const item = holders.get(holder['number'] ?? holder['creditCode']);
      expect(item).toMatchObject({ name: holder['name'] });
      expect(item).toMatchObject({
        realEstate: { nodes: expect.arrayContaining([expect.objectContaining({ unitNumber })]) },
      });
    }
  }
});

test('what is not there is a 404, and what is asked wrongly a 400, each with a message that helps', async () => {
  const cases = [
    ['GET', '/population/dogs', 404, /people, enterprises or units/],
    ['GET', '/population/people?offset=-1', 400, /offset/],
    ['GET', '/population/people?page=1', 400, /page/],
    ['GET', '/samples/dog-licence/1', 404, /home-transfer/],
    ['GET', '/samples/home-transfer/x', 400, /n: /],
    ['GET', '/samples/home-transfer/1000000', 404, /larger town/],
    ['GET', '/journal?after=x', 400, /after/],
    ['GET', '/dogs', 404, /population, samples, journal/],
    ['PUT', '/faults/dogs', 404, /tax, land/],
    ['PUT', '/decisions/dogs', 404, /tax, land/],
  ] as const;
  for (const [method, path, status, message] of cases) {
    const answer = await ask(method, path, method === 'PUT' ? {} : undefined);
    expect([path, answer.status]).toEqual([path, status]);
    expect((answer.body as { error: string }).error).toMatch(message);
  }
});

test('faults are taken whole, shown, and cleared; wrong ones are refused and change nothing', async () => {
  expect((await ask('PUT', '/faults/tax', { latencyMs: 20, lateApplyMs: 2000 })).status).toBe(200);
  expect(tax.context().misbehaviour.draw('question').delayMs).toBe(20);
  for (const wrong of [
    { lateApplyMs: 2001 },
    { errorRate: 1.01 },
    { garbleRate: -0.1 },
    { slow: true },
    { hang: 'yes' },
  ]) {
    const refused = await ask('PUT', '/faults/tax', wrong);
    expect([wrong, refused.status]).toEqual([wrong, 400]);
    expect((refused.body as { error: string }).error).toContain(Object.keys(wrong)[0]);
  }
  expect((await ask('GET', '/faults')).body).toMatchObject({ tax: { latencyMs: 20 }, land: { latencyMs: 0 } });
  await ask('PUT', '/faults/tax', { hang: true });
  expect((await ask('GET', '/faults')).body).toMatchObject({ tax: { latencyMs: 0, hang: true } });
  await ask('DELETE', '/faults');
  expect((await ask('GET', '/faults')).body).toMatchObject({ tax: { hang: false } });
});

test('counters are shown for each department and reset together', async () => {
  const done = tax.context().counters.message('message', 3);
  land.context().counters.connectionOpened();
  done();
  expect((await ask('GET', '/counters')).body).toMatchObject({
    tax: { messages: 1, records: 3, peakConcurrency: 1, polls: 0, handshakes: 0, connections: 0 },
    land: { connections: 1 },
  });
  expect((await ask('DELETE', '/counters')).body).toMatchObject({ tax: { messages: 0 }, land: { connections: 0 } });
});

test('the journal is NDJSON after a number', async () => {
  const before = ((await ask('GET', '/journal')).body as unknown[]).length;
  await tax.context().applications.take(letter('journal-1'));
  await land.context().applications.take(letter('journal-2', 'transfer'));
  expect((await ask('GET', `/journal?after=${before}`)).body).toMatchObject([
    { seq: before + 1, department: 'tax', effect: 'clearance', key: 'journal-1' },
    { seq: before + 2, department: 'land', effect: 'transfer', key: 'journal-2' },
  ]);
});

test('the default decision holds for what arrives later, and what is held waits for its own', async () => {
  const { applications } = tax.context();
  expect((await ask('PUT', '/decisions/tax', { outcome: 'resume' })).status).toBe(400);
  expect((await ask('PUT', '/decisions/tax', { outcome: 'hold' })).body).toMatchObject({
    department: 'tax',
    outcome: 'hold',
  });
  await applications.take(letter('held'));
  expect((await ask('PUT', '/decisions/tax', { afterMs: 0 })).body).toMatchObject({ outcome: 'approve', afterMs: 0 });
  await applications.take(letter('later'));
  expect(applications.find('later')?.steps.map(({ kind }) => kind)).toEqual(['ACCEPTED', 'APPROVED']);
  expect(applications.find('held')?.steps).toEqual([]);
  const refused = await ask('POST', '/decisions/tax/held', { outcome: 'refuse', reason: '材料不实' });
  expect(refused.body).toMatchObject({ key: 'held', arrived: true, afterMs: 0 });
  await vi.waitFor(() =>
    expect(applications.find('held')?.steps.at(-1)).toMatchObject({ kind: 'REFUSED', reason: '材料不实' }),
  );
  expect((await ask('POST', '/decisions/tax/held', { outcome: 'approve' })).status).toBe(409);
  expect((await ask('POST', '/decisions/tax/held', { outcome: 'explode' })).status).toBe(400);
  expect((await ask('POST', '/decisions/tax/ahead', { outcome: 'refuse' })).body).toMatchObject({ arrived: false });
  await applications.take(letter('ahead'));
  expect(applications.find('ahead')?.steps.at(-1)?.kind).toBe('REFUSED');
});
