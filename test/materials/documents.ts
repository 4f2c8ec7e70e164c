// Documents for tests: real by their first bytes, of any length, no two names alike.
import { createHash } from 'node:crypto';

const PDF = Buffer.from('%PDF-1.7\n');
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e157000000104944415400', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');

/** As many bytes as asked, filled with what the seed gives. */
export function document(mediaType: string, bytes: number, seed = ''): Buffer<ArrayBuffer> {
  const head = { 'application/pdf': PDF, 'image/png': PNG, 'image/jpeg': JPEG }[mediaType] ?? Buffer.alloc(0);
  const filling = createHash('sha512').update(`${mediaType} ${seed}`).digest();
  return Buffer.concat([head, Buffer.alloc(Math.max(0, bytes - head.length), filling)]).subarray(0, bytes);
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
