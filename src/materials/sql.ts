// Statements over documents, what was handed in of them, and the cases that hold them.

import type { Session } from '../store/pool.ts';
import { PRESENCE_LOCKS } from '../store/presence.ts';
import type { Content } from './content-store.ts';

/** Who hands a document in. */
export interface Owner {
  readonly role: string;
  readonly subject: string;
}

/** A document as somebody handed it in. */
export interface FileRecord extends Content {
  readonly id: string;
  readonly mediaType: string;
  /** Empty where none was given. */
  readonly name: string;
}

/** A file and who brings it. */
export interface BroughtFile extends FileRecord, Owner {}

/** Marks contents as counted on from now; the names of those that are not in the store, as far as is known. Each content once. */
export async function claimContents(session: Session, contents: readonly Content[]): Promise<ReadonlySet<string>> {
  const sorted = contents.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const rows = await session.query<{ sha256: string; stored: boolean }>(
    `insert into material_contents as content (sha256, bytes, claimed_at)
     select decode(claim.sha256, 'hex'), claim.bytes, now() from unnest($1::text[], $2::bigint[]) as claim (sha256, bytes)
     on conflict (sha256) do update set claimed_at = now()
     returning encode(content.sha256, 'hex') as sha256, content.stored_at is not null as stored`,
    [sorted.map(({ sha256 }) => sha256), sorted.map(({ bytes }) => bytes)],
    'claim-contents',
  );
  return new Set(rows.filter(({ stored }) => !stored).map(({ sha256 }) => sha256));
}

/**
 * Records contents as stored, and files as handed in by their owners; a file that its owner brought before keeps its id. Each
 * owner's file once. The ids by `fileKey`.
 */
export async function insertFiles(
  session: Session,
  files: readonly BroughtFile[],
): Promise<ReadonlyMap<string, string>> {
  const sorted = files.toSorted((a, b) => (fileKey(a) < fileKey(b) ? -1 : 1));
  const rows = await session.query<BroughtFile>(
    `with stored as (
       update material_contents set stored_at = coalesce(stored_at, now())
       where sha256 = any(select decode(hex, 'hex') from unnest($2::text[]) as hex) and stored_at is null)
     insert into material_files as file (id, sha256, media_type, name, uploaded_by, role, uploaded_at)
     select brought.id, decode(brought.sha256, 'hex'), brought.media_type, brought.name, subject, role, now()
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
       as brought (id, sha256, media_type, name, subject, role)
     on conflict (uploaded_by, role, sha256, media_type, name) do update set uploaded_at = now()
     returning file.id, encode(file.sha256, 'hex') as sha256, file.media_type as "mediaType", file.name,
       file.uploaded_by as subject, file.role`,
    [
      sorted.map(({ id }) => id),
      sorted.map(({ sha256 }) => sha256),
      sorted.map(({ mediaType }) => mediaType),
      sorted.map(({ name }) => name),
      sorted.map(({ subject }) => subject),
      sorted.map(({ role }) => role),
    ],
    'insert-files',
  );
  return new Map(rows.map((row) => [fileKey(row), row.id]));
}

/** What makes two files the same: an owner may bring one again. */
export function fileKey({ sha256, mediaType, name, role, subject }: Omit<BroughtFile, 'id' | 'bytes'>): string {
  return JSON.stringify([sha256, mediaType, name, role, subject]);
}

export async function filesById(session: Session, ids: readonly string[]): Promise<BroughtFile[]> {
  return session.query<BroughtFile>(
    `select file.id, encode(file.sha256, 'hex') as sha256, content.bytes, file.media_type as "mediaType", file.name,
       file.uploaded_by as subject, file.role
     from material_files as file join material_contents as content using (sha256)
     where file.id = any($1)`,
    [ids],
    'files-by-id',
  );
}

/** Lets a case hold files. Those that are not on record any more break the foreign key. */
export async function insertCaseDocuments(session: Session, caseId: number, fileIds: readonly string[]): Promise<void> {
  await session.run(
    `insert into case_documents (case_id, file_id) select $1, id from unnest($2::text[]) as id order by id
     on conflict (case_id, file_id) do nothing`,
    [caseId, fileIds],
    'insert-case-documents',
  );
}

const UNUSED = `not exists (select from material_files as file where file.sha256 = content.sha256)`;

/** Files that no case holds and that were brought longer ago than `ageMs`; how many were removed. */
export async function deleteUnusedFiles(session: Session, ageMs: number, max: number): Promise<number> {
  return session.run(
    `delete from material_files where id in (
       select id from material_files as file
       where uploaded_at < now() - $1 * interval '1 ms'
         and not exists (select from case_documents where file_id = file.id)
       order by uploaded_at limit $2 for update skip locked)`,
    [ageMs, max],
  );
}

/** Gives up contents that no file has; from now on whoever brings one of them stores it anew. */
export async function giveUpContents(session: Session, ageMs: number, max: number): Promise<number> {
  return session.run(
    `update material_contents set stored_at = null where sha256 in (
       select sha256 from material_contents as content
       where claimed_at < now() - $1 * interval '1 ms' and stored_at is not null and ${UNUSED}
       order by claimed_at limit $2 for update skip locked)`,
    [ageMs, max],
  );
}

/** Deletes the record of one content that was given up, and keeps anybody from claiming it until the end of the transaction. */
export async function deleteGivenUpContent(session: Session, ageMs: number): Promise<string | undefined> {
  const [row] = await session.query<{ sha256: string }>(
    `delete from material_contents where sha256 = (
       select sha256 from material_contents as content
       where claimed_at < now() - $1 * interval '1 ms' and stored_at is null and ${UNUSED}
       order by claimed_at limit 1 for update skip locked)
     returning encode(sha256, 'hex') as sha256`,
    [ageMs],
  );
  return row?.sha256;
}

/** Numbers of the processes that are present now. */
export async function presentWorkers(session: Session): Promise<number[]> {
  const rows = await session.query<{ worker: number }>(
    `select objid::bigint as worker from pg_locks where locktype = 'advisory' and granted
       and database = (select oid from pg_database where datname = current_database())
       and classid = $1::integer::oid`,
    [PRESENCE_LOCKS],
  );
  return rows.map(({ worker }) => worker);
}
