import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { openReception } from '../../../src/cases/reception/reception.ts';
import type { CaseStart } from '../../../src/cases/sql/cases.ts';
import { openStore } from '../../../src/store/pool.ts';
import { createDatabase } from '../../support/postgres.ts';

const { url } = await createDatabase({ migrated: true });
const store = openStore({ url });
afterAll(() => store.close());

/** Named statements that went to the database. */
const asked: (string | undefined)[] = [];
const { find, receive } = openReception({
  ...store,
  query: (text, values, name) => {
    asked.push(name);
    return store.query(text, values, name);
  },
});
const [edition] = await store.query<{ id: number }>(
  `insert into bundle_editions (code, version, fingerprint, content) values ('b', '1', 'b', '{}') returning id`,
);

let serial = 0;
function start({ applicantNumber = randomUUID(), fileIds = [] as string[] } = {}): CaseStart {
  serial += 1;
  const number = String(serial).padStart(13, '0');
  return {
    row: {
      ...{ number, checkCode: 'AAAAAAAA', editionId: edition?.id ?? 0, channel: 'WINDOW', applicantKind: 'person' },
      ...{
        applicantNumber,
        applicant: { kind: 'person', number: applicantNumber, name: '某', phone: null },
        agent: null,
      },
      ...{
        idempotencyKey: 'key',
        fingerprint: Buffer.from([0, 255, serial]),
        form: { answer: 'it\'s "1"' },
        materials: [],
      },
      ...{ state: 'RECEIVED', receivedAt: new Date(1_800_000_000_123), lastSequence: 1 },
    },
    parts: [
      { code: 'first', key: `${number}-1`, department: 'tax', state: 'IN_REVIEW', madeUp: null },
      { code: 'second', key: `${number}-2`, department: 'land', state: 'WAITING', madeUp: null },
    ],
    fileIds,
    received: { by: 'AGENT' },
  };
}

const countOf = async (query: string, number: string) => (await store.query(query, [number])).length;

test('Those who are received at the same time are written in one statement, each with what belongs to it', async () => {
  const starts = Array.from({ length: 20 }, () => start());
  asked.length = 0;
  const ids = await Promise.all(starts.map(receive));
  expect(asked).toEqual(['insert-cases']);
  expect(new Set(ids).size).toBe(20);
  const rows = await Promise.all(starts.map(({ row }) => find(row)));
  for (const [index, { row }] of starts.entries()) {
    const { idempotencyKey, ...shown } = row;
    expect(rows[index]).toMatchObject({ ...shown, id: ids[index], kind: null, releasedAt: null });
    const parts = await store.query(
      `select position, code, key, department, delivery, state from parts where case_id = $1 order by id`,
      [ids[index]],
    );
    expect(parts).toEqual([
      { position: 1, code: 'first', key: `${row.number}-1`, department: 'tax', delivery: 'QUEUED', state: 'IN_REVIEW' },
      { position: 2, code: 'second', key: `${row.number}-2`, department: 'land', delivery: 'QUEUED', state: 'WAITING' },
    ]);
    expect(await store.query(`select key, kind from deliveries where case_id = $1`, [ids[index]])).toEqual([
      { key: `${row.number}-1`, kind: 'submission' },
    ]);
    expect(await store.query(`select kind, data from case_events where case_id = $1`, [ids[index]])).toEqual([
      { kind: 'CASE_RECEIVED', data: { by: 'AGENT' } },
    ]);
  }
});

test('Of two who use one key at the same time one is received, and the other finds its case', async () => {
  const applicantNumber = randomUUID();
  const [one, other] = [start({ applicantNumber }), start({ applicantNumber })];
  const ids = await Promise.all([receive(one), receive(other)]);
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
  const winner = ids[0] === undefined ? other : one;
  expect(await find(other.row)).toMatchObject({ number: winner.row.number });
  expect(await receive(start({ applicantNumber }))).toBeUndefined();
  expect(await countOf(`select from cases where applicant_number = $1`, applicantNumber)).toBe(1);
});

test('One whose document is gone is refused alone, and nothing of it is written', async () => {
  const [sound, lacking, next] = [start(), start({ fileIds: ['gone'] }), start()];
  const [first, second, third] = await Promise.allSettled([receive(sound), receive(lacking), receive(next)]);
  expect(first).toMatchObject({ status: 'fulfilled', value: expect.any(Number) });
  expect(second).toMatchObject({ status: 'rejected', reason: { constraint: 'case_documents_file_id_fkey' } });
  expect(third).toMatchObject({ status: 'fulfilled', value: expect.any(Number) });
  expect(await find(lacking.row)).toBeUndefined();
  expect(await countOf(`select from parts where key like $1 || '%'`, lacking.row.number)).toBe(0);
});
