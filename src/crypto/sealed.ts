// Sealing of what leaves the process for a place that others can read: AES-256-GCM, bound to the name it is kept under.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface Sealer {
  readonly seal: (name: string, content: string) => Buffer;
  /** Undefined for what was not sealed under this name with this key. */
  readonly open: (name: string, sealed: Uint8Array) => string | undefined;
}

/** `key` is the installation's secret; `use` keeps what is sealed for one thing from passing for another. */
export function openSealer(key: Uint8Array, use: string): Sealer {
  const secret = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), use, 32));
  return {
    seal: (name, content) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(name));
      const text = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), text]);
    },
    open: (name, sealed) => {
      const [iv, tag] = [sealed.subarray(0, IV_BYTES), sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
      if (tag.length < TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(Buffer.from(name)).setAuthTag(tag);
        return decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
