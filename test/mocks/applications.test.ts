import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Step } from '../../mocks/simulator.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { journalOf, letter, openBooks } from './town-books.ts';

const kinds = (steps: readonly Step[] | undefined) => steps?.map(({ kind }) => kind);

test('an application that was taken is found with its detail, and is journalled once with the hash of its payload', async () => {
  const { books, ledger, close } = await openBooks(await temporaryFolder());
  expect(books['tax']?.find('K1')).toBeUndefined();
  const taken = await books['tax']?.take(letter('K1'));
  expect(taken).toMatchObject({ key: 'K1', effect: 'clearance', reference: 'ref-K1', detail: { note: '房屋 K1' } });
  expect(books['tax']?.find('K1')).toMatchObject({ reference: 'ref-K1', detail: { note: '房屋 K1' } });
  const payloadSha256 = createHash('sha256').update('payload of K1').digest('hex');
  expect(await journalOf(ledger)).toEqual([
    { seq: 1, at: expect.any(String), department: 'tax', effect: 'clearance', key: 'K1', payloadSha256 },
  ]);
  await close();
});

test('departments share one sequence without gaps, in the order of the file, whatever part of it is asked for', async () => {
  const { books, ledger, close } = await openBooks(await temporaryFolder(), ['tax', 'land']);
  const takes = Array.from({ length: 600 }, (_, index) => books[index % 2 ? 'tax' : 'land']?.take(letter(`K${index}`)));
  await Promise.all(takes);
  const all = await journalOf(ledger);
  expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
  expect(new Set(all.map(({ department }) => department))).toEqual(new Set(['tax', 'land']));
  for (const after of [1, 255, 256, 257, 599]) expect(await journalOf(ledger, after)).toEqual(all.slice(after));
  expect(await journalOf(ledger, 600)).toEqual([]);
  await close();
});

test('a key that is taken twice is journalled twice, unless the department deduplicates', async () => {
  const { books, ledger, close } = await openBooks(await temporaryFolder());
  const once = { ...letter('D'), unlessTaken: true };
  const [first, second] = await Promise.all([
    books['tax']?.take(once),
    books['tax']?.take({ ...once, reference: 'other' }),
  ]);
  expect([first?.reference, second?.reference]).toEqual(['ref-D', 'ref-D']);
  expect(await journalOf(ledger)).toHaveLength(1);
  await books['tax']?.take(letter('T'));
  await books['tax']?.take({ ...letter('T'), reference: 'again' });
  expect(await journalOf(ledger)).toHaveLength(3);
  expect(books['tax']?.find('T')?.reference).toBe('ref-T');
  expect(books['tax']?.since(0, 10).map(({ position, key }) => [position, key])).toEqual([
    [1, 'D'],
    [2, 'T'],
    [3, 'T'],
  ]);
  expect(books['tax']?.since(1, 1).map(({ position, key }) => [position, key])).toEqual([[2, 'T']]);
  await close();
});

test('everything is there again after a restart: steps with their times, amendments, orders ahead, the sequence', async () => {
  const folder = await temporaryFolder();
  const before = await openBooks(folder);
  await before.books['tax']?.take(letter('A'));
  await before.books['tax']?.decide('B', { outcome: 'refuse', afterMs: 0, reason: '不符合条件' });
  await before.books['tax']?.decide('H', { outcome: 'hold', afterMs: 0, reason: null });
  await before.books['tax']?.take(letter('H'));
  await before.books['tax']?.amend({ key: 'W', of: 'H', kind: 'withdrawal', payload: 'please' });
  await vi.waitFor(() => expect(kinds(before.books['tax']?.find('A')?.steps)).toEqual(['ACCEPTED', 'APPROVED']));
  await vi.waitFor(() => expect(kinds(before.books['tax']?.find('H')?.steps)).toEqual(['WITHDRAWN']));
  const known = ['A', 'H', 'W'].map((key) => before.books['tax']?.find(key));
  const journal = await journalOf(before.ledger);
  await before.close();

  const after = await openBooks(folder);
  expect(['A', 'H', 'W'].map((key) => after.books['tax']?.find(key))).toEqual(known);
  expect(await journalOf(after.ledger)).toEqual(journal);
  const refused = await after.books['tax']?.take(letter('B'));
  expect(refused?.steps.at(-1)).toMatchObject({ kind: 'REFUSED', reason: '不符合条件' });
  expect((await journalOf(after.ledger, journal.length)).map(({ seq, key }) => [seq, key])).toEqual([[4, 'B']]);
  await after.close();
});

test('a withdrawal is journalled under its own key, a supplement is not', async () => {
  const { books, decisions, ledger, close } = await openBooks(await temporaryFolder());
  Object.assign(decisions['tax'] ?? {}, { usual: { outcome: 'deficient', afterMs: 0, reason: null } });
  await books['tax']?.take(letter('K'));
  const supplemented = await books['tax']?.amend({
    key: 'S',
    of: 'K',
    kind: 'supplement',
    payload: 's',
    unlessTaken: true,
  });
  expect(supplemented?.key).toBe('K');
  await books['tax']?.amend({ key: 'W', of: 'K', kind: 'withdrawal', payload: 'w', unlessTaken: true });
  await books['tax']?.amend({ key: 'W', of: 'K', kind: 'withdrawal', payload: 'w', unlessTaken: true });
  expect((await journalOf(ledger)).map(({ effect, key }) => [effect, key])).toEqual([
    ['clearance', 'K'],
    ['clearance-withdrawal', 'W'],
  ]);
  expect(books['tax']?.find('W')?.key).toBe('K');
  expect(books['tax']?.find('S')?.key).toBe('K');
  await expect(books['tax']?.amend({ key: 'X', of: 'nobody', kind: 'withdrawal', payload: '' })).rejects.toThrow(
    'nobody',
  );
  await close();
});

test('a last line that a crash tore is forgotten, and the file goes on from there', async () => {
  const folder = await temporaryFolder();
  const before = await openBooks(folder);
  await before.books['tax']?.take(letter('whole'));
  await before.close();
  await appendFile(join(folder, 'ledger.log'), '{"seq":2,"at":"2026-01-01T00:00:00.000Z","department":"tax","eff');
  const after = await openBooks(folder);
  await after.books['tax']?.take(letter('next'));
  await after.close();
  const again = await openBooks(folder);
  expect((await journalOf(again.ledger)).map(({ seq, key }) => [seq, key])).toEqual([
    [1, 'whole'],
    [2, 'next'],
  ]);
  await again.close();
});

test('a damaged line inside the file stops the start and is named', async () => {
  const folder = await temporaryFolder();
  await appendFile(join(folder, 'ledger.log'), '\t{"kind":"nonsense"}\n');
  await expect(openBooks(folder)).rejects.toThrow(/ledger\.log is damaged at byte 0/);
});

test('serials never repeat, not even after a restart', async () => {
  const folder = await temporaryFolder();
  const before = await openBooks(folder);
  const given = Array.from({ length: 250 }, () => before.books['tax']?.nextSerial('certificate') ?? 0);
  expect(given).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  expect(before.books['tax']?.nextSerial('other')).toBe(1);
  await before.close();
  const after = await openBooks(folder);
  expect(after.books['tax']?.nextSerial('certificate')).toBeGreaterThan(250);
  await after.close();
});
