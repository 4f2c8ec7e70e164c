import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { CaseEvent } from '../../src/cases/history/events.ts';
import { type CaseContent, openKnownCases, readCases } from '../../src/cases/known-cases.ts';
import { openLocked } from '../../src/cases/locked-case.ts';
import { openChanges } from '../../src/cases/record/changes.ts';
import { type CaseChange, record } from '../../src/cases/record/record.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { application, openDatabase, openReplica, rowOf } from './replica.ts';
import { openScriptedTown } from './scripted-departments.ts';

const url = await openDatabase();
const town = await openScriptedTown();
const { store, dependencies, receive } = await openReplica(url, town.departments);
const { recorder } = dependencies;

/** Rows that came from the database, but for those that tell versions. */
let read = 0;
const counted: Store = {
  ...store,
  query: async (text, values, name) => {
    const rows = await store.query(text, values, name);
    if (name !== 'case-versions') read += rows.length;
    return rows as never;
  },
};

async function insertCase(): Promise<number> {
  const [row] = await store.query<{ id: number }>(
    `with edition as (
       insert into bundle_editions (code, version, fingerprint, content) values ('b', '1', $1, '{}') returning id)
     insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant,
       idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
     select $1, 'x', id, 'WINDOW', 'person', $1, '{}', $1, '', '{}', '[]', 'RECEIVED', now(), 0 from edition returning id`,
    [randomUUID()],
  );
  return row?.id ?? 0;
}

async function append(caseId: number, from: number, to: number): Promise<void> {
  await store.transaction(async (session) => {
    await session.run(
      `insert into case_events (case_id, sequence, at, kind, source, source_sequence, state, data)
       select $1, sequence, now(), 'DELIVERY_HELD', 'centre', 0, 'RECEIVED', '{}' from generate_series($2::int, $3::int) as sequence`,
      [caseId, from, to],
    );
    await session.run(`update cases set last_sequence = $2 where id = $1`, [caseId, to]);
  });
}

test('A history that is very long is read anew each time', async () => {
  const known = openKnownCases();
  const long = await insertCase();
  await append(long, 1, 3_000);
  for (let time = 0; time < 2; time += 1) {
    read = 0;
    expect((await known.of(counted, [long]))[0]?.events).toHaveLength(3_000);
    expect(read).toBe(3_001);
  }
});

test('A case stays known however often it is looked at without news', async () => {
  const known = openKnownCases();
  const quiet = await insertCase();
  await append(quiet, 1, 3);
  await known.of(counted, [quiet]);
  read = 0;
  // As often as a case of a long promise is looked at: each look that counted for anything would add up by now.
  for (let time = 0; time < 14_000; time += 1) await known.of(counted, [quiet]);
  expect(read).toBe(0);
});

test('Of a case that has changed since, only the events are read that have come', async () => {
  const known = openKnownCases();
  const [one, other] = [await insertCase(), await insertCase()];
  await append(one, 1, 3);
  await append(other, 1, 2);
  const look = async (ids: readonly number[]) => {
    read = 0;
    const byId = new Map((await known.of(counted, ids)).map((each) => [each.row.id, each]));
    return { read, sequences: ids.map((id) => byId.get(id)?.events.map(({ sequence }) => sequence)) };
  };
  expect(await look([one])).toEqual({ read: 1 + 3, sequences: [[1, 2, 3]] });
  await append(one, 4, 5);
  const both = [
    [1, 2],
    [1, 2, 3, 4, 5],
  ];
  expect(await look([other, one])).toEqual({ read: 2 + 4, sequences: both });
  expect(await look([other, one])).toEqual({ read: 0, sequences: both });
});

test('A case of which nothing is heard for a while is given up, whoever is heard of', async () => {
  const known = openKnownCases();
  const [ended, heard] = [await insertCase(), await insertCase()];
  for (const id of [ended, heard]) await append(id, 1, 3);
  const look = async (id: number) => {
    read = 0;
    await known.of(counted, [id]);
    return read;
  };
  const startMs = performance.now();
  const now = vi.spyOn(performance, 'now');
  const at = (seconds: number) => now.mockReturnValue(startMs + seconds * 1_000);
  expect([await look(ended), await look(heard)]).toEqual([1 + 3, 1 + 3]);
  for (const seconds of [40, 80]) {
    at(seconds);
    expect(await look(heard)).toBe(0);
  }
  expect(await look(ended)).toBe(1 + 3);
  now.mockRestore();
});

test('What a case has no longer is not believed', async () => {
  const known = openKnownCases();
  const id = await insertCase();
  await append(id, 1, 4);
  await known.of(store, [id]);
  await store.run(`delete from case_events where case_id = $1 and sequence > 2`, [id]);
  await store.run(`update cases set last_sequence = 2 where id = $1`, [id]);
  expect((await known.of(store, [id]))[0]?.events.map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test('Who waited for the lock of a case sees what its holder did', async () => {
  const known = openKnownCases();
  const id = await insertCase();
  await append(id, 1, 1);
  await known.of(store, [id]);
  const other = openStore({ url });
  let waiting: Promise<readonly CaseContent[]> | undefined;
  await store.transaction(async (session) => {
    await session.run(`update cases set last_sequence = 2, state = 'ACCEPTED' where id = $1`, [id]);
    waiting = other.transaction(async (late) => (await known.locked(late, [id])).cases);
    await untilSomebodyWaits();
  });
  expect((await waiting)?.map(({ row }) => [row.lastSequence, row.state])).toEqual([[2, 'ACCEPTED']]);
  await other.close();
});

async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const [found] = await store.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (found) return;
  }
}

/** One after another, each by one of those below: a step of the department, what is told of its delivery alone, and a step again. */
const changesOfCase = (): readonly CaseChange[] => [
  { events: [step('ACCEPTED', 1)], deliveries: new Map([['clearance', 'ACKNOWLEDGED']]) },
  { events: [], deliveries: new Map([['clearance', 'HELD']]) },
  { events: [step('SUSPENDED', 2)] },
];

function step(kind: CaseEvent['kind'], sourceSequence: number): CaseEvent {
  const data = { reason: '听证', licences: undefined } as unknown as CaseEvent['data'];
  const at = new Date('2026-11-23T09:00:00.123Z');
  return { kind, part: 'clearance', at, source: 'tax', sourceId: randomUUID(), sourceSequence, data };
}

const WRITERS = ['here', 'another replica', 'an applicant'] as const;
const ORDERS = WRITERS.flatMap((first) =>
  WRITERS.flatMap((then) => WRITERS.map((last) => [first, then, last] as const)),
);

test.each(ORDERS)('What is known of a case is what is on record, whoever changed it: %s, %s, %s', async (...order) => {
  const known = openKnownCases();
  const changed = () => undefined;
  const byWorkers = {
    here: openChanges({ store: counted, recorder, known, changed }),
    'another replica': openChanges({ store, recorder, known: openKnownCases(), changed }),
  };
  const { id } = await rowOf(store, await receive(application('enterprise-closing')));
  await known.of(store, [id]);
  const changes = changesOfCase();
  for (const [turn, writer] of order.entries()) {
    const change = changes[turn] ?? { events: [] };
    if (writer !== 'an applicant') await byWorkers[writer].change({ caseId: id, decide: () => change });
    else
      await store.transaction(async (session) =>
        record(session, await openLocked(session, id, recorder), change, recorder),
      );
    read = 0;
    const now = await known.of(counted, [id]);
    expect(unplaced(now)).toEqual(unplaced(await readCases(store, [id])));
    if (writer === 'here') expect(read, 'what was written here is not read').toBe(0);
  }
});

/** Places in the feed are given when an event is on record already. */
function unplaced(cases: readonly CaseContent[]) {
  return cases.map(({ row, parts, events }) => ({
    row,
    parts,
    events: events.map(({ kind, part, at, source, sourceId, sourceSequence, data, sequence, state, observedAt }) => {
      return { kind, part, at, source, sourceId, sourceSequence, data, sequence, state, observedAt };
    }),
  }));
}
