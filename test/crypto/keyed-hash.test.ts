import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyedHash } from '../../src/crypto/keyed-hash.ts';

const USE = 'a test';

/** What Node makes of it. */
function plainHmac(key: Uint8Array, identifier: string): string {
  const derived = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), USE, 32));
  return createHmac('sha256', derived).update(identifier).digest().subarray(0, 16).toString('base64url');
}

it('is HMAC-SHA-256, cut to 16 bytes, of identifiers of any characters and length', () => {
  const key = randomBytes(32);
  const hash = keyedHash(key, USE);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (identifier) => {
      expect(hash(identifier)).toBe(plainHmac(key, identifier));
    }),
  );
});

it('leaves nothing of a longer identifier in the hash of the next', () => {
  const key = randomBytes(32);
  const hash = keyedHash(key, USE);
  hash('a'.repeat(256));
  expect(hash('110101199003070038')).toBe(plainHmac(key, '110101199003070038'));
});

it('gives the same identifier another hash under another use, and under another key', () => {
  const key = randomBytes(32);
  const hashes = [keyedHash(key, USE), keyedHash(key, 'another'), keyedHash(randomBytes(32), USE)];
  expect(new Set(hashes.map((hash) => hash('110101199003070038'))).size).toBe(3);
});
