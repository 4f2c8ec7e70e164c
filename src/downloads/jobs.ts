// Jobs: a download that is worked off in the background, one at a time in each process. Rows, and the place from which to go on,
// are committed together, so that whoever takes a job up after a crash neither loses nor repeats a row.

import { errorCodes, PublicError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/pool.ts';
import { PRESENCE_LOCKS, type Presence } from '../store/presence.ts';
import { openWatchedRounds, type Round } from '../store/rounds.ts';
import { packed } from './pieces.ts';
import type { AnswerPages, AskedDownload, DownloadOrigin, PageOfRows } from './question.ts';
import {
  type DownloadRow,
  endDownload,
  insertPiece,
  leaseDownload,
  noteProgress,
  piecesOf,
  releaseDownload,
  tidyDownloads,
  WAITING,
} from './sql/downloads.ts';
import type { Row } from './table.ts';

export interface JobRequest {
  readonly asked: AskedDownload;
  readonly origin: DownloadOrigin;
}

export type Job = DownloadRow<JobRequest>;

export interface JobsDependencies {
  readonly store: Store;
  readonly presence: Presence;
  readonly pages: AnswerPages;
  readonly log: Log;
  /** Rows that the owner may still have today. */
  readonly allowance: (job: Job) => Promise<number>;
}

const LOOK_EVERY_MS = 2_000;
const PIECE_ROWS = 2_000;
const TIDY_EVERY_MS = 60_000;
/** A job that failed inside so often, one time after the other, has failed for good. */
const FAILURES_MAX = 3;

export interface Jobs {
  readonly wake: () => void;
  /** Leaves what is under way to whoever comes next. */
  readonly close: () => Promise<void>;
}

export function openJobs(dependencies: JobsDependencies): Jobs {
  const { store, presence, log } = dependencies;
  const closing = new AbortController();
  const failures = new Map<string, number>();
  const tidy = () =>
    tidyDownloads(store, PRESENCE_LOCKS).catch((error: unknown) => {
      log.warn({ err: error }, 'downloads could not be tidied; trying again');
    });
  const timer = setInterval(() => void tidy(), TIDY_EVERY_MS);
  const rounds: Round = openWatchedRounds<{ readonly job: Job; readonly worker: number }>({
    name: 'downloads',
    store,
    due: { query: () => WAITING, everyMs: LOOK_EVERY_MS },
    placesMax: 1,
    log,
    take: async () => {
      const worker = presence.worker();
      const job = worker === null ? undefined : await leaseDownload<JobRequest>(store, worker);
      return job && worker !== null ? [{ job, worker }] : [];
    },
    work: async ({ job, worker }) => {
      const failed = failures.get(job.id) ?? 0;
      failures.delete(job.id);
      await work(job, worker, failed >= FAILURES_MAX, closing.signal, dependencies).catch((error: unknown) => {
        failures.set(job.id, failed + 1);
        throw error;
      });
    },
  });
  void tidy().then(rounds.wake);
  return {
    wake: rounds.wake,
    close: async () => {
      clearInterval(timer);
      closing.abort();
      await rounds.close();
    },
  };
}

/** Throws what failed inside, once the job is free for another try; `isLast`: there is none. */
async function work(
  job: Job,
  worker: number,
  isLast: boolean,
  closing: AbortSignal,
  dependencies: JobsDependencies,
): Promise<void> {
  const { store } = dependencies;
  try {
    const ended = await carryOn(job, worker, closing, dependencies);
    if (ended) await endDownload(store, job.id, worker, 'DONE');
  } catch (error) {
    if (closing.aborted) return releaseDownload(store, job.id, worker);
    const told = toldOf(error);
    if (told.code !== 'INTERNAL' || isLast) await endDownload(store, job.id, worker, 'FAILED', told);
    else await releaseDownload(store, job.id, worker);
    if (told.code === 'INTERNAL') throw error;
  }
}

/** Why it failed, as its owner is told. */
export function toldOf(error: unknown): { readonly code: string; readonly message: string } {
  const { zh, en } = errorCodes.INTERNAL;
  if (!(error instanceof PublicError)) return { code: 'INTERNAL', message: `${zh}。${en}` };
  return { code: String(error.extensions['code']), message: error.message };
}

/** False where the job was taken away: it was cancelled, or it is somebody else's now. */
async function carryOn(
  job: Job,
  worker: number,
  closing: AbortSignal,
  { store, pages, allowance }: JobsDependencies,
): Promise<boolean> {
  if (!job.request) return false;
  const { asked, origin } = job.request;
  let ordinal = await piecesOf(store, job.id);
  let { rows } = job;
  let left = await allowance(job);
  let waiting: Row[] = [];
  let { total } = job;
  const commit = (page: PageOfRows): Promise<boolean> =>
    store.transaction(async (session) => {
      const { next, columns } = page;
      const progress = { id: job.id, worker, rows: rows + waiting.length, total, place: next, columns };
      if (!(await noteProgress(session, progress))) return false;
      if (waiting.length > 0) await insertPiece(session, job.id, ordinal, await packed(waiting));
      return true;
    });
  // One that ended with its last page, and whose end was not noted.
  if (job.columns !== null && job.place === null) return true;
  for await (const page of pages.pages(asked, origin, job.place, closing)) {
    waiting.push(...page.rows);
    // Only the first page tells it.
    total ??= page.total;
    left -= page.rows.length;
    if (left < 0) throw quotaExceeded();
    if (page.next !== null && waiting.length < PIECE_ROWS) continue;
    if (!(await commit(page))) return false;
    if (waiting.length > 0) ordinal += 1;
    rows += waiting.length;
    waiting = [];
  }
  return true;
}

export function quotaExceeded(): PublicError {
  return new PublicError(
    'OVERLOADED',
    '今日下载行数已达上限，请明日再试或缩小范围。The account has had all the rows that it may download in 24 hours; ask for less, or come back tomorrow.',
  );
}
