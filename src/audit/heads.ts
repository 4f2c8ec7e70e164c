// Heads of the audit chain, signed and written to a file outside the database: what was written up to a head cannot be changed
// or cut off in the database without contradicting it.
import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { z } from 'zod';

const head = z.object({
  /** `head`: the chain reached this far. `floor`: what lies up to here was removed when its time was over. */
  kind: z.enum(['head', 'floor']),
  sequence: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** First half of the signing key's public part, to find it by. */
  key: z.string(),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type Head = z.infer<typeof head>;
export type HeadStatement = Pick<Head, 'kind' | 'sequence' | 'hash'>;

const keyPair = z.object({
  publicKey: z.string().regex(/^04[0-9a-f]{128}$/),
  privateKey: z.string().regex(/^[0-9a-f]{64}$/),
});
export type HeadKey = z.infer<typeof keyPair>;

const KEY_FILE = 'audit-key.json';
const HEADS_FOLDER = 'audit-heads';

export interface Heads {
  /** Resolves once the signed statement is on the disk. */
  readonly write: (statement: HeadStatement) => Promise<void>;
}

/** Heads go to `audit-heads/heads-yyyy-mm.ndjson` below the data folder, signed with the key beside it, made on first need. */
export async function openHeads(dataFolder: string, now: () => Date): Promise<Heads> {
  const folder = join(dataFolder, HEADS_FOLDER);
  await mkdir(folder, { recursive: true });
  const key = await signingKey(dataFolder);
  /** The line before may have been cut off: by the end of a process, or for want of room. */
  let isTorn = true;
  return {
    write: async (statement) => {
      const at = now().toISOString();
      const line = `${JSON.stringify(signed({ ...statement, at }, key))}\n`;
      const file = await open(join(folder, `heads-${at.slice(0, 7)}.ndjson`), 'a');
      try {
        const apart = isTorn && (await file.stat()).size > 0;
        isTorn = true;
        await file.appendFile(apart ? `\n${line}` : line);
        await file.datasync();
        isTorn = false;
      } finally {
        await file.close();
      }
    },
  };
}

/** Every head of a data folder in the order of the chain, and the lines that are none of that key's. */
export async function readHeads(dataFolder: string): Promise<{ heads: readonly Head[]; faults: readonly string[] }> {
  const folder = join(dataFolder, HEADS_FOLDER);
  const { publicKey } = await signingKey(dataFolder);
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ndjson')).sort();
  const heads: Head[] = [];
  const faults: string[] = [];
  for (const file of files) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      // One without its end was being written when the machine stopped.
      if (!line.endsWith('}') || index === lines.length - 1) continue;
      const parsed = parseHead(line);
      if (parsed && isSigned(parsed, publicKey)) heads.push(parsed);
      else
        faults.push(`${join(HEADS_FOLDER, file)}:${index + 1} is no head that was signed with this installation's key`);
    }
  }
  return { heads: heads.sort((one, other) => one.sequence - other.sequence), faults };
}

function parseHead(line: string): Head | undefined {
  try {
    return head.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function textOf({ kind, sequence, hash, at }: Omit<Head, 'key' | 'signature'>): string {
  return JSON.stringify([kind, sequence, hash, at]);
}

function signed(statement: Omit<Head, 'key' | 'signature'>, { publicKey, privateKey }: HeadKey): Head {
  const signature = sm2.doSignature(textOf(statement), privateKey, { hash: true, publicKey });
  return { ...statement, key: publicKey.slice(2, 34), signature };
}

function isSigned(statement: Head, publicKey: string): boolean {
  return sm2.doVerifySignature(textOf(statement), statement.signature, publicKey, { hash: true });
}

/** Made once, even where two processes start together. */
async function signingKey(dataFolder: string): Promise<HeadKey> {
  const file = join(dataFolder, KEY_FILE);
  const known = await readKey(file);
  if (known) return known;
  const draft = join(dataFolder, `.${KEY_FILE}-${randomBytes(6).toString('hex')}`);
  const { publicKey, privateKey } = sm2.generateKeyPairHex();
  await writeFile(draft, JSON.stringify({ publicKey, privateKey }), { mode: 0o600, flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  const made = await readKey(file);
  if (!made) throw new Error(`The key of the audit heads, ${KEY_FILE} in the data folder, vanished while it was made.`);
  return made;
}

async function readKey(file: string): Promise<HeadKey | undefined> {
  try {
    return keyPair.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
