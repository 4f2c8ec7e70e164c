import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openRounds } from '../../src/store/rounds.ts';

interface Settings {
  readonly inHandMax?: number;
  /** What a task waits for before it takes up its place. */
  readonly readied?: (task: number) => Promise<void>;
}

/** Two places over a queue; work lasts until `finish`. Nobody waits for the time to look again. */
function working(queue: number[], { inHandMax = 0, readied }: Settings = {}) {
  const looked: number[] = [];
  const begun: number[] = [];
  const leaving: (() => void)[] = [];
  const finishing: (() => void)[] = [];
  const rounds = openRounds<number>({
    name: 'test',
    idleMs: 3_600_000,
    placesMax: 2,
    inHandMax,
    log: openLog('silent'),
    take: async (places, besides) => {
      looked.push(places + besides);
      return queue.splice(0, places + besides);
    },
    work: async (task, place) => {
      await readied?.(task);
      if (inHandMax > 0) await place.take();
      begun.push(task);
      leaving.push(place.leave);
      await new Promise<void>((resolve) => finishing.push(resolve));
    },
  });
  const finish = async () => {
    finishing.shift()?.();
    await sleep(5);
  };
  const leave = async () => {
    leaving.shift()?.();
    await sleep(5);
  };
  onTestFinished(async () => {
    let closed = false;
    const closing = rounds.close().finally(() => (closed = true));
    for (; !closed; await sleep(1)) for (const end of finishing.splice(0)) end();
    await closing;
  });
  return { rounds, looked, begun, leave, finish };
}

test('A place that becomes free where all were taken is filled at once', async () => {
  const { looked, begun, finish } = working([1, 2, 3]);
  await sleep(5);
  expect(begun).toEqual([1, 2]);
  await finish();
  expect(begun).toEqual([1, 2, 3]);
  await finish();
  expect(looked).toEqual([2, 1, 1]);
});

test('Where fewer were due than there were places, nobody looks again before being woken', async () => {
  const queue = [1];
  const { rounds, looked, begun, finish } = working(queue);
  await sleep(5);
  await finish();
  expect(looked).toEqual([2]);
  queue.push(2);
  rounds.wake();
  await sleep(5);
  expect(begun).toEqual([1, 2]);
  expect(looked).toEqual([2, 2]);
});

test('Work that leaves its place before it is done lets the next one begin', async () => {
  const { looked, begun, leave, finish } = working([1, 2, 3]);
  await sleep(5);
  expect(begun).toEqual([1, 2]);
  await leave();
  expect(begun).toEqual([1, 2, 3]);
  await finish();
  expect(looked, 'a place that was left is not free once more when the work is done').toEqual([2, 1]);
});

test('Nothing more is begun while much of what left its place is not done', async () => {
  const { begun, leave, finish } = working(Array.from({ length: 20 }, (_, index) => index));
  await sleep(5);
  for (let each = 0; each < 20; each += 1) await leave();
  expect(begun).toHaveLength(10);
  await finish();
  expect(begun).toHaveLength(11);
});

test('What is in hand is begun in turn as places become free, and more is taken when little is left of it', async () => {
  const { looked, begun, leave } = working([1, 2, 3, 4, 5, 6, 7, 8, 9], { inHandMax: 4 });
  await sleep(5);
  expect([looked, begun]).toEqual([[6], [1, 2]]);
  for (const next of [3, 4]) {
    await leave();
    expect(begun.at(-1)).toBe(next);
  }
  expect(looked).toEqual([6]);
  await leave();
  expect([looked, begun]).toEqual([
    [6, 3],
    [1, 2, 3, 4, 5],
  ]);
});

test('Nothing is taken besides while tasks take up their places for long', async () => {
  const { looked, leave } = working([1, 2, 3, 4, 5, 6, 7, 8, 9], { inHandMax: 4 });
  await sleep(4_500);
  for (let left = 0; left < 5; left += 1) await leave();
  expect(looked).toEqual([6, 1]);
});

test('What is not ready keeps no place from what is', async () => {
  const ready = Promise.withResolvers<void>();
  const readied = async (task: number) => (task === 1 ? ready.promise : undefined);
  const { begun, leave } = working([1, 2, 3, 4, 5], { inHandMax: 4, readied });
  await sleep(5);
  expect(begun).toEqual([2, 3]);
  ready.resolve();
  await sleep(5);
  expect(begun, 'no more than there are places').toEqual([2, 3]);
  await leave();
  await leave();
  expect(begun).toEqual([2, 3, 4, 5]);
  await leave();
  expect(begun).toEqual([2, 3, 4, 5, 1]);
});

test('Work that fails, or ends without a place, makes room for others in hand', async () => {
  const done = async (task: number) => {
    if (task < 6) throw new Error('Not to be made ready.');
  };
  const { looked, begun } = working([1, 2, 3, 4, 5, 6, 7, 8], { inHandMax: 2, readied: done });
  await sleep(20);
  expect(begun).toEqual([6, 7]);
  expect(
    looked.reduce((sum, each) => sum + each, 0),
    'asked for again, as room was made',
  ).toBeGreaterThan(7);
});

test('What is in hand at the end is begun and waited for', async () => {
  const { rounds, begun, finish } = working([1, 2, 3], { inHandMax: 1 });
  await sleep(5);
  let closed = false;
  const closing = rounds.close().then(() => (closed = true));
  for (let ended = 0; ended < 2; ended += 1) await finish();
  expect([begun, closed]).toEqual([[1, 2, 3], false]);
  await finish();
  await closing;
});

test('What has left its place is waited for at the end', async () => {
  const { rounds, leave, finish } = working([1]);
  await sleep(5);
  await leave();
  let closed = false;
  const closing = rounds.close().then(() => (closed = true));
  await sleep(5);
  expect(closed).toBe(false);
  await finish();
  await closing;
  expect(closed).toBe(true);
});
