import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openRounds } from '../../src/store/rounds.ts';

/** Two places over a queue; work lasts until `finish`. Nobody waits for the time to look again. */
function working(queue: number[]) {
  const looked: number[] = [];
  const begun: number[] = [];
  const leaving: (() => void)[] = [];
  const finishing: (() => void)[] = [];
  const rounds = openRounds<number>({
    name: 'test',
    idleMs: 3_600_000,
    placesMax: 2,
    log: openLog('silent'),
    take: async (places) => {
      looked.push(places);
      return queue.splice(0, places);
    },
    work: async (task, leave) => {
      begun.push(task);
      leaving.push(leave);
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
    const closed = rounds.close();
    for (const end of finishing) end();
    await closed;
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
