// Electronic seals 电子印章: an SM2 signature over the SM3 digest of a document's bytes, kept beside the document (detached).
import { createHash } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';

export interface SealKey {
  /** Names the key; a renewed key has another name. */
  readonly id: string;
  readonly department: string;
  /** 130 hex digits, uncompressed. */
  readonly publicKey: string;
  readonly privateKey: string;
  readonly validFrom: string;
  readonly validTo: string;
}

export interface Seal {
  readonly key: string;
  /** 128 hex digits. */
  readonly signature: string;
}

const shape = z.array(
  z.object({
    id: z.string().min(1),
    department: z.string().min(1),
    publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
    privateKey: z.string().regex(/^[0-9a-f]{64}$/),
    validFrom: z.iso.date(),
    validTo: z.iso.date(),
  }),
);

/** Parses a file of seals; throws with what is wrong, without a key in the message. */
export function parseSeals(text: string): readonly SealKey[] {
  const parsed = shape.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `The file of seals is faulty: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
  );
}

/** The seal of a department that is valid on a civil date, or undefined: the document then takes the wet-seal path. */
export function sealFor(seals: readonly SealKey[], department: string, day: string): SealKey | undefined {
  return seals.find((seal) => seal.department === department && seal.validFrom <= day && day <= seal.validTo);
}

/** SM3 over the bytes, 64 hex digits. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sm3').update(bytes).digest('hex');
}

/** Randomised: sealing the same bytes again gives another signature, so a document is sealed once. */
export function seal(digest: string, { id, privateKey, publicKey }: SealKey): Seal {
  return { key: id, signature: sm2.doSignature(Buffer.from(digest, 'hex'), privateKey, { hash: true, publicKey }) };
}

/** Whether the signature is that key's over exactly these bytes. */
export function verifySeal(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature)) return false;
  return sm2.doVerifySignature(Buffer.from(digestOf(bytes), 'hex'), signature, publicKey, { hash: true });
}
