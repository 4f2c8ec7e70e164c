// Whatever the order in which events are committed, offered, read and taken, a follower tells each once and in order.
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFollower } from '../../../src/cases/feed/follower.ts';
import type { FeedRow } from '../../../src/cases/sql/events.ts';
import { openLog } from '../../../src/log.ts';

const log = openLog('silent');

function rowAt(position: number): FeedRow {
  return {
    caseNumber: '1',
    kind: 'ACCEPTED',
    part: null,
    at: new Date(0),
    source: 'land',
    data: {},
    sequence: position,
    state: 'ACCEPTED',
    position,
  };
}

/** A feed whose reader lags behind what is committed, as far as the test lets it. */
function openFeed(pageMax: number) {
  const committed: FeedRow[] = [];
  let offered = 0;
  let failures = 0;
  return {
    commit: (count: number) => {
      for (let added = 0; added < count; added++) committed.push(rowAt(committed.length + 1));
    },
    offerTo: (follower: { offer: (row: FeedRow) => void }, count: number) => {
      for (const row of committed.slice(offered, offered + count)) follower.offer(row);
      offered = Math.min(offered + count, committed.length);
    },
    /** What the statement sees is what was committed when it began; the answer comes later. */
    read: async (position: number) => {
      const page = committed.filter((row) => row.position > position).slice(0, pageMax);
      await sleep(2);
      if (failures > 0) {
        failures -= 1;
        throw new Error('The connection was lost.');
      }
      return page;
    },
    fail: () => {
      failures = 1;
    },
    offered: () => offered,
    length: () => committed.length,
  };
}

const step = fc.oneof(
  fc.record({ kind: fc.constant('commit' as const), count: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('offer' as const), count: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('take' as const), count: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ kind: fc.constant('wait' as const), count: fc.constant(0) }),
  fc.record({ kind: fc.constant('fail' as const), count: fc.constant(0) }),
);

test('a follower misses nothing, repeats nothing and keeps the order, in every interleaving', async () => {
  const examined = { behind: 0, overflown: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 150 }),
      fc.integer({ min: 0, max: 150 }),
      fc.array(step, { maxLength: 40 }),
      async (history, seen, steps) => {
        const feed = openFeed(20);
        feed.commit(history);
        feed.offerTo({ offer: () => undefined }, Math.floor(history / 2));
        const start = Math.min(seen, history);
        const behind = start < feed.offered();
        if (behind) examined.behind += 1;
        const follower = openFollower({ start, behind, read: feed.read, pageMax: 20, log, left: () => undefined });
        const told: number[] = [];
        let wanted = 0;
        const taking = (async () => {
          for await (const row of follower.events) {
            told.push(row.position);
            while (told.length >= wanted) await sleep(0);
          }
        })();
        for (const { kind, count } of steps) {
          if (kind === 'commit') feed.commit(count);
          if (kind === 'offer') {
            if (count > 64) examined.overflown += 1;
            feed.offerTo(follower, count);
          }
          if (kind === 'take') wanted += count;
          if (kind === 'fail') feed.fail();
          await sleep(kind === 'wait' ? 3 : 0);
        }
        wanted = Number.POSITIVE_INFINITY;
        feed.offerTo(follower, feed.length());
        for (let waited = 0; told.length < feed.length() - start && waited < 500; waited++) await sleep(1);
        wanted = 0;
        await follower.events.return?.();
        expect(told).toEqual(Array.from({ length: feed.length() - start }, (_, index) => start + index + 1));
        wanted = Number.POSITIVE_INFINITY;
        await taking;
      },
    ),
    { numRuns: 200 },
  );
  expect(examined.behind).toBeGreaterThan(20);
  expect(examined.overflown).toBeGreaterThan(20);
}, 120_000);

test('its return ends a pending next, and says that it left, once', async () => {
  let left = 0;
  const read = () => new Promise<never>(() => undefined);
  for (const behind of [false, true]) {
    const { events } = openFollower({ start: 0, behind, read, pageMax: 20, log, left: () => (left += 1) });
    const pending = events.next();
    await events.return?.();
    await events.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  }
  expect(left).toBe(2);
});

test('an event that is offered while a page without it is read is told after that page', async () => {
  const pages: ((page: readonly FeedRow[]) => void)[] = [];
  const read = () => new Promise<readonly FeedRow[]>((resolve) => pages.push(resolve));
  const { events, offer } = openFollower({ start: 0, behind: true, read, pageMax: 20, log, left: () => undefined });
  const first = events.next();
  offer(rowAt(2));
  pages[0]?.([rowAt(1)]);
  expect((await first).value?.position).toBe(1);
  const second = events.next();
  pages[1]?.([rowAt(2)]);
  expect((await second).value?.position).toBe(2);
  // From now on it keeps up.
  offer(rowAt(2));
  offer(rowAt(3));
  expect((await events.next()).value?.position).toBe(3);
  expect(pages).toHaveLength(2);
});
