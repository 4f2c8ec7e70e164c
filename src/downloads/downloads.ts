// Downloads: the whole answer to a question as a file, streamed while it is asked for or worked off as a job and kept a while.
import { randomUUID } from 'node:crypto';
import { PublicError } from '../errors.ts';
import type { Store } from '../store/pool.ts';
import { type Job, type JobRequest, type JobsDependencies, openJobs, quotaExceeded, toldOf } from './jobs.ts';
import { rowsOfPieces } from './pieces.ts';
import type { AskedDownload, DownloadOrigin, PageOfRows } from './question.ts';
import {
  cancelDownload,
  downloadOf,
  downloadsOf,
  endDownload,
  insertDownload,
  noteProgress,
  type Owner,
  usageOf,
} from './sql/downloads.ts';
import type { Row, Table } from './table.ts';

export type { Job } from './jobs.ts';

export interface Quota {
  readonly rowsPerDay: number;
  readonly atOnce: number;
  readonly keptHours: number;
}

export interface Streamed {
  readonly field: string;
  readonly table: Table;
}

export interface Downloads {
  /** The first page is there when it resolves: what is refused is refused before a byte is sent. */
  readonly stream: (asked: AskedDownload, origin: DownloadOrigin, signal: AbortSignal) => Promise<Streamed>;
  readonly start: (asked: AskedDownload, origin: DownloadOrigin) => Promise<Job>;
  /** The account's own; undefined for any other. */
  readonly find: (id: string, owner: Owner) => Promise<Job | undefined>;
  readonly list: (owner: Owner) => Promise<readonly Job[]>;
  readonly cancel: (id: string, owner: Owner) => Promise<void>;
  /** What a finished job holds; undefined where it holds nothing (any more). */
  readonly tableOf: (job: Job) => Table | undefined;
  readonly close: () => Promise<void>;
}

export interface DownloadsDependencies extends Omit<JobsDependencies, 'allowance'> {
  readonly quota: Quota;
}

const LISTED_MAX = 50;
const NOTE_EVERY_ROWS = 10_000;

export function openDownloads(dependencies: DownloadsDependencies): Downloads {
  const { store, presence, pages, quota } = dependencies;
  const allowance = async (job: Job) => {
    const used = await store.transaction((session) => usageOf(session, job));
    return quota.rowsPerDay - used.rows;
  };
  const jobs = openJobs({ ...dependencies, allowance });
  const admit = (owner: Owner, asked: AskedDownload, request: JobRequest | null) => {
    const field = pages.fieldOf(asked);
    const download = { id: randomUUID(), ...owner, request, field, streamed: request === null };
    const worker = request === null ? presence.worker() : null;
    return store.transaction(async (session) => {
      const used = await usageOf(session, owner);
      if (used.open >= quota.atOnce) throw tooMany(quota.atOnce);
      if (used.rows >= quota.rowsPerDay) throw quotaExceeded();
      await insertDownload(session, { ...download, worker, keptHours: quota.keptHours });
      return { ...download, worker, left: quota.rowsPerDay - used.rows };
    });
  };
  return {
    stream: async (asked, origin, signal) => {
      const admitted = await admit(ownerOf(origin), asked, null);
      const { field } = admitted;
      const iterator = pages.pages(asked, origin, null, signal)[Symbol.asyncIterator]();
      try {
        const first = await iterator.next();
        const columns = first.done ? [] : first.value.columns;
        return { field, table: { columns, rows: streamedRows(first, iterator, admitted, store) } };
      } catch (error) {
        await endDownload(store, admitted.id, admitted.worker, 'FAILED', toldOf(error));
        throw error;
      }
    },
    start: async (asked, origin) => {
      const owner = ownerOf(origin);
      const { id } = await admit(owner, asked, { asked, origin });
      jobs.wake();
      const job = await downloadOf<JobRequest>(store, id, owner);
      if (!job) throw new Error(`Download ${id} is gone right after it was written.`);
      return job;
    },
    find: (id, owner) => downloadOf<JobRequest>(store, id, owner),
    list: (owner) => downloadsOf<JobRequest>(store, owner, LISTED_MAX),
    cancel: (id, owner) => store.transaction((session) => cancelDownload(session, id, owner)),
    tableOf: (job) =>
      job.state === 'DONE' && !job.streamed
        ? { columns: job.columns ?? [], rows: rowsOfPieces(store, job.id) }
        : undefined,
    close: () => jobs.close(),
  };
}

type FirstPage = IteratorResult<PageOfRows>;
interface Admitted {
  readonly id: string;
  readonly worker: number | null;
  readonly left: number;
}

/** Rows as they come; how many is noted now and then, for the quota, and how it ended at the end. */
async function* streamedRows(
  first: FirstPage,
  iterator: AsyncIterator<PageOfRows>,
  { id, worker, left: allowed }: Admitted,
  store: Store,
): AsyncGenerator<readonly Row[]> {
  let [rows, noted, ended] = [0, 0, false];
  const note = async () => {
    await noteProgress(store, { id, worker, rows, total: null, place: null, columns: null });
    noted = rows;
  };
  try {
    for (let page = first; !page.done; page = await iterator.next()) {
      rows += page.value.rows.length;
      if (rows > allowed) throw quotaExceeded();
      yield page.value.rows;
      if (rows - noted >= NOTE_EVERY_ROWS) await note();
    }
    ended = true;
    await note();
    await endDownload(store, id, worker, 'DONE');
  } catch (error) {
    await note();
    const left = error instanceof Error && error.name === 'AbortError';
    await (left
      ? endDownload(store, id, worker, 'CANCELLED')
      : endDownload(store, id, worker, 'FAILED', toldOf(error)));
    ended = true;
    throw error;
  } finally {
    // Whoever reads stopped reading.
    if (!ended) {
      await note();
      await endDownload(store, id, worker, 'CANCELLED');
    }
    await iterator.return?.();
  }
}

export function ownerOf({ principal }: Pick<DownloadOrigin, 'principal'>): Owner {
  return { role: principal?.role ?? '', subject: principal?.subject ?? '' };
}

function tooMany(atOnce: number): PublicError {
  return new PublicError(
    'OVERLOADED',
    `同时最多 ${atOnce} 个下载，请等待或取消其中之一。At most ${atOnce} downloads may be under way; wait for one, or cancel it.`,
  );
}
