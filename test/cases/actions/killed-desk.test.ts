// A gateway that is killed again and again while clerks work at its task list.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openControl } from '../../../commands/town/control.ts';
import { makeFolder } from '../../../commands/town/folder.ts';
import { startMocks } from '../../../mocks/start.ts';
import { openStore } from '../../../src/store/pool.ts';
import { eventKinds, receive } from '../../support/cases.ts';
import { createDatabase } from '../../support/postgres.ts';
import { accountOf, type Clerk, clerkAt, type Step, withUtilities } from '../counter.ts';

const [folder, database] = [await makeFolder(), await createDatabase({ migrated: true })];
const clock = { start: undefined, rate: 1 };
const population = { seed: 1, people: 10_000, dataFolder: folder.path };
const mocks = await startMocks({ host: '127.0.0.1', port: 0, night: false, clock, ...population });
const ready = z.object({ url: z.string() });
let gateway: ChildProcess | undefined;
afterAll(async () => {
  gateway?.kill('SIGKILL');
  await mocks.close();
  await folder.remove();
});

async function startGateway(): Promise<Clerk> {
  const { PATH, HOME } = process.env;
  gateway = fork(fileURLToPath(new URL('../../../src/main.ts', import.meta.url)), [], {
    env: {
      ...{ PATH, HOME, ...mocks.environment, DATABASE_URL: database.url, DATA_DIR: folder.path, PORT: '0' },
      LOG_LEVEL: 'error',
    },
    execArgv: [],
  });
  const [message] = (await once(gateway, 'message')) as [unknown];
  return clerkAt(ready.parse(message).url, 'clerk');
}

async function killGateway(): Promise<void> {
  if (!gateway) return;
  const gone = once(gateway, 'exit');
  gateway.kill('SIGKILL');
  await gone;
}

test('every step of a case with two parts by hand stands once, whenever its gateway is killed', async () => {
  let clerk = await startGateway();
  const input = withUtilities(await openControl(mocks.control).sample('home-transfer', 0), 'water', 'gas');
  const number = await receive(clerk.graph, input);
  // Killed while tax and land are at work, and while the clerks' departments take it in.
  for (const pauseMs of [150, 400]) {
    await sleep(pauseMs);
    await killGateway();
    clerk = await startGateway();
  }
  const steps: readonly (readonly ['water' | 'gas', Step])[] = [
    ['water', { step: 'ACCEPTED' }],
    ['gas', { step: 'APPROVED', evidence: accountOf('gas') }],
    ['water', { step: 'APPROVED', evidence: accountOf('water') }],
  ];
  for (const [index, [utility, step]] of steps.entries()) {
    const { id } = await clerk.task(utility, number);
    const keyed = { ...step, idempotencyKey: `step-${index}` };
    // Its answer is lost with the gateway, before the commit or after it.
    const lost = clerk.step(id, keyed).catch(() => undefined);
    await sleep(index * 15);
    await killGateway();
    await lost;
    clerk = await startGateway();
    expect((await clerk.step(id, keyed)).__typename).toBe('TaskHandled');
  }
  const kinds = await eventKinds(clerk.graph, number);
  expect(kinds.filter((kind) => kind === 'APPROVED')).toHaveLength(5);
  expect(kinds.filter((kind) => kind === 'RESULT_SET_ASIDE')).toEqual([]);
  const store = openStore({ url: database.url });
  const tasks = await store.query('select kind, part, settled_at is not null as settled from tasks order by part');
  const taken = await store.query(
    'select kind, count(*)::integer as count from task_steps group by kind order by kind',
  );
  await store.close();
  expect(tasks).toEqual(['gas', 'water'].map((part) => ({ kind: 'HANDLE_PART', part, settled: true })));
  expect(taken).toEqual([
    { kind: 'ACCEPTED', count: 1 },
    { kind: 'APPROVED', count: 2 },
  ]);
}, 120_000);
