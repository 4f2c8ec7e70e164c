// PUT /materials as its clients see it: what is taken, what is refused, and what the answer says.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { document, sha256 } from '../materials/documents.ts';
import { CITIZEN } from '../materials/opened.ts';
import { openDoor } from './door.ts';

const door = await openDoor();
const kept = z.strictObject({ fileId: z.string(), sha256: z.string(), bytes: z.number() });
const failed = z.object({
  errors: z.tuple([z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })]),
});

async function put(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(`${door.url}/materials`, {
    method: 'PUT',
    headers: { authorization: door.authorization, 'content-type': 'application/pdf', ...headers },
    body,
  });
  return { status: response.status, answer: (await response.json()) as unknown, headers: response.headers };
}

async function refused(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const { status, answer } = await put(body, headers);
  const [{ message, extensions }] = failed.parse(answer).errors;
  return { status, message, code: extensions.code };
}

async function nameOf(fileId: string) {
  const [row] = await door.store.query<{ name: string }>(`select name from material_files where id = $1`, [fileId]);
  return row?.name;
}

describe('an upload', () => {
  test('is answered with its id, hash and length, and nothing else', async () => {
    const content = document('application/pdf', 200_000, 'answer');
    const { status, answer } = await put(content);
    expect(status).toBe(200);
    expect(kept.parse(answer)).toMatchObject({ sha256: sha256(content), bytes: 200_000 });
    expect((await door.read({ sha256: sha256(content) })).equals(content)).toBe(true);
  });

  test('may come in pieces of unknown number', async () => {
    const content = document('image/jpeg', 150_000, 'chunked');
    const response = await fetch(`${door.url}/materials`, {
      method: 'PUT',
      headers: { authorization: door.authorization, 'content-type': 'image/jpeg' },
      body: new Blob([content]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(kept.parse(await response.json()).sha256).toBe(sha256(content));
  });

  test.each([
    ['content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('买卖合同 䶮.pdf')}`, '买卖合同 䶮.pdf'],
    ['content-disposition', 'attachment; filename="plain.pdf"', 'plain.pdf'],
    ['content-disposition', 'attachment', ''],
    ['content-disposition', `attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd`, 'passwd'],
    ['content-disposition', `;;;"%%%`, ''],
    ['x-file-name', encodeURIComponent('房产证.pdf'), '房产证.pdf'],
    ['x-file-name', Buffer.from('房产证.pdf', 'utf8').toString('latin1'), '房产证.pdf'],
    ['x-file-name', '100%.pdf', '100%.pdf'],
  ])('has the name that %s gives: %s', async (header, value, name) => {
    const { answer } = await put(document('application/pdf', 100, `${header} ${value}`), { [header]: value });
    expect(await nameOf(kept.parse(answer).fileId)).toBe(name);
  });

  test('that is sent again gets the same answer, many at once included', async () => {
    const content = document('application/pdf', 90_000, 'again');
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(content)));
    expect(new Set(answers.map(({ answer }) => JSON.stringify(kept.parse(answer)))).size).toBe(1);
    expect(await door.incoming()).toEqual([]);
  });
});

describe('an upload is refused', () => {
  const content = document('application/pdf', 500, 'refused');

  test.each([
    ['with an empty token', { authorization: '' }, 401, 'UNAUTHENTICATED'],
    ['with a token that is none', { authorization: 'Bearer a.b.c' }, 401, 'UNAUTHENTICATED'],
    ['whose type is said to be one that is not taken', { 'content-type': 'text/html' }, 415, 'BAD_USER_INPUT'],
    ['whose type is not said', { 'content-type': '' }, 415, 'BAD_USER_INPUT'],
    ['whose type is said to be another', { 'content-type': 'image/png' }, 415, 'BAD_USER_INPUT'],
    ['that is compressed', { 'content-encoding': 'gzip' }, 415, 'BAD_USER_INPUT'],
    ['that is a part of a file', { 'content-range': 'bytes 0-499/1000' }, 400, 'BAD_USER_INPUT'],
  ])('%s', async (_, headers, status, code) => {
    expect(await refused(content, headers as Record<string, string>)).toMatchObject({ status, code });
  });

  test.each(['analyst', 'supervisor', 'operator'])('from the role %s', async (role) => {
    expect(await refused(content, { authorization: await door.bearer(role) })).toMatchObject({
      status: 403,
      code: 'FORBIDDEN',
    });
  });

  test('that shows no token at all', async () => {
    const response = await fetch(`${door.url}/materials`, { method: 'PUT', body: content });
    expect(response.status).toBe(401);
  });

  test('where it is empty', async () => {
    expect(await refused(new Uint8Array())).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
  });

  test('where it is too large, whether its length was said beforehand or not', async () => {
    const large = document('application/pdf', 1_000_001);
    expect(await refused(large)).toMatchObject({ status: 413, code: 'BAD_USER_INPUT' });
    const response = await fetch(`${door.url}/materials`, {
      method: 'PUT',
      headers: { authorization: door.authorization, 'content-type': 'application/pdf' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('in Chinese, or in English to whoever prefers it, with what to do and without what was sent', async () => {
    const lie = { 'content-type': 'image/png', 'x-file-name': 'secret-name.png' };
    expect((await refused(content, lie)).message).toBe(
      '文件内容是 application/pdf，与 Content-Type 不符，未保存。请核对文件后重新上传。',
    );
    const { message } = await refused(content, { ...lie, 'accept-language': 'en' });
    expect(message).toMatch(/^The content is application\/pdf, not what Content-Type says.*upload it again\.$/);
    expect(message).not.toContain('secret-name');
  });

  test('and leaves nothing', async () => {
    const [contents, files] = await Promise.all([
      door.kept(),
      door.store.query(`select from material_files where sha256 = decode($1, 'hex')`, [sha256(content)]),
    ]);
    expect(contents).not.toContain(sha256(content));
    expect(files).toEqual([]);
    // The control: sent rightly, the same document is kept.
    expect((await put(content)).status).toBe(200);
    expect(await door.kept()).toContain(sha256(content));
  });
});

test('What a citizen uploads is on record as theirs, and their id is nobody else’s', async () => {
  const content = document('application/pdf', 300, 'citizen');
  const own = kept.parse(
    (await put(content, { authorization: await door.bearer('front-end', CITIZEN.subject) })).answer,
  );
  const clerks = kept.parse((await put(content)).answer);
  expect(own.fileId).not.toBe(clerks.fileId);
  expect((await door.materials.find([own.fileId, clerks.fileId], CITIZEN)).keys().toArray()).toEqual([own.fileId]);
});

test('Other methods on the same path are not found', async () => {
  for (const method of ['GET', 'POST', 'DELETE']) {
    expect((await fetch(`${door.url}/materials`, { method })).status).toBe(404);
  }
});
