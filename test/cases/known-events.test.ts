import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { openKnownEvents } from '../../src/cases/known-events.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
afterAll(() => store.close());

/** Events that came from the database. */
let read = 0;
const session: Store = {
  ...store,
  query: async (text, values, name) => {
    const rows = await store.query(text, values, name);
    read += rows.length;
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
  await store.run(
    `insert into case_events (case_id, sequence, at, kind, source, source_sequence, state, data)
     select $1, sequence, now(), 'DELIVERY_HELD', 'centre', 0, 'RECEIVED', '{}' from generate_series($2::int, $3::int) as sequence`,
    [caseId, from, to],
  );
}

test('A history that is very long is read anew each time', async () => {
  const known = openKnownEvents();
  const long = await insertCase();
  await append(long, 1, 3_000);
  for (let time = 0; time < 2; time += 1) {
    read = 0;
    expect((await known.of(session, [{ id: long, lastSequence: 3_000 }])).get(long)).toHaveLength(3_000);
    expect(read).toBe(3_000);
  }
});

test('A case stays known however often it is looked at without news', async () => {
  const known = openKnownEvents();
  const quiet = await insertCase();
  await append(quiet, 1, 3);
  await known.of(session, [{ id: quiet, lastSequence: 3 }]);
  read = 0;
  // As often as a case of a long promise is looked at: each look that counted for anything would add up by now.
  for (let time = 0; time < 14_000; time += 1) await known.of(session, [{ id: quiet, lastSequence: 3 }]);
  expect(read).toBe(0);
});

test('Of a case that is looked at again only what has come since is read', async () => {
  const known = openKnownEvents();
  const [one, other] = [await insertCase(), await insertCase()];
  await append(one, 1, 3);
  await append(other, 1, 2);
  const sequences = async (rows: readonly { id: number; lastSequence: number }[]) => {
    read = 0;
    const events = await known.of(session, rows);
    return { read, sequences: rows.map(({ id }) => events.get(id)?.map(({ sequence }) => sequence)) };
  };
  expect(await sequences([{ id: one, lastSequence: 3 }])).toEqual({ read: 3, sequences: [[1, 2, 3]] });
  await append(one, 4, 5);
  const both = [
    { id: other, lastSequence: 2 },
    { id: one, lastSequence: 5 },
  ];
  expect(await sequences(both)).toEqual({
    read: 4,
    sequences: [
      [1, 2],
      [1, 2, 3, 4, 5],
    ],
  });
  expect(await sequences(both)).toEqual({
    read: 0,
    sequences: [
      [1, 2],
      [1, 2, 3, 4, 5],
    ],
  });
});

test('What a case has no longer is not believed', async () => {
  const known = openKnownEvents();
  const id = await insertCase();
  await append(id, 1, 4);
  await known.of(session, [{ id, lastSequence: 4 }]);
  await store.run(`delete from case_events where case_id = $1 and sequence > 2`, [id]);
  const events = await known.of(session, [{ id, lastSequence: 2 }]);
  expect(events.get(id)?.map(({ sequence }) => sequence)).toEqual([1, 2]);
});
