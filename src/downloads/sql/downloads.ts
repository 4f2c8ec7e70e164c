// Statements over downloads and their pieces.
import type { Session } from '../../store/pool.ts';
import type { Column } from '../table.ts';

export type DownloadState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

export interface Owner {
  readonly role: string;
  readonly subject: string;
}

export interface DownloadRow<Request> extends Owner {
  readonly id: string;
  readonly request: Request | null;
  readonly field: string;
  readonly streamed: boolean;
  readonly state: DownloadState;
  readonly columns: readonly Column[] | null;
  readonly rows: number;
  readonly total: number | null;
  readonly place: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly expiresAt: Date;
}

const COLUMNS = `id, role, subject, request, field, streamed, state, columns, rows, total, place, error,
  created_at as "createdAt", ended_at as "endedAt", expires_at as "expiresAt"`;

export interface NewDownload extends Owner {
  readonly id: string;
  readonly request: unknown;
  readonly field: string;
  readonly streamed: boolean;
  readonly worker: number | null;
  readonly keptHours: number;
}

export interface Usage {
  readonly open: number;
  readonly rows: number;
}

/** Those under way, and rows of the last day. Holds back whoever asks for the same owner until the transaction ends. */
export async function usageOf(session: Session, { role, subject }: Owner): Promise<Usage> {
  await session.query(`select pg_advisory_xact_lock(hashtextextended('download ' || $1 || ' ' || $2, 0))`, [
    role,
    subject,
  ]);
  const [usage] = await session.query<Usage>(
    `select (count(*) filter (where state in ('QUEUED', 'RUNNING')))::int as open, coalesce(sum(rows), 0)::bigint as rows
     from downloads where role = $1 and subject = $2 and created_at > now() - interval '1 day'`,
    [role, subject],
    'download-usage',
  );
  return usage ?? { open: 0, rows: 0 };
}

export async function insertDownload(session: Session, download: NewDownload): Promise<void> {
  const { id, role, subject, request, field, streamed, worker, keptHours } = download;
  await session.run(
    `insert into downloads (id, role, subject, request, field, streamed, state, leased_by, expires_at)
     values ($1, $2, $3, $4, $5, $6::boolean, case when $6::boolean then 'RUNNING' else 'QUEUED' end, $7,
       now() + make_interval(hours => $8))`,
    [id, role, subject, JSON.stringify(request), field, streamed, worker, keptHours],
    'insert-download',
  );
}

export async function downloadOf<Request>(
  session: Session,
  id: string,
  { role, subject }: Owner,
): Promise<DownloadRow<Request> | undefined> {
  const [row] = await session.query<DownloadRow<Request>>(
    `select ${COLUMNS} from downloads where id = $1 and role = $2 and subject = $3`,
    [id, role, subject],
    'download',
  );
  return row;
}

export async function downloadsOf<Request>(
  session: Session,
  { role, subject }: Owner,
  max: number,
): Promise<DownloadRow<Request>[]> {
  return session.query<DownloadRow<Request>>(
    `select ${COLUMNS} from downloads where role = $1 and subject = $2 order by created_at desc, id limit $3`,
    [role, subject, max],
    'downloads-of-owner',
  );
}

/** Jobs that nobody works on. */
export const WAITING = `select id from downloads
  where state in ('QUEUED', 'RUNNING') and not streamed and leased_by is null`;

/** The oldest job that nobody works on. */
export async function leaseDownload<Request>(
  session: Session,
  worker: number,
): Promise<DownloadRow<Request> | undefined> {
  const [row] = await session.query<DownloadRow<Request>>(
    `update downloads set state = 'RUNNING', leased_by = $1
     where id = (
       ${WAITING} order by created_at for update skip locked limit 1)
     returning ${COLUMNS}`,
    [worker],
    'lease-download',
  );
  return row;
}

export interface Progress {
  readonly id: string;
  readonly worker: number | null;
  readonly rows: number;
  readonly total: number | null;
  readonly place: string | null;
  readonly columns: readonly Column[] | null;
}

/** False where the download is no longer the worker's: cancelled, or somebody else's. */
export async function noteProgress(session: Session, progress: Progress): Promise<boolean> {
  const { id, worker, rows, total, place, columns } = progress;
  const noted = await session.run(
    `update downloads set rows = $3, total = coalesce($4, total), place = $5, columns = coalesce(columns, $6)
     where id = $1 and state = 'RUNNING' and leased_by is not distinct from $2`,
    [id, worker, rows, total, place, columns === null ? null : JSON.stringify(columns)],
    'note-download-progress',
  );
  return noted === 1;
}

export async function insertPiece(session: Session, id: string, ordinal: number, content: Uint8Array): Promise<void> {
  await session.run(
    `insert into download_pieces (download_id, ordinal, content) values ($1, $2, $3)`,
    [id, ordinal, content],
    'insert-download-piece',
  );
}

export async function piecesOf(session: Session, id: string): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    `select count(*)::int as count from download_pieces where download_id = $1`,
    [id],
    'download-pieces',
  );
  return row?.count ?? 0;
}

export async function pieceOf(session: Session, id: string, ordinal: number): Promise<Buffer | undefined> {
  const [row] = await session.query<{ content: Buffer }>(
    `select content from download_pieces where download_id = $1 and ordinal = $2`,
    [id, ordinal],
    'download-piece',
  );
  return row?.content;
}

/** Only from the worker's own hands. */
export async function endDownload(
  session: Session,
  id: string,
  worker: number | null,
  state: 'DONE' | 'FAILED' | 'CANCELLED',
  error: DownloadRow<unknown>['error'] = null,
): Promise<void> {
  await session.run(
    `update downloads set state = $3, error = $4, ended_at = now(), leased_by = null
     where id = $1 and state = 'RUNNING' and leased_by is not distinct from $2`,
    [id, worker, state, error === null ? null : JSON.stringify(error)],
    'end-download',
  );
}

/** Leaves a job where it is for whoever takes it up. */
export async function releaseDownload(session: Session, id: string, worker: number): Promise<void> {
  await session.run(
    `update downloads set leased_by = null where id = $1 and leased_by = $2 and state = 'RUNNING'`,
    [id, worker],
    'release-download',
  );
}

/** Whether there was something under way; its rows of the answer are gone either way. */
export async function cancelDownload(session: Session, id: string, { role, subject }: Owner): Promise<void> {
  await session.run(
    `update downloads set state = 'CANCELLED', ended_at = now(), leased_by = null, request = null
     where id = $1 and role = $2 and subject = $3 and state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')`,
    [id, role, subject],
    'cancel-download',
  );
  await session.run(`delete from download_pieces where download_id = $1`, [id], 'delete-download-pieces');
}

/** What is over, and what workers that are gone have left: jobs are taken up again, streams have failed. */
export async function tidyDownloads(session: Session, lockClass: number): Promise<void> {
  await session.run(
    `update downloads set leased_by = null, state = case when streamed then 'FAILED' else state end,
       ended_at = case when streamed then now() end
     where leased_by is not null and not exists (
       select from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())
         and classid = $1::integer::oid and objid = leased_by::oid)`,
    [lockClass],
    'reclaim-downloads',
  );
  await session.run(
    `with expired as (
       update downloads set state = 'EXPIRED', request = null, leased_by = null
       where expires_at < now() and state <> 'EXPIRED' returning id)
     delete from download_pieces using expired where download_id = expired.id`,
    [],
    'expire-downloads',
  );
  await session.run(`delete from downloads where expires_at < now() - interval '30 days'`, [], 'forget-downloads');
}
