import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Downloads, type Job, openDownloads } from '../../src/downloads/downloads.ts';
import { openLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { openPresence, type Presence } from '../../src/store/presence.ts';
import { createDatabase } from '../support/postgres.ts';
import { type Script, scriptedPages } from './scripted-pages.ts';

const OWNER = { role: 'analyst', subject: 'somebody' };
const principal = { ...OWNER, role: 'analyst', purpose: null, regions: null, expiresMs: 0 } as const;
const origin = { principal, traceId: 'test', statedPurpose: undefined, acceptLanguage: undefined };
const quota = { rowsPerDay: 1_000_000, atOnce: 5, keptHours: 1 };

let store: Store;
let url: string;
const open: (() => Promise<void>)[] = [];
beforeEach(async () => {
  ({ url } = await createDatabase({ migrated: true }));
  store = openStore({ url });
});
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
  await store.close();
});

async function gateway(script: Script): Promise<Downloads & { readonly presence: Presence }> {
  const presence = await openPresence(url);
  const downloads = openDownloads({ store, presence, pages: scriptedPages(script), log: openLog('silent'), quota });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    await downloads.close();
    await presence.close();
  };
  open.push(close);
  return { ...downloads, close, presence };
}

async function until(downloads: Downloads, id: string, holds: (job: Job) => boolean): Promise<Job> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const job = await downloads.find(id, OWNER);
    if (job && holds(job)) return job;
    if (performance.now() > deadline) throw new Error(`Download ${id} is ${job?.state} with ${job?.rows} rows.`);
    await sleep(20);
  }
}

async function numbersIn(downloads: Downloads, job: Job): Promise<number[]> {
  const numbers: number[] = [];
  for await (const rows of downloads.tableOf(job)?.rows ?? []) numbers.push(...rows.map(({ n }) => n as number));
  return numbers;
}

const isDone = ({ state }: Job) => state === 'DONE';
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('A job that a gateway left half-way is finished by the next one, with every row once', async () => {
  let stop: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const never = new Promise<void>(() => undefined);
  const before = async (row: number) => {
    if (row < 5_000) return;
    stop();
    await Promise.race([never, sleep(500)]);
  };
  const first = await gateway({ rows: 9_950, before });
  const { id } = await first.start({ query: '' }, origin);
  await reached;
  await first.close();
  const left = await until(first, id, ({ rows }) => rows > 0);
  expect(left).toMatchObject({ state: 'RUNNING', rows: 4_000, total: 9_950 });
  const second = await gateway({ rows: 9_950 });
  const job = await until(second, id, isDone);
  expect(job.rows).toBe(9_950);
  expect(await numbersIn(second, job)).toEqual(upTo(9_950));
});

test('A job whose worker died is taken up where it was committed last', async () => {
  const first = await gateway({ rows: 4_100, before: async (row) => void (row >= 2_500 && (await sleep(60_000))) });
  const { id } = await first.start({ query: '' }, origin);
  await until(first, id, ({ rows }) => rows === 2_000);
  // Its session is gone, though the process is not: what it still wants to write must not count.
  await first.presence.close();
  const second = await gateway({ rows: 4_100 });
  const job = await until(second, id, isDone);
  expect(await numbersIn(second, job)).toEqual(upTo(4_100));
  open.splice(0, 1);
});

test('A job that is cancelled stops, and its rows are gone', async () => {
  const downloads = await gateway({ rows: 1_000_000, before: () => sleep(1) });
  const { id } = await downloads.start({ query: '' }, origin);
  await until(downloads, id, ({ rows }) => rows > 0);
  await downloads.cancel(id, OWNER);
  const { rows } = await until(downloads, id, ({ state }) => state === 'CANCELLED');
  await sleep(200);
  expect((await downloads.find(id, OWNER))?.rows).toBe(rows);
  expect(await store.query('select from download_pieces')).toEqual([]);
});

test('A job that fails inside is tried again, and has failed after a few times', async () => {
  let asked = 0;
  const fails = async () => {
    asked += 1;
    throw new Error('The disk is full.');
  };
  const downloads = await gateway({ rows: 100, before: fails });
  const { id } = await downloads.start({ query: '' }, origin);
  const { error } = await until(downloads, id, ({ state }) => state === 'FAILED');
  expect([asked, error?.code]).toEqual([4, 'INTERNAL']);
  expect(error?.message).not.toContain('disk');
});

test('A result is kept for a while, and then it is gone', async () => {
  const first = await gateway({ rows: 250 });
  const { id } = await first.start({ query: '' }, origin);
  await until(first, id, isDone);
  await store.run(`update downloads set expires_at = now() - interval '1 second'`);
  const second = await gateway({ rows: 0 });
  const job = await until(second, id, ({ state }) => state === 'EXPIRED');
  expect([second.tableOf(job), job.request]).toEqual([undefined, null]);
  expect(await store.query('select from download_pieces')).toEqual([]);
});

test('A stream whose reader leaves is over, and what it had counts', async () => {
  const downloads = await gateway({ rows: 1_000 });
  const { table } = await downloads.stream({ query: '' }, origin, new AbortController().signal);
  for await (const _ of table.rows) break;
  const [stream] = await downloads.list(OWNER);
  expect(stream).toMatchObject({ state: 'CANCELLED', rows: 100, streamed: true });
});
