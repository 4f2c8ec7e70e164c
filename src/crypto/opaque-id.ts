// Opaque, stable ids: a keyed hash of the entity's number, with the number sealed under it (a synthetic-IV cipher), so that
// the id can be resolved without a table and tells nothing to whoever lacks the key.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';

const HASH_BYTES = 16;
const CACHED_IDS = 20_000;

export interface OpaqueIds {
  /** The id of an entity of a type: the same for as long as the installation's key is. */
  readonly seal: (type: string, number: string) => string;
  /** The number under an id, or undefined where the id is not one of ours for that type. */
  readonly open: (type: string, id: string) => string | undefined;
}

/** `key` is the installation's secret of 32 bytes or more; a new key makes new ids. */
export function opaqueIds(key: Uint8Array): OpaqueIds {
  const hashKey = derive(key, 'opaque-id hash');
  const cipherKey = derive(key, 'opaque-id cipher');
  const cache = new LRUCache<string, string>({ max: CACHED_IDS });

  const hash = (type: string, number: string): Buffer =>
    createHmac('sha256', hashKey).update(`${type}\0${number}`).digest().subarray(0, HASH_BYTES);

  const seal = (type: string, number: string): string => {
    const name = `${type}\0${number}`;
    const known = cache.get(name);
    if (known !== undefined) return known;
    const iv = hash(type, number);
    const cipher = createCipheriv('aes-256-ctr', cipherKey, iv);
    const id = Buffer.concat([iv, cipher.update(number, 'utf8'), cipher.final()]).toString('base64url');
    cache.set(name, id);
    return id;
  };

  const open = (type: string, id: string): string | undefined => {
    const bytes = Buffer.from(id, 'base64url');
    if (bytes.length <= HASH_BYTES || bytes.toString('base64url') !== id) return undefined;
    const iv = bytes.subarray(0, HASH_BYTES);
    const decipher = createDecipheriv('aes-256-ctr', cipherKey, iv);
    const number = Buffer.concat([decipher.update(bytes.subarray(HASH_BYTES)), decipher.final()]).toString('utf8');
    return timingSafeEqual(hash(type, number), iv) ? number : undefined;
  };

  return { seal, open };
}

/** As an object: bytes are made into one for each use, which takes longer than the use. */
function derive(key: Uint8Array, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), use, 32)));
}
