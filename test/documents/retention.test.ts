// One-time notices go when their time is over, with what was printed of them; whatever belongs to a case stays.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepOneTimeNotice } from '../../src/cases/sql/one-time-notices.ts';
import { removeExpired } from '../../src/documents/retention.ts';
import { insertDocument } from '../../src/documents/sql.ts';
import { openStore, type Store } from '../../src/store/pool.ts';
import { createDatabase } from '../support/postgres.ts';

let store: Store;
let editionId: number;

beforeAll(async () => {
  store = openStore({ url: (await createDatabase({ migrated: true })).url, connectionsMax: 2 });
  const [edition] = await store.query<{ id: number }>(
    `insert into bundle_editions (code, version, fingerprint, content) values ('b', '1', 'b', '{}') returning id`,
  );
  editionId = edition?.id ?? 0;
});
afterAll(() => store.close());

async function given(number: string, issuedAt: string): Promise<void> {
  await keepOneTimeNotice(store, {
    ...{ number, editionId, applicantNumber: number, applicantName: '许䶮', checkCode: 'Y66ERDA4' },
    ...{ fingerprint: Buffer.from(number), deficiencies: [], issuedAt: new Date(issuedAt) },
  });
  const printed = { html: '', pdf: Buffer.alloc(0), digest: '', sealKey: null, signature: null };
  await insertDocument(store, { number, caseId: null, kind: 'ONE_TIME', renderedAt: new Date(issuedAt), ...printed });
}

const numbersIn = async (table: string) =>
  (await store.query<{ number: string }>(`select number from ${table} order by number`)).map(({ number }) => number);

test('Those of before the month that began 36 months ago are removed, with their documents, and no others', async () => {
  await given('G2310310000017', '2023-10-31T15:59:00Z');
  await given('G2311010000016', '2023-10-31T16:00:00Z');
  await given('G2611220000013', '2026-11-22T00:00:00Z');
  expect(await removeExpired({ store, now: () => new Date('2026-10-31T15:59:59Z') })).toBe(0);
  expect(await removeExpired({ store, now: () => new Date('2026-10-31T16:00:00Z') })).toBe(1);
  expect(await numbersIn('one_time_notices')).toEqual(['G2311010000016', 'G2611220000013']);
  expect(await numbersIn('documents')).toEqual(['G2311010000016', 'G2611220000013']);
});

test('However many there are, all go', async () => {
  await store.run(
    `insert into one_time_notices (number, check_code, edition_id, applicant_number, applicant_name, fingerprint, deficiencies, issued_at)
     select 'G200101' || lpad(n::text, 7, '0'), 'Y66ERDA4', $1, n::text, '许䶮', n::text::bytea, '[]', '2020-01-01T00:00:00Z'
     from generate_series(1, 2500) as n`,
    [editionId],
  );
  expect(await removeExpired({ store, now: () => new Date('2026-11-22T00:00:00Z') })).toBe(2_500);
  expect(await numbersIn('one_time_notices')).toHaveLength(2);
});
