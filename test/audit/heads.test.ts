// Heads outlive whatever ends their writer: a line that was cut off takes none of the others with it, and accuses nobody.
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openHeads, readHeads } from '../../src/audit/heads.ts';

const folder = await mkdtemp(join(tmpdir(), 'yichuang-heads-'));
afterAll(() => rm(folder, { recursive: true }));

const now = () => new Date('2026-11-22T00:00:00Z');
const head = (sequence: number) => ({ kind: 'head', sequence, hash: 'a'.repeat(64) }) as const;

async function append(text: string): Promise<void> {
  const [file = ''] = await readdir(join(folder, 'audit-heads'));
  await appendFile(join(folder, 'audit-heads', file), text);
}

test('What was being written when the machine stopped is left out, and the next start goes on behind it', async () => {
  const before = await openHeads(folder, now);
  await before.write(head(1));
  await before.write(head(2));
  await append('{"kind":"head","sequence":3,"ha');
  expect(await readHeads(folder)).toMatchObject({ heads: [{ sequence: 1 }, { sequence: 2 }], faults: [] });
  const after = await openHeads(folder, now);
  await after.write(head(4));
  await after.write(head(5));
  const { heads, faults } = await readHeads(folder);
  expect(heads.map(({ sequence }) => sequence)).toEqual([1, 2, 4, 5]);
  expect(faults).toEqual([]);
});

test('A whole line that nobody signed is named with its place', async () => {
  await append(`${JSON.stringify({ ...head(6), at: '2026-11-22T00:00:00Z', key: 'x', signature: 'b'.repeat(128) })}\n`);
  const { heads, faults } = await readHeads(folder);
  expect(heads).toHaveLength(4);
  expect(faults).toEqual([expect.stringMatching(/^audit-heads\/heads-2026-11\.ndjson:\d+ is no head that was signed/)]);
});
