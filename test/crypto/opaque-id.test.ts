import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { opaqueIds } from '../../src/crypto/opaque-id.ts';

const NUMBER = '350428190001010015';

test('an id is the same for as long as the key is, and tells nothing of the number', () => {
  const key = randomBytes(32);
  const id = opaqueIds(key).seal('Person', NUMBER);
  expect(opaqueIds(key).seal('Person', NUMBER)).toBe(id);
  expect(id).not.toContain(NUMBER);
  expect(Buffer.from(id, 'base64url').toString('latin1')).not.toContain(NUMBER.slice(0, 6));
  expect(opaqueIds(randomBytes(32)).seal('Person', NUMBER)).not.toBe(id);
});

test('an id opens to its number, for its own type only', () => {
  const ids = opaqueIds(randomBytes(32));
  const id = ids.seal('Person', NUMBER);
  expect(ids.open('Person', id)).toBe(NUMBER);
  expect(ids.open('Enterprise', id)).toBeUndefined();
});

test('an id in which one bit was turned is none of ours', () => {
  const ids = opaqueIds(randomBytes(32));
  const bytes = Buffer.from(ids.seal('Person', NUMBER), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit += 7) {
    const forged = Buffer.from(bytes);
    forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(ids.open('Person', forged.toString('base64url'))).toBeUndefined();
  }
});

test.each(['', 'x', '====', NUMBER])('"%s" is none of ours', (text) => {
  expect(opaqueIds(randomBytes(32)).open('Person', text)).toBeUndefined();
});
