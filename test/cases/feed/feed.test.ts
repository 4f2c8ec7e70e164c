import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openSequencer } from '../../../src/cases/feed/feed.ts';
import { endOfFeed, feedAfter, holdFeed, insertEvents } from '../../../src/cases/sql/events.ts';
import { openLog } from '../../../src/log.ts';
import { openStore, type Session } from '../../../src/store/pool.ts';
import { application, openEmptiedDatabase, openReplica, rowOf } from '../replica.ts';
import { openScriptedTown } from '../scripted-departments.ts';

const url = await openEmptiedDatabase();
const writers = openStore({ url, connectionsMax: 20 });
const store = openStore({ url });
afterAll(async () => {
  await writers.close();
  await store.close();
});

const CASES = 12;
const EVENTS_EACH = 25;
/** As src/cases/feed/feed.ts takes it. */
const SEQUENCER_LOCK = 0x79630001;

async function receiveCases(): Promise<readonly number[]> {
  const town = await openScriptedTown();
  const replica = await openReplica(url, town.departments);
  const numbers = await Promise.all(
    Array.from({ length: CASES }, () => replica.receive(application('enterprise-closing'))),
  );
  return Promise.all(numbers.map(async (number) => (await rowOf(replica.store, number)).id));
}

async function write(session: Session, caseId: number, sequence: number): Promise<void> {
  const now = new Date();
  const event = {
    kind: 'TASK_OPENED',
    part: null,
    at: now,
    source: 'centre',
    sourceId: null,
    sourceSequence: 0,
  } as const;
  await insertEvents(session, [{ ...event, caseId, data: {}, sequence, state: 'RECEIVED', observedAt: now }]);
}

/** Reads on with small pages until so many events were seen. */
async function follow(wanted: number, seen: (place: string) => void): Promise<readonly number[]> {
  const positions: number[] = [];
  let cursor = 0;
  const deadline = performance.now() + 20_000;
  while (positions.length < wanted && performance.now() < deadline) {
    const page = await feedAfter(store, cursor, 1 + Math.floor(Math.random() * 10));
    for (const { position, caseNumber, sequence } of page) {
      positions.push(position);
      seen(`${caseNumber} ${sequence}`);
    }
    cursor = page.at(-1)?.position ?? cursor;
    if (page.length === 0) await sleep(2);
  }
  return positions;
}

test('two sequencers and many writers, one of them slow: a reader misses nothing, and is told each case in its order, once', async () => {
  const cases = await receiveCases();
  const sequencers = [openSequencer(store, openLog('silent')), openSequencer(writers, openLog('silent'))];
  const seen: string[] = [];
  const seenAt = new Map<string, number>();
  const committedAt: number[] = [];
  const total = CASES * (1 + EVENTS_EACH);
  const reading = follow(total, (place) => {
    seen.push(place);
    seenAt.set(place, performance.now());
  });

  // Begun first, so that its event has the lowest number of all, and committed last.
  const [slowCase = 0, ...others] = cases;
  const hold = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = writers.transaction(async (session) => {
    await write(session, slowCase, 2);
    begun.resolve();
    await hold.promise;
  });
  await begun.promise;
  await Promise.all(
    others.map(async (caseId) => {
      for (let sequence = 2; sequence <= 1 + EVENTS_EACH; sequence += 1) {
        await writers.transaction(async (session) => {
          await write(session, caseId, sequence);
          await sleep(Math.random() * 8);
        });
        committedAt.push(performance.now());
      }
    }),
  );
  const quickOnes = CASES + others.length * EVENTS_EACH;
  const deadline = performance.now() + 5_000;
  while (seen.length < quickOnes && performance.now() < deadline) await sleep(2);
  // All that was committed is there, though a transaction that began before them is still open.
  expect(seen).toHaveLength(quickOnes);
  console.info(
    `the last event was read ${Math.round(Math.max(...seenAt.values()) - Math.max(...committedAt))} ms after its commit`,
  );
  hold.resolve();
  await slow;
  for (let sequence = 3; sequence <= 1 + EVENTS_EACH; sequence += 1) {
    await writers.transaction((session) => write(session, slowCase, sequence));
  }

  const positions = await reading;
  for (const sequencer of sequencers) await sequencer.close();
  expect(new Set(seen).size).toBe(total);
  expect(seen).toHaveLength(total);
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  expect(new Set(positions).size).toBe(total);
  for (const places of Map.groupBy(seen, (place) => place.split(' ')[0]).values()) {
    expect(places.map((place) => Number(place.split(' ')[1]))).toEqual(places.map((_, index) => index + 1));
  }
});

test('an event has its place with its commit, and where the end of the feed is held, from the sequencer; nobody waits', async () => {
  const [caseId = 0] = await receiveCases();
  const places = async () => {
    const rows = await store.query<{ position: number | null }>(
      'select position from case_events where case_id = $1 order by sequence',
      [caseId],
    );
    return rows.map(({ position }) => position);
  };
  const waiting = () => store.query('select from case_events where position is null');
  const sequenced = async () => {
    const sequencer = openSequencer(store, openLog('silent'));
    await expect.poll(waiting).toEqual([]);
    await sequencer.close();
  };
  // Cases that were received at the same time may have found the feed held.
  await sequenced();
  await store.transaction((session) => write(session, caseId, 2));
  const placed = await places();
  expect(placed).toEqual([expect.any(Number), expect.any(Number)]);
  const end = await endOfFeed(store);
  expect(placed[1]).toBe(end);

  await expect(
    store.transaction(async (session) => {
      await write(session, caseId, 3);
      await write(session, caseId, 3);
    }),
  ).rejects.toThrow('case_events');
  await writers.transaction(async (holder) => {
    await holder.query('select position from feed_end for update');
    await store.transaction((session) => write(session, caseId, 3));
    expect(await places()).toEqual([...placed, null]);
  });
  // What waits for its place is not overtaken by what comes later in its case, though that need not wait for anybody.
  await store.transaction((session) => write(session, caseId, 4));
  expect(await places()).toEqual([...placed, null, null]);
  await sequenced();
  expect(await places()).toEqual([...placed, end + 1, end + 2]);
});

test('a sequencer that is cut off in the middle is made up for by another', async () => {
  const cases = await receiveCases();
  const doomed = openStore({ url });
  const first = openSequencer(doomed, openLog('silent'));
  const second = openSequencer(store, openLog('silent'));
  const seen: string[] = [];
  const reading = follow(CASES * 11, (place) => seen.push(place));
  for (let sequence = 2; sequence <= 11; sequence += 1) {
    // While the feed is held, whoever places is in the middle of it.
    await writers.transaction(async (holder) => {
      await holdFeed(holder);
      await Promise.all(cases.map((caseId) => writers.transaction((session) => write(session, caseId, sequence))));
      while ((await endWhoeverPlaces()) === 0) await sleep(2);
    });
  }
  await reading;
  await Promise.all([first.close(), second.close()]);
  await doomed.close();
  expect(new Set(seen).size).toBe(CASES * 11);
  expect(seen).toHaveLength(CASES * 11);
});

/** Ends the session of whoever is the sequencer at this moment; how many that were. */
async function endWhoeverPlaces(): Promise<number> {
  const ended = await store.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 0 and objid = $1::bigint::oid
     and database = (select oid from pg_database where datname = current_database())`,
    [SEQUENCER_LOCK],
  );
  return ended.length;
}
