// Documents that applicants hand in: taken in as a stream, kept once for each content, held by the cases that use them.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput, PublicError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Session, Store } from '../store/pool.ts';
import type { Presence } from '../store/presence.ts';
import { constraintOf, isConnectionLoss, SQLSTATE, sqlstateOf } from '../store/sqlstate.ts';
import { type Content, type ContentStore, ContentStoreFault } from './content-store.ts';
import { folderStore } from './folder-store.ts';
import { type Incoming, incomingFolder } from './incoming.ts';
import { mediaTypeOf, unrecognisable } from './media-type.ts';
import { openRecords, type Records } from './records.ts';
import type { S3Settings } from './s3-store.ts';
import { spool } from './spool.ts';
import { type FileRecord, filesById, insertCaseDocuments, type Owner, presentWorkers } from './sql.ts';
import { sweep } from './sweep.ts';

export interface Upload {
  /** Fails with ECONNRESET where the sender hangs up. */
  readonly chunks: AsyncIterator<Uint8Array>;
  /** What the sender says it is. */
  readonly mediaType: string;
  /** Empty where none was given. */
  readonly name: string;
}

/** A small document that came with an application. */
export interface InlineDocument extends Content {
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

export type Received =
  | (FileRecord & { readonly kind: 'kept' })
  | { readonly kind: 'empty' | 'too-large' | 'too-slow' | 'aborted' | 'busy' | 'type-not-taken' }
  | { readonly kind: 'type-differs'; readonly found: string | null };

export interface Materials {
  readonly mediaTypes: ReadonlySet<string>;
  readonly bytesMax: number;
  /** Reads no further than it must to refuse. Throws OVERLOADED where the document cannot be stored now. */
  readonly receive: (upload: Upload, owner: Owner) => Promise<Received>;
  /** Those of the files that the owner may use: their own, at a window anybody's. */
  readonly find: (ids: readonly string[], owner: Owner) => Promise<ReadonlyMap<string, FileRecord>>;
  /** Ids of the files, once all of them are durable. Throws OVERLOADED where they cannot be stored now. */
  readonly keep: (documents: readonly InlineDocument[], owner: Owner) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface MaterialsDependencies {
  readonly store: Store;
  readonly presence: Pick<Presence, 'worker'>;
  readonly log: Log;
  /** Absolute. */
  readonly folder: string;
  /** Keeps apart the documents of installations that were given the same folder or bucket. */
  readonly installation: string;
  /** Where documents lie instead of in the folder; they pass through the folder all the same. */
  readonly s3: S3Settings | undefined;
  readonly mediaTypes: ReadonlySet<string>;
  readonly bytesMax: number;
  readonly silenceMaxMs?: number;
}

const UPLOADS_MAX = 256;
const SILENCE_MAX_MS = 15_000;
const UNUSED_MAX_MS = 7 * 24 * 3_600_000;
const SWEEP_EVERY_MS = 3_600_000;
const RETRY_AFTER_MS = 5_000;
/** What is written to such a file is on disk. */
const NEW_AND_SYNCED = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_SYNC;

/** Throws for a media type that is allowed but could never be recognised. */
export async function openMaterials(dependencies: MaterialsDependencies): Promise<Materials> {
  const { store, presence, log, s3, mediaTypes, bytesMax, installation } = dependencies;
  const strange = unrecognisable(mediaTypes);
  if (strange.length > 0) {
    throw new Error(
      `catalogue/materials.yaml allows ${strange.join(', ')}, which no file is recognised as; remove it.`,
    );
  }
  const folder = join(dependencies.folder, installation);
  const incoming = incomingFolder(join(folder, 'incoming'), presence);
  const contents = s3 ? (await import('./s3-store.ts')).s3Store(s3, installation) : folderStore(folder);
  await incoming.clear(() => presentWorkers(store));
  const records = openRecords(store);
  const housekeeping = keepHouse(store, contents, log);
  const limits = { bytesMax, silenceMaxMs: dependencies.silenceMaxMs ?? SILENCE_MAX_MS };
  const receive = async (upload: Upload, owner: Owner, path: string): Promise<Received> => {
    const spooled = await spool(upload.chunks, path, limits);
    if (spooled.kind !== 'spooled') return spooled;
    const found = await mediaTypeOf(path);
    if (found !== upload.mediaType) return { kind: 'type-differs', found };
    const { sha256, bytes } = spooled;
    const document = { id: newFileId(), sha256, bytes, mediaType: found, name: upload.name };
    await keepContents([document], () => contents.put(document, path), records, contents);
    const [id = document.id] = await records.bring([{ ...document, ...owner }]);
    return { kind: 'kept', ...document, id };
  };
  let uploads = 0;
  return {
    mediaTypes,
    bytesMax,
    receive: async (upload, owner) => {
      if (!mediaTypes.has(upload.mediaType)) return { kind: 'type-not-taken' };
      if (uploads >= UPLOADS_MAX) return { kind: 'busy' };
      uploads += 1;
      try {
        return await storing(log, () => incoming.withFile((path) => receive(upload, owner, path)));
      } finally {
        uploads -= 1;
      }
    },
    find: async (ids, owner) => {
      const files = ids.length === 0 ? [] : await filesById(store, ids);
      return new Map(files.filter((file) => mayUse(owner, file)).map((file) => [file.id, file]));
    },
    keep: async (documents, owner) => {
      if (documents.length === 0) return [];
      const put = (document: InlineDocument) => putInline(document, contents, incoming);
      await storing(log, () => keepContents(documents, put, records, contents));
      const files = documents.map((document) => ({ ...document, ...owner, id: newFileId() }));
      return [...new Set(await records.bring(files))];
    },
    close: housekeeping.close,
  };
}

/**
 * Lets a case hold its documents, in the transaction in which the case is written: neither is there without the other.
 * Throws BAD_USER_INPUT where one of them was swept meanwhile.
 */
export async function holdDocuments(session: Session, caseId: number, fileIds: readonly string[]): Promise<void> {
  if (fileIds.length > 0) await heldDocuments(insertCaseDocuments(session, caseId, fileIds));
}

/** A statement that lets a case hold its documents. Throws BAD_USER_INPUT where one of them was swept meanwhile. */
export async function heldDocuments<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (error) {
    const swept =
      sqlstateOf(error) === SQLSTATE.foreignKeyViolation && constraintOf(error) === 'case_documents_file_id_fkey';
    if (!swept) throw error;
    throw badInput('A file was uploaded so long ago that it has just been removed; upload it again.');
  }
}

function mayUse(owner: Owner, file: Owner): boolean {
  if (owner.role === 'window') return true;
  return owner.role === 'front-end' && file.role === 'front-end' && file.subject === owner.subject;
}

/** Claims first, so that no sweep removes what is being relied on; stores what is not there, each content once. */
async function keepContents<Document extends Content>(
  documents: readonly Document[],
  put: (document: Document) => Promise<void>,
  records: Records,
  contents: ContentStore,
): Promise<void> {
  const each = new Map(documents.map((document) => [document.sha256, document]));
  const unstored = await records.claim([...each.values()]);
  const storeOne = async (document: Document) => {
    // A record that outlived its content, as after a partial restore, is made good by whoever brings it again.
    if (!unstored.has(document.sha256) && (await contents.has(document))) return;
    await put(document);
  };
  await Promise.all([...each.values()].map(storeOne));
}

async function putInline(document: InlineDocument, contents: ContentStore, incoming: Incoming): Promise<void> {
  await incoming.passOn(async (path) => {
    await writeFile(path, document.content, { flag: NEW_AND_SYNCED, mode: 0o600 });
    await contents.put(document, path);
  });
}

/** Not to be guessed, and says nothing. */
function newFileId(): string {
  return randomBytes(18).toString('base64url');
}

/** A full disk, a bucket or a database that does not answer is nothing the sender did: they are asked to come back. */
async function storing<Result>(log: Log, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (!isNobodysFault(cause)) throw cause;
    log.error({ err: cause }, 'a document could not be stored');
    throw new PublicError('OVERLOADED', 'The document cannot be stored at the moment; send it again later.', {
      retryAfterMs: RETRY_AFTER_MS,
      cause,
    });
  }
}

function isNobodysFault(error: unknown): boolean {
  const ofSystem = error instanceof Error && 'syscall' in error;
  return error instanceof ContentStoreFault || ofSystem || isConnectionLoss(error);
}

function keepHouse(store: Store, contents: ContentStore, log: Log) {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => sweep(store, contents, UNUSED_MAX_MS))
      .then(
        (swept) => log.info(swept, 'unused documents were swept'),
        (error: unknown) => log.error({ err: error }, 'unused documents could not be swept; it is tried again'),
      );
  }, SWEEP_EVERY_MS).unref();
  return {
    close: () => {
      clearInterval(timer);
      return running;
    },
  };
}
