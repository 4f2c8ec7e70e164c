// Documents over a real database and folder: kept once, found by whom they belong to, durable before anything relies on them.
import { rm, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { type Materials, openMaterials } from '../../src/materials/materials.ts';
import type { Owner } from '../../src/materials/sql.ts';
import { document, sha256 } from './documents.ts';
import { CITIZEN, CLERK, chunksOf, NEIGHBOUR, openedMaterials } from './opened.ts';

const opened = await openedMaterials();
const { materials, store } = opened;

async function upload(content: Uint8Array, owner: Owner = CITIZEN, name = '合同.pdf', into: Materials = materials) {
  const received = await into.receive({ chunks: chunksOf(content), mediaType: 'application/pdf', name }, owner);
  if (received.kind !== 'kept') throw new Error(`was ${received.kind}`);
  return received;
}

function inline(content: Uint8Array, name = 'a.pdf') {
  return { content, sha256: sha256(content), bytes: content.length, mediaType: 'application/pdf', name };
}

describe('an upload', () => {
  test('is kept byte for byte under its hash, and on record with its type, length and name', async () => {
    const content = document('application/pdf', 300_001, 'byte for byte');
    const file = await upload(content);
    expect(file).toMatchObject({ sha256: sha256(content), bytes: 300_001, mediaType: 'application/pdf' });
    expect((await opened.read(file)).equals(content)).toBe(true);
    const found = await materials.find([file.id], CITIZEN);
    expect(found.get(file.id)).toMatchObject({ sha256: file.sha256, bytes: 300_001, name: '合同.pdf' });
    expect(await opened.incoming()).toEqual([]);
  });

  test('is stored once however often and by whomever it is brought, at the same time as well', async () => {
    const content = document('application/pdf', 50_000, 'parallel');
    const owners = [CITIZEN, NEIGHBOUR, CLERK];
    const files = await Promise.all(Array.from({ length: 30 }, (_, index) => upload(content, owners[index % 3])));
    expect(new Set(files.map((file) => file.sha256)).size).toBe(1);
    // An owner who brings the same again gets the same id; nobody gets another owner's.
    expect(new Set(files.map((file) => file.id)).size).toBe(3);
    expect((await opened.kept()).filter((name) => name === sha256(content))).toHaveLength(1);
    expect((await opened.read({ sha256: sha256(content) })).equals(content)).toBe(true);
    expect(await opened.incoming()).toEqual([]);
  });

  test('has another id under another name, and ids that tell nothing', async () => {
    const content = document('application/pdf', 100, 'names');
    const [one, other] = [await upload(content), await upload(content, CITIZEN, 'b.pdf')];
    expect(one.id).not.toBe(other.id);
    expect(one.id).toMatch(/^[\w-]{24}$/);
    expect(one.id).not.toContain(one.sha256.slice(0, 6));
  });

  test('whose content was lost behind the record’s back is made good when it is brought again', async () => {
    const content = document('application/pdf', 4_000, 'lost');
    const file = await upload(content);
    await rm(opened.pathOf(file.sha256));
    await upload(content, NEIGHBOUR);
    expect((await opened.read(file)).equals(content)).toBe(true);
    await writeFile(opened.pathOf(file.sha256), 'cut off');
    await upload(content, CLERK);
    expect((await opened.read(file)).equals(content)).toBe(true);
  });

  test('that is too large, empty, of another type or of a type nobody takes leaves nothing', async () => {
    const before = await opened.kept();
    const send = (content: Uint8Array, mediaType = 'application/pdf') =>
      materials.receive({ chunks: chunksOf(content), mediaType, name: '' }, CITIZEN);
    expect(await send(document('application/pdf', 1_000_001))).toEqual({ kind: 'too-large' });
    expect(await send(new Uint8Array())).toEqual({ kind: 'empty' });
    expect(await send(document('image/png', 500))).toEqual({ kind: 'type-differs', found: 'image/png' });
    expect(await send(Buffer.from('hello'))).toEqual({ kind: 'type-differs', found: null });
    expect(await send(document('application/pdf', 500), 'application/zip')).toEqual({ kind: 'type-not-taken' });
    expect(await opened.kept()).toEqual(before);
    expect(await opened.incoming()).toEqual([]);
    // The control: the same door takes what is exactly as large as allowed.
    expect(await send(document('application/pdf', 1_000_000, 'fits'))).toMatchObject({ kind: 'kept' });
  });
});

describe('a file', () => {
  test('may be used by the citizen who brought it and by a window, and by nobody else', async () => {
    const own = await upload(document('application/pdf', 100, 'whose'), CITIZEN);
    const atWindow = await upload(document('application/pdf', 100, 'window'), CLERK);
    const ids = [own.id, atWindow.id, 'unknown'];
    expect([...(await materials.find(ids, CITIZEN)).keys()]).toEqual([own.id]);
    expect([...(await materials.find(ids, NEIGHBOUR)).keys()]).toEqual([]);
    expect([...(await materials.find(ids, { role: 'window', subject: 'another' })).keys()].sort()).toEqual(
      [own.id, atWindow.id].sort(),
    );
    for (const role of ['analyst', 'supervisor', 'operator', '']) {
      expect([...(await materials.find(ids, { ...CITIZEN, role })).keys()]).toEqual([]);
    }
  });
});

describe('documents in an application', () => {
  test('are kept like uploads, once for each content, and share theirs with an upload', async () => {
    const content = document('application/pdf', 2_000, 'shared');
    const uploaded = await upload(content, CITIZEN, 'a.pdf');
    const other = document('application/pdf', 2_000, 'other');
    const ids = await materials.keep(
      [inline(content), inline(other), inline(other, 'twice.pdf'), inline(other)],
      CITIZEN,
    );
    expect(ids).toHaveLength(3);
    expect(ids).toContain(uploaded.id);
    expect((await opened.read({ sha256: sha256(other) })).equals(other)).toBe(true);
    expect((await opened.kept()).filter((name) => name === sha256(content))).toHaveLength(1);
  });

  test('that many applications bring at once in any order hold up none of them', async () => {
    const documents = Array.from({ length: 6 }, (_, index) =>
      inline(document('application/pdf', 900, `mixed ${index}`)),
    );
    const orders = Array.from({ length: 24 }, (_, index) =>
      documents.toSorted((a, b) => (index % 2 ? 1 : -1) * (a.sha256 < b.sha256 ? 1 : -1)),
    );
    const kept = await Promise.all(orders.map((order) => materials.keep(order, CLERK)));
    expect(new Set(kept.flat()).size).toBe(6);
  });
});

test('A disk that does not take a document is told as a matter of trying later', async () => {
  const blocked = await openMaterials({ ...opened.dependencies, installation: 'blocked' });
  await rm(`${opened.dependencies.folder}/blocked`, { recursive: true, force: true });
  await writeFile(`${opened.dependencies.folder}/blocked`, 'a file where a folder should be');
  await expect(upload(document('application/pdf', 100, 'full'), CITIZEN, '', blocked)).rejects.toMatchObject({
    extensions: { code: 'OVERLOADED', retryAfterMs: expect.any(Number) },
  });
  const [row] = await store.query<{ stored: boolean }>(
    `select stored_at is not null as stored from material_contents where sha256 = decode($1, 'hex')`,
    [sha256(document('application/pdf', 100, 'full'))],
  );
  expect(row?.stored ?? false).toBe(false);
  await blocked.close();
});

test('A type that the catalogue allows and no file can be found to have stops the start', async () => {
  const mediaTypes = new Set(['application/pdf', 'application/x-unheard-of']);
  await expect(openMaterials({ ...opened.dependencies, mediaTypes })).rejects.toThrow('application/x-unheard-of');
});
