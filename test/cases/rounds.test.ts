import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openRounds } from '../../src/cases/rounds.ts';
import { openLog } from '../../src/log.ts';

/** Two places over a queue; work lasts until `finish`. Nobody waits for the time to look again. */
function working(queue: number[]) {
  const looked: number[] = [];
  const begun: number[] = [];
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
    work: async (task) => {
      begun.push(task);
      await new Promise<void>((resolve) => finishing.push(resolve));
    },
  });
  const finish = async () => {
    finishing.shift()?.();
    await sleep(5);
  };
  onTestFinished(async () => {
    const closed = rounds.close();
    for (const end of finishing) end();
    await closed;
  });
  return { rounds, looked, begun, finish };
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
