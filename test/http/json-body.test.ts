// A body is UTF-8 or it is refused: nothing in it is replaced by what a decoder makes of it.
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';

const door = await openDoor();

async function echo(bytes: Buffer, contentType = 'application/json') {
  const response = await fetch(`${door.url}/echo`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': contentType },
  });
  return { status: response.status, text: await response.text() };
}

test('A body in UTF-8 comes through as it is, characters of four bytes included', async () => {
  const value = { name: '䶮㛃𬱖龴' };
  for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"']) {
    expect(JSON.parse((await echo(Buffer.from(JSON.stringify(value)), type)).text)).toEqual({ body: value });
  }
});

test.each([
  ['a name in GB18030', Buffer.concat([Buffer.from('{"name":"'), Buffer.from('fe9f', 'hex'), Buffer.from('"}')])],
  ['half a character', Buffer.concat([Buffer.from('{"name":"'), Buffer.from('e4b8', 'hex'), Buffer.from('"}')])],
  [
    'a surrogate of its own',
    Buffer.concat([Buffer.from('{"name":"'), Buffer.from('eda080', 'hex'), Buffer.from('"}')]),
  ],
  ['an overlong slash', Buffer.concat([Buffer.from('{"name":"'), Buffer.from('c0af', 'hex'), Buffer.from('"}')])],
])('%s is refused, and says so', async (_, body) => {
  const { status, text } = await echo(body);
  expect(status).toBe(400);
  expect(JSON.parse(text).errors[0]).toMatchObject({
    message: expect.stringContaining('UTF-8'),
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test('Another charset is refused before a byte of it is read', async () => {
  expect((await echo(Buffer.from('{}'), 'application/json; charset=gbk')).status).toBe(415);
});

test.each(['{', '', '{"__proto__": {"admin": true}}', '{"constructor": {"prototype": {}}}'])(
  'What is no JSON, or reaches for the prototype, is refused: %s',
  async (text) => {
    expect((await echo(Buffer.from(text))).status).toBe(400);
  },
);
