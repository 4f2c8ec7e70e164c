// The issuer's public keys: from a file that is read again when it changes, or from an address. A token's header chooses among
// these by name and can point to nothing else.
import { readFile, stat } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

export interface KeySet {
  readonly key: JWTVerifyGetKey;
  /** Counts the changes that were noticed; looks for one where it is time to. What was verified before a change is not any more. */
  readonly version: () => Promise<number>;
}

/** How often the file is looked at. */
const LOOK_EVERY_MS = 1_000;
/** How often a key that is not in the set may make us read the file all the same. */
const SEARCH_EVERY_MS = 5_000;

export async function openKeySet(
  { jwksFile, jwksUrl }: { readonly jwksFile?: string | undefined; readonly jwksUrl?: string | undefined },
  nowMs: () => number,
): Promise<KeySet> {
  if (jwksUrl !== undefined) return remoteKeySet(jwksUrl);
  if (jwksFile === undefined) throw new Error('Neither AUTH_JWKS_FILE nor AUTH_JWKS_URL is set; set one of them.');
  return fileKeySet(jwksFile, nowMs);
}

function remoteKeySet(url: string): KeySet {
  const find = createRemoteJWKSet(new URL(url));
  const key: JWTVerifyGetKey = async (header, token) => {
    try {
      return await find(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) throw cause;
      throw new Error('The keys of the issuer cannot be fetched from AUTH_JWKS_URL.', { cause });
    }
  };
  return { key, version: async () => 0 };
}

/** Throws where the file cannot be read at the start. Later a file that is half written leaves the keys as they were. */
async function fileKeySet(file: string, nowMs: () => number): Promise<KeySet> {
  let mark = await markOf(file);
  let find = createLocalJWKSet(await readKeys(file));
  let version = 0;
  let lookedAtMs = nowMs();
  let searchedAtMs = Number.NEGATIVE_INFINITY;
  const read = async () => {
    const found = await markOf(file);
    const keys = await readKeys(file);
    find = createLocalJWKSet(keys);
    if (found !== mark) version += 1;
    mark = found;
  };
  const look = async () => {
    if (nowMs() - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = nowMs();
    if ((await markOf(file).catch(() => mark)) !== mark) await read().catch(() => undefined);
  };
  return {
    version: async () => {
      await look();
      return version;
    },
    key: async (header, token) => {
      try {
        return await find(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || nowMs() - searchedAtMs < SEARCH_EVERY_MS) throw error;
        searchedAtMs = nowMs();
        await read().catch(() => undefined);
        return find(header, token);
      }
    },
  };
}

async function readKeys(file: string): Promise<JSONWebKeySet> {
  return JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet;
}

/** Differs when the file was written, or another one was put in its place. */
async function markOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await stat(file);
  return `${mtimeMs} ${size} ${ino}`;
}
