// A back-up is taken, life goes on, the database is lost: what was restored must go on without doing anything twice.
import { afterAll, expect, test } from 'vitest';
import { openControl, type SampleInput } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { openGraph } from '../../commands/town/graph.ts';
import { DEVELOPMENT_ISSUER, developmentToken } from '../../development/issuer.ts';
import { startMocks } from '../../mocks/start.ts';
import { afterRestore } from '../../src/cases/after-restore.ts';
import { readConfig } from '../../src/config.ts';
import { findDepartments } from '../../src/departments/modules.ts';
import { openDepartments } from '../../src/departments/registry.ts';
import { startGateway } from '../../src/gateway.ts';
import { openStore } from '../../src/store/pool.ts';
import { openTaskList } from '../../src/tasks/task-list.ts';
import { receive, submit, untilEnded, wrongEffects } from '../support/cases.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

const folder = await makeFolder();
const mocks = await startMocks({
  host: '127.0.0.1',
  port: 0,
  seed: 1,
  people: 10_000,
  dataFolder: folder.path,
  night: false,
  clock: { start: undefined, rate: 1 },
});
afterAll(async () => {
  await mocks.close();
  await folder.remove();
});
const control = openControl(mocks.control);
const token = await developmentToken({ role: 'window', purpose: 'acceptance', expires: '1h' });

function configFor(database: TestDatabase) {
  const environment = { ...mocks.environment, DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent' };
  const read = readConfig(environment, DEVELOPMENT_ISSUER);
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.config;
}

async function withGateway<Result>(
  database: TestDatabase,
  work: (graph: ReturnType<typeof openGraph>) => Promise<Result>,
) {
  const gateway = await startGateway(configFor(database));
  try {
    return await work(openGraph(gateway.url, token));
  } finally {
    await gateway.close();
  }
}

function samples(from: number, count: number): Promise<SampleInput[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => control.sample('home-transfer', from + index)));
}

test('a restored database goes on: nothing is sent twice, no number is given twice, and lost cases are named', async () => {
  const live = await createDatabase({ migrated: true });
  // Tax holds its submissions back, so that they wait in the queue when the back-up is taken.
  await control.setFaults('tax', { maintenance: true });
  const before = await withGateway(live, async (graph) => {
    const inputs = await samples(0, 6);
    return Promise.all(inputs.map((input) => receive(graph, input)));
  });
  const backup = await createDatabase({ copyOf: live });
  await control.clearFaults();
  const lost = await withGateway(live, async (graph) => {
    const ended = await untilEnded(graph, before, 30_000);
    expect(ended.map(({ state }) => state)).toEqual(before.map(() => 'ISSUED'));
    const inputs = await samples(6, 3);
    const numbers = await Promise.all(inputs.map((input) => receive(graph, input)));
    return untilEnded(graph, numbers, 30_000);
  });
  const journalBefore = await control.journal();

  const config = configFor(backup);
  const store = openStore({ url: backup.url });
  const taskList = openTaskList(store, () => new Date());
  const departments = await openDepartments(await findDepartments(), config.departmentEnvironment, Date.now, taskList);
  const report = await afterRestore(store, departments);
  await departments.close();
  await store.close();
  expect(report.doubted).toBeGreaterThanOrEqual(before.length);
  const lostKeys = lost.flatMap(({ parts }) => parts.map(({ key }) => key));
  const named = [...report.withoutCase.values()].flat();
  expect(
    lostKeys.filter((key) => journalBefore.some((line) => line.key === key)).every((key) => named.includes(key)),
  ).toBe(true);

  await withGateway(backup, async (graph) => {
    const ended = await untilEnded(graph, before, 30_000);
    expect(ended.map(({ state }) => state)).toEqual(before.map(() => 'ISSUED'));
    expect(wrongEffects([...ended, ...lost], await control.journal())).toEqual([]);
    expect((await control.journal()).length).toBe(journalBefore.length);
    const [again] = await samples(9, 1);
    const submitted = again && (await submit(graph, again));
    if (submitted?.__typename !== 'CaseReceived') throw new Error('A new application was not received.');
    expect([...before, ...lost.map(({ number }) => number)]).not.toContain(submitted.receipt.number);
    const [fresh] = await untilEnded(graph, [submitted.receipt.number], 30_000);
    expect(fresh?.state).toBe('ISSUED');
    expect(lostKeys.some((key) => fresh?.parts.some((part) => part.key === key))).toBe(false);
  });
}, 120_000);
