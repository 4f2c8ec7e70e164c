// Hashes by which whoever holds the installation's key finds an identifier again, and from which nobody reads it.
import { hash, hkdfSync } from 'node:crypto';

const HASH_BYTES = 16;
const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;
/** What is longer than any identifier of ours gets a room of its own. */
const ROOM_BYTES = 256;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * `use` keeps hashes for different ends apart: the same identifier has another hash under each. HMAC-SHA-256, cut to 16 bytes; 22
 * characters. Composed of two plain hashes as RFC 2104 has it: Node makes an object for each HMAC, which takes three times as long.
 */
export function keyedHash(key: Uint8Array, use: string): (identifier: string) => string {
  const derived = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), use, DIGEST_BYTES));
  const [inner, outer] = [behind(derived, INNER, ROOM_BYTES), behind(derived, OUTER, DIGEST_BYTES)];
  return (identifier) => {
    const bytes = Buffer.byteLength(identifier);
    const said = bytes <= ROOM_BYTES ? inner : behind(derived, INNER, bytes);
    said.write(identifier, BLOCK_BYTES);
    outer.write(hash('sha256', said.subarray(0, BLOCK_BYTES + bytes), 'binary'), BLOCK_BYTES, 'latin1');
    return Buffer.from(hash('sha256', outer, 'binary'), 'latin1').toString('base64url', 0, HASH_BYTES);
  };
}

/** The key as a whole block, all bits of `pad` turned round in it, and room behind it. */
function behind(key: Uint8Array, pad: number, bytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + bytes, pad);
  for (const [index, byte] of key.entries()) block[index] = byte ^ pad;
  return block;
}
