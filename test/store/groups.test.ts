import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openGroups } from '../../src/store/groups.ts';

/** Doubles numbers, each group as long as `release` is not called; `groups` are those that were begun. */
function doubling(settings: { max: number; atOnce: number; rests?: boolean }) {
  const groups: (readonly number[])[] = [];
  const waiting: (() => void)[] = [];
  const ask = openGroups<number, number>(async (numbers) => {
    groups.push(numbers);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return numbers.map((number) => (number < 0 ? new Error(`${number} is negative`) : number * 2));
  }, settings);
  const begun = async (count: number) => {
    for (let waitedMs = 0; waitedMs < 5_000 && groups.length < count; waitedMs += 1) await sleep(1);
    expect(groups).toHaveLength(count);
  };
  return { ask, groups, begun, release: () => waiting.shift()?.() };
}

test('Who comes alone is served at once, and those who come meanwhile are served together after it', async () => {
  const { ask, groups, begun, release } = doubling({ max: 10, atOnce: 1 });
  const first = ask(1);
  await begun(1);
  const others = [ask(2), ask(3)];
  await sleep(5);
  others.push(ask(4));
  await sleep(5);
  expect(groups).toEqual([[1]]);
  release();
  expect(await first).toBe(2);
  await begun(2);
  release();
  expect(await Promise.all(others)).toEqual([4, 6, 8]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('As many groups as are allowed are under way, none of them larger than it may be', async () => {
  const { ask, groups, begun, release } = doubling({ max: 2, atOnce: 2 });
  const answers = Promise.all([1, 2, 3, 4, 5].map(ask));
  await begun(2);
  await sleep(5);
  expect(groups).toEqual([
    [1, 2],
    [3, 4],
  ]);
  release();
  await begun(3);
  release();
  release();
  expect(await answers).toEqual([2, 4, 6, 8, 10]);
  expect(groups.at(2)).toEqual([5]);
});

test('An error among the answers is thrown at the one who asked, and the next group goes on', async () => {
  const { ask, begun, release } = doubling({ max: 10, atOnce: 1 });
  const answers = Promise.allSettled([ask(-1), ask(1)]);
  await begun(1);
  release();
  expect(await answers).toEqual([
    { status: 'rejected', reason: new Error('-1 is negative') },
    { status: 'fulfilled', value: 2 },
  ]);
  const next = ask(2);
  await begun(2);
  release();
  expect(await next).toBe(4);
});

test('A group that fails fails for all of it, and for nobody who comes later', async () => {
  let failing = true;
  const ask = openGroups<number, number>(
    async (numbers) => {
      if (failing) throw new Error('The database is gone.');
      return numbers;
    },
    { max: 10, atOnce: 1 },
  );
  expect((await Promise.allSettled([ask(1), ask(2)])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  failing = false;
  expect(await ask(3)).toBe(3);
});

test('Groups that rest wait after one of several as long as it took, and not after one alone', async () => {
  const { ask, groups, begun, release } = doubling({ max: 10, atOnce: 1, rests: true });
  const answers = [ask(1), ask(2)];
  await begun(1);
  await sleep(60);
  release();
  await Promise.all(answers);
  answers.push(ask(3));
  await sleep(4);
  answers.push(ask(4));
  expect(groups).toEqual([[1, 2]]);
  await begun(2);
  expect(groups.at(1)).toEqual([3, 4]);
  release();
  await Promise.all(answers);
});
