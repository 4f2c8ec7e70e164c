// What nobody used goes, after a while; what a case holds stays; what a killed process left is removed at the next start.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ContentStore } from '../../src/materials/content-store.ts';
import { folderStore } from '../../src/materials/folder-store.ts';
import { holdDocuments, openMaterials } from '../../src/materials/materials.ts';
import { sweep } from '../../src/materials/sweep.ts';
import { openPresence } from '../../src/store/presence.ts';
import { document } from './documents.ts';
import { CITIZEN, CLERK, chunksOf, openedMaterials } from './opened.ts';

const opened = await openedMaterials();
const { materials, store } = opened;
const contents = folderStore(opened.home);
const WEEK_MS = 7 * 24 * 3_600_000;

async function upload(seed: string, owner = CITIZEN) {
  const content = document('application/pdf', 1_000, seed);
  const received = await materials.receive(
    { chunks: chunksOf(content), mediaType: 'application/pdf', name: '' },
    owner,
  );
  if (received.kind !== 'kept') throw new Error(`was ${received.kind}`);
  return { ...received, content };
}

async function letAge(days: number) {
  await store.run(`update material_files set uploaded_at = uploaded_at - $1 * interval '1 day'`, [days]);
  await store.run(`update material_contents set claimed_at = claimed_at - $1 * interval '1 day'`, [days]);
}

async function insertCase(): Promise<number> {
  const [edition] = await store.query<{ id: number }>(
    `insert into bundle_editions (code, version, fingerprint, content) values ('b', '1', $1, '{}') returning id`,
    [crypto.randomUUID()],
  );
  const [row] = await store.query<{ id: number }>(
    `insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant,
       idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
     values ($1, 'x', $2, 'WINDOW', 'person', 'n', '{}', $1, '', '{}', '[]', 'RECEIVED', now(), 0) returning id`,
    [crypto.randomUUID(), edition?.id],
  );
  return row?.id ?? 0;
}

test('A document that no case uses is removed after a week, not before; one that a case holds stays', async () => {
  const [unused, used, shared] = [await upload('unused'), await upload('used'), await upload('shared')];
  const othersCopy = await upload('shared', CLERK);
  const caseId = await insertCase();
  await store.transaction((session) => holdDocuments(session, caseId, [used.id, othersCopy.id, used.id]));
  await letAge(6);
  expect(await sweep(store, contents, WEEK_MS)).toEqual({ files: 0, contents: 0 });
  await letAge(2);
  expect(await sweep(store, contents, WEEK_MS)).toEqual({ files: 2, contents: 1 });
  expect((await opened.kept()).sort()).toEqual([used.sha256, shared.sha256].sort());
  expect((await materials.find([unused.id, used.id, shared.id], CITIZEN)).keys().toArray()).toEqual([used.id]);
  // Brought again, it is there again.
  const again = await upload('unused');
  expect((await opened.read(again)).equals(again.content)).toBe(true);
});

test('A case is not committed with a file that was swept meanwhile, and its sender is told what to do', async () => {
  const file = await upload('meanwhile');
  const caseId = await insertCase();
  await letAge(8);
  await sweep(store, contents, WEEK_MS);
  await expect(store.transaction((session) => holdDocuments(session, caseId, [file.id]))).rejects.toMatchObject({
    extensions: { code: 'BAD_USER_INPUT' },
    message: expect.stringContaining('upload it again'),
  });
});

test('A sweep that dies between removing a content and saying so leaves nothing that is believed to be there', async () => {
  const file = await upload('half-swept');
  await letAge(8);
  const dying: ContentStore = {
    ...contents,
    remove: async (sha256) => {
      await contents.remove(sha256);
      throw new Error('killed');
    },
  };
  await expect(sweep(store, dying, WEEK_MS)).rejects.toThrow('killed');
  expect(await opened.kept()).not.toContain(file.sha256);
  const again = await upload('half-swept');
  expect((await opened.read(again)).equals(file.content)).toBe(true);
});

test('Uploads of a content while it is being swept find it whole in the end, whoever wins', async () => {
  for (let round = 0; round < 15; round += 1) {
    await upload('contested');
    await letAge(8);
    const [, brought] = await Promise.all([sweep(store, contents, WEEK_MS), upload('contested', CLERK)]);
    expect((await opened.read(brought)).equals(brought.content)).toBe(true);
  }
});

test('What a process that is no more left on its way in is removed at the next start; a living one’s is not', async () => {
  const living = await openPresence(opened.url);
  const incoming = join(opened.home, 'incoming');
  for (const worker of [4_711, living.worker() ?? 0]) {
    await mkdir(join(incoming, String(worker)), { recursive: true });
    await writeFile(join(incoming, String(worker), 'half'), 'half a document');
  }
  const next = await openMaterials(opened.dependencies);
  expect(await readdir(incoming)).not.toContain('4711');
  expect(await readdir(join(incoming, String(living.worker())))).toEqual(['half']);
  await next.close();
  await living.close();
});
