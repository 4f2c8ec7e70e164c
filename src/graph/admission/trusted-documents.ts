// Documents that front ends may send by the SHA-256 of their bytes: the files of `catalogue/documents/`. A file that is put
// there while the gateway runs is found when its hash is first asked for.
import { hash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { badInput, PublicError } from '../../errors.ts';

export interface TrustedDocuments {
  /** The text under a hash; undefined where none is registered. */
  readonly text: (sha256: string) => Promise<string | undefined>;
  /** All texts that are registered, in the order of their files. */
  readonly all: () => readonly string[];
}

/** Who looks for hashes that do not exist makes us read the folder no more often than this. */
const REREAD_MS = 2_000;

export async function openTrustedDocuments(folder: string, nowMs: () => number): Promise<TrustedDocuments> {
  let documents = await readDocuments(folder);
  let readAtMs = nowMs();
  let rereading: Promise<void> | undefined;
  const reread = async () => {
    // A folder that is being exchanged leaves the documents as they were.
    documents = await readDocuments(folder).catch(() => documents);
  };
  return {
    text: async (sha256) => {
      if (!documents.has(sha256) && nowMs() - readAtMs >= REREAD_MS) {
        readAtMs = nowMs();
        rereading = reread();
      }
      if (!documents.has(sha256)) await rereading;
      return documents.get(sha256);
    },
    all: () => [...documents.values()],
  };
}

/** Texts by the hash of their bytes. */
async function readDocuments(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  const read = await Promise.all(files.map((file) => readFile(join(folder, file))));
  return new Map(read.map((bytes) => [hashOf(bytes), bytes.toString('utf8')]));
}

export function hashOf(document: string | Uint8Array): string {
  return hash('sha256', document, 'hex');
}

/** Of all texts whose hashes are remembered. */
const HASHED_CHARACTERS_MAX = 1_000_000;
const hashes = new LRUCache<string, string>({
  maxSize: HASHED_CHARACTERS_MAX,
  sizeCalculation: (_, text) => text.length,
});

/** What comes again and again is hashed once. */
function hashOfText(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const sha256 = hashOf(text);
  hashes.set(text, sha256);
  return sha256;
}

/** What a request says its document is. */
export interface DocumentRequest {
  readonly query?: string | null | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

export interface FoundDocument {
  readonly text: string;
  readonly hash: string;
}

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The document that a request means; whether a text is registered is looked up where it must be. Throws BAD_USER_INPUT where
 * there is none, where hash and text disagree, and FORBIDDEN where it is not registered and must be.
 */
export async function findDocument(
  { query, extensions }: DocumentRequest,
  documents: TrustedDocuments,
  mustBeRegistered: boolean,
): Promise<FoundDocument | undefined> {
  const stated = statedHash(extensions);
  if (stated === undefined && !query) return undefined;
  const sha256 = query ? hashOfText(query) : (stated ?? '');
  if (stated !== undefined && stated !== sha256) {
    throw badInput(`The query is not the document ${stated}: its own SHA-256 is ${sha256}; send one of the two.`);
  }
  if (query && !mustBeRegistered) return { text: query, hash: sha256 };
  const known = await documents.text(sha256);
  if (known !== undefined) return { text: known, hash: sha256 };
  if (query) throw unregistered(sha256);
  throw badInput(
    `Document ${sha256} is not registered; register its file with npm run documents -- register FILE, or send its text.`,
  );
}

function statedHash(extensions: DocumentRequest['extensions']): string | undefined {
  const persisted = extensions?.['persistedQuery'];
  if (persisted == null) return undefined;
  const hash = typeof persisted === 'object' ? (persisted as { sha256Hash?: unknown }).sha256Hash : undefined;
  if (typeof hash === 'string' && SHA256.test(hash.toLowerCase())) return hash.toLowerCase();
  throw badInput('extensions.persistedQuery.sha256Hash must be the SHA-256 of the document: 64 hexadecimal digits.');
}

function unregistered(hash: string): PublicError {
  return new PublicError(
    'FORBIDDEN',
    `A front end sends registered documents only, and ${hash} is not one; register it with npm run documents -- register FILE.`,
  );
}
