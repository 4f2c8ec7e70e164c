// Documents in a bucket, against a server that checks signatures as the real ones do.

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeFolder } from '../../commands/town/folder.ts';
import { ContentStoreFault } from '../../src/materials/content-store.ts';
import { type S3Settings, s3Store } from '../../src/materials/s3-store.ts';
import { sweep } from '../../src/materials/sweep.ts';
import { document, sha256 } from './documents.ts';
import { CITIZEN, chunksOf, openedMaterials } from './opened.ts';

interface BucketServer {
  readonly run: () => Promise<AddressInfo>;
  readonly close: () => Promise<void>;
}
// Has no types of its own.
const require = createRequire(import.meta.url);
const S3rver = require('@20minutes/s3rver') as new (settings: object) => BucketServer;

const BUCKET = 'documents';
const folder = await makeFolder();
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: join(folder.path, 'buckets'),
  configureBuckets: [{ name: BUCKET, configs: [] }],
});
const { port } = await server.run();
afterAll(async () => {
  await server.close();
  await folder.remove();
});
const settings: S3Settings = {
  url: `http://127.0.0.1:${port}`,
  bucket: BUCKET,
  accessKey: 'S3RVER',
  secretKey: 'S3RVER',
  region: 'us-east-1',
};

const store = s3Store(settings, 'town');
let files = 0;

async function onDisk(content: Uint8Array): Promise<string> {
  files += 1;
  const path = join(folder.path, `file-${files}`);
  await writeFile(path, content);
  return path;
}

/** Where this server keeps an object's bytes. */
function objectOf(hash: string): string {
  return join(folder.path, 'buckets', BUCKET, 'town', 'contents', hash.slice(0, 2), `${hash}._S3rver_object`);
}

function contentOf(content: Uint8Array) {
  return { sha256: sha256(content), bytes: content.length };
}

describe('a document in a bucket', () => {
  test('is there after it was put, may be put again by many at once, and is gone after it was removed', async () => {
    const bytes = document('application/pdf', 3_000_000, 's3');
    const content = contentOf(bytes);
    expect(await store.has(content)).toBe(false);
    const paths = await Promise.all(Array.from({ length: 4 }, () => onDisk(bytes)));
    await Promise.all(paths.map((path) => store.put(content, path)));
    expect(paths.filter((path) => existsSync(path))).toEqual([]);
    expect(await store.has(content)).toBe(true);
    expect((await readFile(objectOf(content.sha256))).equals(bytes)).toBe(true);
    expect(await store.has({ ...content, bytes: content.bytes + 1 })).toBe(false);
    await store.remove(content.sha256);
    expect(await store.has(content)).toBe(false);
    await store.remove(content.sha256);
  });

  test('of one installation is not one of another in the same bucket', async () => {
    const bytes = document('application/pdf', 100, 'whose');
    await store.put(contentOf(bytes), await onDisk(bytes));
    expect(await s3Store(settings, 'village').has(contentOf(bytes))).toBe(false);
  });
});

describe('a bucket', () => {
  const bytes = document('application/pdf', 100, 'faults');

  test.each([
    ['whose secret is wrong', { secretKey: 'wrong' }, 'answers 403'],
    ['whose key is unknown', { accessKey: 'nobody' }, 'answers 403'],
    ['that does not exist', { bucket: 'nowhere' }, 'no bucket nowhere'],
    ['of a service that nobody runs', { url: 'http://127.0.0.1:9' }, 'does not answer'],
  ])('%s is told as a fault of the store, with what to check and without the secret', async (_, change, said) => {
    const put = s3Store({ ...settings, ...change }, 'town').put(contentOf(bytes), await onDisk(bytes));
    await expect(put).rejects.toThrow(ContentStoreFault);
    await expect(put).rejects.toThrow(said);
    await expect(put).rejects.toThrow(/check MATERIALS_S3/);
    await expect(put).rejects.not.toThrow(/wrong/);
  });

  test('that sends its callers elsewhere is not followed', async () => {
    let visits = 0;
    const elsewhere = createServer((_request, response) => {
      visits += 1;
      response.end();
    }).listen(0, '127.0.0.1');
    const redirecting = createServer((_request, response) => {
      const { port: target } = elsewhere.address() as AddressInfo;
      response.writeHead(307, { location: `http://127.0.0.1:${target}/` }).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => redirecting.once('listening', resolve));
    const url = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
    await expect(s3Store({ ...settings, url }, 'town').has(contentOf(bytes))).rejects.toThrow(ContentStoreFault);
    expect(visits).toBe(0);
    for (const each of [redirecting, elsewhere]) each.close();
  });
});

test('Uploads, documents in applications and sweeps work in a bucket as they do in a folder', async () => {
  const opened = await openedMaterials({ s3: settings });
  const content = document('application/pdf', 400_000, 'through');
  const upload = { chunks: chunksOf(content), mediaType: 'application/pdf', name: '合同.pdf' };
  const received = await opened.materials.receive(upload, CITIZEN);
  expect(received).toMatchObject({ kind: 'kept', bytes: 400_000 });
  const small = document('image/png', 900, 'through');
  await opened.materials.keep([{ content: small, ...contentOf(small), mediaType: 'image/png', name: '' }], CITIZEN);
  for (const kept of [content, small]) expect(await store.has(contentOf(kept))).toBe(true);
  expect(await opened.kept()).toEqual([]);
  expect(await opened.incoming()).toEqual([]);
  await opened.store.run(`update material_files set uploaded_at = uploaded_at - interval '8 days'`);
  await opened.store.run(`update material_contents set claimed_at = claimed_at - interval '8 days'`);
  expect(await sweep(opened.store, store, 7 * 24 * 3_600_000)).toEqual({ files: 2, contents: 2 });
  for (const gone of [content, small]) expect(await store.has(contentOf(gone))).toBe(false);
});

test('While the bucket does not answer, a document is refused as a matter of trying later', async () => {
  const opened = await openedMaterials({ s3: { ...settings, url: 'http://127.0.0.1:9' } });
  const content = document('application/pdf', 400, 'away');
  const upload = { chunks: chunksOf(content), mediaType: 'application/pdf', name: '' };
  await expect(opened.materials.receive(upload, CITIZEN)).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } });
  expect(await opened.incoming()).toEqual([]);
});
