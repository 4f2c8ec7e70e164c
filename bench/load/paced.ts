// An open load: requests leave by the clock, as those of a crowd do, which does not wait for others to be answered.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { type Job, OWN_ID, type Tally } from './job.ts';
import { openTally, tellsErrors, WITH_ERRORS } from './tally.ts';

const ANSWER_WITHIN_MS = 30_000;
const TICK_MS = 1;
/** As behind a balancer that keeps its connections: Node accepts one new connection in each turn of its event loop, and no more. */
const CONNECTIONS = 512;
/** What opens a connection ahead of the load. */
const ALIVE = { method: 'GET', path: '/health/live' } as const;

export async function pacedLoad(job: Extract<Job, { kind: 'paced' }>): Promise<Tally> {
  const { url, requests, perSecond, forS, leadS = 0 } = job;
  const counting = openTally();
  const pool = new Pool(url, {
    connections: CONNECTIONS,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  const opened = Array.from({ length: Math.min(CONNECTIONS, Math.ceil(perSecond)) }, () => send(pool, ALIVE));
  await Promise.all(opened);
  const startedMs = performance.now();
  const countedMs = startedMs + leadS * 1000;
  const total = Math.round(perSecond * (leadS + forS));
  const pending: Promise<void>[] = [];
  while (pending.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedMs) / 1000) * perSecond) + 1);
    while (pending.length < due) {
      const plannedMs = startedMs + (pending.length / perSecond) * 1000;
      const next = requests[pending.length % requests.length];
      if (!next) throw new Error('A load needs at least one request.');
      const { path, headers } = next;
      const body = next.body.replaceAll(OWN_ID, String(pending.length));
      const ended = send(pool, { method: 'POST', path, headers, body });
      pending.push(
        ended.then((ending) => {
          if (plannedMs >= countedMs) counting.count(ending, performance.now() - plannedMs);
        }),
      );
    }
    await sleep(TICK_MS);
  }
  await Promise.all(pending);
  await pool.destroy();
  // What was late counts as late: the time goes on until the last answer.
  return counting.tally(performance.now() - countedMs);
}

/** Resolves with how it was answered, 0 where no answer came whole. */
function send(pool: Pool, request: Dispatcher.DispatchOptions): Promise<number | typeof WITH_ERRORS> {
  return new Promise((resolve) => {
    let status = 0;
    let isFlawed = false;
    pool.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseData: (_, piece) => {
        isFlawed ||= tellsErrors(piece);
      },
      onResponseStart: (_, statusCode) => {
        status = statusCode;
      },
      onResponseEnd: () => resolve(isFlawed && status === 200 ? WITH_ERRORS : status),
      onResponseError: () => resolve(0),
    });
  });
}
