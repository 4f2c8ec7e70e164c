// Hashes by which whoever holds the installation's key finds an identifier again, and from which nobody reads it.
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

const HASH_BYTES = 16;

/** `use` keeps hashes for different ends apart: the same identifier has another hash under each. 22 characters. */
export function keyedHash(key: Uint8Array, use: string): (identifier: string) => string {
  // A key object: bytes are made into one for each hash, which takes several times as long as the hash.
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), use, 32)));
  return (identifier) =>
    createHmac('sha256', derived).update(identifier).digest().subarray(0, HASH_BYTES).toString('base64url');
}
