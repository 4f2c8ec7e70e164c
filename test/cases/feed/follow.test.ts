// The feed is read once for everybody, and only while somebody follows.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openSequencer } from '../../../src/cases/feed/feed.ts';
import {
  type Followed,
  type FollowedCase,
  type FollowingSettings,
  openFollowing,
} from '../../../src/cases/feed/follow.ts';
import { openLog } from '../../../src/log.ts';
import { openStore, type Store } from '../../../src/store/pool.ts';
import { createDatabase } from '../../support/postgres.ts';

const log = openLog('silent');
const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
const sequencer = openSequencer(store, log);
const cases: FollowedCase[] = [];

beforeAll(async () => {
  await store.query(`insert into bundle_editions (code, version, fingerprint, content) values ('b', '1', 'f', '{}')`);
  for (const number of ['A', 'B', 'C']) {
    const [row] = await store.query<{ id: number }>(
      `insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant,
         idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
       values ($1, 'CODE', 1, 'WINDOW', 'person', $1, '{}', 'key', '', '{}', '[]', 'RECEIVED', now(), 0) returning id`,
      [number],
    );
    if (row) cases.push({ id: row.id, number });
  }
});
afterAll(async () => {
  await sequencer.close();
  await store.close();
});

async function commit({ id }: FollowedCase, count: number): Promise<void> {
  await store.query(
    `with changed as (update cases set last_sequence = last_sequence + $2 where id = $1 returning last_sequence - $2 as before)
     insert into case_events (case_id, sequence, at, kind, source, source_sequence, state, data)
     select $1, before + step, now(), 'ACCEPTED', 'centre', 0, 'ACCEPTED', '{}' from changed, generate_series(1, $2) step`,
    [id, count],
  );
  sequencer.wake();
}

function caseAt(index: number): FollowedCase {
  const found = cases[index];
  if (!found) throw new Error(`There is no case ${index}.`);
  return found;
}

/** Follows through a store that counts its statements by their names. */
async function openCounted(settings?: FollowingSettings) {
  const counts = new Map<string, number>();
  const query: Store['query'] = (text, values, name = '') => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return store.query(text, values, name);
  };
  const following = await openFollowing({ ...store, query }, log, settings);
  onTestFinished(() => following.close());
  return { ...following, count: (name: string) => counts.get(name) ?? 0 };
}

function eventsOf(followed: Followed) {
  if (followed.kind !== 'followed') throw new Error(`Not followed: ${followed.kind}.`);
  return followed.events;
}

async function take(events: ReturnType<typeof eventsOf>, count: number): Promise<readonly number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const { value, done } = await events.next();
    if (done) throw new Error(`It ended after ${sequences.length} of ${count} events.`);
    sequences.push(value.sequence);
  }
  return sequences;
}

function upFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

test('a thousand who follow are told by one reading of the feed', async () => {
  const [followed, other] = [caseAt(0), caseAt(1)];
  const { follow, count } = await openCounted();
  const all = await Promise.all(Array.from({ length: 1_000 }, async () => eventsOf(await follow(followed, undefined))));
  const before = count('feed-after');
  const told = Promise.all(all.map((events) => take(events, 30)));
  for (let round = 0; round < 10; round++) {
    await Promise.all([commit(followed, 3), commit(other, 5)]);
    await sleep(20);
  }
  for (const sequences of await told) expect(sequences).toEqual(upFrom(1, 30));
  expect(count('feed-of-case')).toBe(0);
  // One for each notice, at most, and one to see that there is no more.
  expect(count('feed-after') - before).toBeLessThan(60);
});

test('while nobody follows, nothing is read', async () => {
  const followed = caseAt(0);
  const { follow, count } = await openCounted();
  const events = eventsOf(await follow(followed, undefined));
  await commit(followed, 1);
  await take(events, 1);
  await events.return?.();
  await sleep(100);
  const before = count('feed-after');
  expect(before).toBeGreaterThan(0);
  await commit(followed, 3);
  await sleep(1_500);
  expect(count('feed-after')).toBe(before);
});

test('who does not keep up reads its own case again, and misses nothing', async () => {
  const followed = caseAt(2);
  const { follow, count } = await openCounted();
  const slow = eventsOf(await follow(followed, undefined));
  const swift = eventsOf(await follow(followed, undefined));
  await commit(followed, 1);
  expect(await take(slow, 1)).toEqual([1]);
  await commit(followed, 500);
  expect(await take(swift, 501)).toEqual(upFrom(1, 501));
  const before = count('feed-of-case');
  expect(await take(slow, 500)).toEqual(upFrom(2, 500));
  expect(count('feed-of-case')).toBeGreaterThan(before);
  await commit(followed, 2);
  expect(await take(slow, 2)).toEqual([502, 503]);
});

test('who comes back with a place is told what came after it, though others are further on', async () => {
  const followed = caseAt(1);
  const { follow } = await openCounted();
  const present = eventsOf(await follow(followed, 0));
  const [first] = await take(present, 50);
  expect(first).toBe(1);
  const back = eventsOf(await follow(followed, 0));
  await commit(followed, 1);
  expect(await take(back, 51)).toEqual(upFrom(1, 51));
});

test('a lost connection of the listener loses no event', async () => {
  const followed = caseAt(0);
  const { follow } = await openCounted();
  const events = eventsOf(await follow(followed, undefined));
  await commit(followed, 1);
  const [last = 0] = await take(events, 1);
  await store.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = 'yichuang'`,
  );
  await commit(followed, 1);
  expect(await take(events, 1)).toEqual([last + 1]);
  await commit(followed, 1);
  expect(await take(events, 1)).toEqual([last + 2]);
});

test('more than are allowed, and places that the feed never gave, are told apart', async () => {
  const followed = caseAt(0);
  const { follow } = await openCounted({ followersMax: 1 });
  expect(await follow(followed, 1_000_000)).toEqual({ kind: 'beyond' });
  const events = eventsOf(await follow(followed, undefined));
  expect(await follow(followed, undefined)).toEqual({ kind: 'full' });
  await events.return?.();
  expect((await follow(followed, undefined)).kind).toBe('followed');
});

test('after a restore, a place that the restored database never gave is one to go on from', async () => {
  const followed = caseAt(0);
  const { follow } = await openCounted();
  await store.query('update feed_end set position = 2000000');
  const events = eventsOf(await follow(followed, 1_500_000));
  await commit(followed, 1);
  const { value } = await events.next();
  expect(value?.position).toBe(2_000_001);
});

test('closing ends everybody, and lets nobody in', async () => {
  const followed = caseAt(0);
  const { follow, close } = await openCounted();
  const events = eventsOf(await follow(followed, undefined));
  const pending = events.next();
  await close();
  expect(await pending).toEqual({ done: true, value: undefined });
  expect(await follow(followed, undefined)).toEqual({ kind: 'full' });
});
