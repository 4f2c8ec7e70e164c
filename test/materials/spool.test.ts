import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../commands/town/folder.ts';
import { spool } from '../../src/materials/spool.ts';
import { document, sha256 } from './documents.ts';
import { chunksOf } from './opened.ts';

const folder = await makeFolder();
afterAll(folder.remove);
const limits = { bytesMax: 100_000, silenceMaxMs: 5_000 };
let files = 0;
const fresh = () => {
  files += 1;
  return join(folder.path, String(files));
};

test('What is written, counted and hashed is what came, in whatever pieces, for its owner’s eyes only', async () => {
  const content = document('application/pdf', 100_000);
  for (const size of [1_000, 65_536, 100_000]) {
    const path = fresh();
    const spooled = await spool(chunksOf(content, size), path, limits);
    expect(spooled).toEqual({ kind: 'spooled', sha256: sha256(content), bytes: 100_000 });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  }
});

test('A sender who never ends is left as soon as the limit is passed, and is told so that it may stop', async () => {
  let sent = 0;
  let stopped = false;
  async function* endless() {
    try {
      for (;;) {
        sent += 1_000;
        yield Buffer.alloc(1_000);
      }
    } finally {
      stopped = true;
    }
  }
  expect(await spool(endless(), fresh(), limits)).toEqual({ kind: 'too-large' });
  expect(sent).toBe(101_000);
  expect(stopped).toBe(true);
});

test('A sender who falls silent is waited for no longer than said; one who is only slow is waited for', async () => {
  async function* silent() {
    yield Buffer.from('%PDF');
    await new Promise(() => undefined);
  }
  const started = performance.now();
  expect(await spool(silent(), fresh(), { ...limits, silenceMaxMs: 150 })).toEqual({ kind: 'too-slow' });
  expect(performance.now() - started).toBeLessThan(2_000);
  async function* slow() {
    for (let sent = 0; sent < 5; sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      yield Buffer.from('%PDF');
    }
  }
  expect(await spool(slow(), fresh(), { ...limits, silenceMaxMs: 200 })).toMatchObject({ kind: 'spooled', bytes: 20 });
});

test('A sender who hangs up is told apart from a sender whose bytes cannot be read', async () => {
  const failing = (error: Error) =>
    (async function* () {
      yield Buffer.from('%PDF');
      throw error;
    })();
  const aborted = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  expect(await spool(failing(aborted), fresh(), limits)).toEqual({ kind: 'aborted' });
  await expect(spool(failing(new Error('another')), fresh(), limits)).rejects.toThrow('another');
});

test('A document is not held in memory, however long it is', async () => {
  const before = process.memoryUsage().arrayBuffers;
  let peak = 0;
  async function* long() {
    for (let sent = 0; sent < 400; sent += 1) {
      yield Buffer.alloc(1_000_000);
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }
  }
  expect(await spool(long(), fresh(), { ...limits, bytesMax: 400_000_000 })).toMatchObject({ bytes: 400_000_000 });
  expect(peak).toBeLessThan(150_000_000);
});

test('Nothing is not a document', async () => {
  expect(await spool(chunksOf(new Uint8Array()), fresh(), limits)).toEqual({ kind: 'empty' });
});
