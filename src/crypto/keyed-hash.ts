// Hashes by which whoever holds the installation's key finds an identifier again, and from which nobody reads it.
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** Of the 16 bytes that a hash is cut to: 21 characters of six bits each, and two bits in one more. */
const WHOLE_CHARACTERS = 21;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const ENDINGS = 'AQgw';

/** `use` keeps hashes for different ends apart: the same identifier has another hash under each. 22 characters. */
export function keyedHash(key: Uint8Array, use: string): (identifier: string) => string {
  // A key object: bytes are made into one for each hash, which takes several times as long as the hash.
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), use, 32)));
  return (identifier) => cut(createHmac('sha256', derived).update(identifier).digest('base64url'));
}

/** Of the text, not of the bytes: they would become a buffer, which takes as long again as the hash. */
function cut(digest: string): string {
  const last = ALPHABET.indexOf(digest.charAt(WHOLE_CHARACTERS));
  return digest.slice(0, WHOLE_CHARACTERS) + ENDINGS.charAt(last >> 4);
}
