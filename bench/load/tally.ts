// Counts answers by how they ended, and keeps the latencies of the good ones to the microsecond.
import { createHistogram } from 'node:perf_hooks';
import type { Tally } from './job.ts';

/** In an answer that has status 200 and yet lacks something: nothing that is measured asks for a field of this name. */
const ERRORS = Buffer.from('"errors":');
/** What counts instead of the status of such an answer. */
export const WITH_ERRORS = 'with errors';

/** Whether a piece of a body, or the whole, tells of errors. */
export function tellsErrors(piece: Buffer): boolean {
  return piece.includes(ERRORS);
}

export interface Counting {
  readonly count: (ending: number | typeof WITH_ERRORS, tookMs: number) => void;
  readonly tally: (elapsedMs: number) => Tally;
}

export function openTally(): Counting {
  const statuses: Record<string, number> = {};
  const histogram = createHistogram();
  return {
    count: (ending, tookMs) => {
      statuses[ending] = (statuses[ending] ?? 0) + 1;
      if (ending === 200) histogram.record(Math.max(1, Math.round(tookMs * 1000)));
    },
    tally: (elapsedMs) => {
      const percentile = (rank: number) => histogram.percentile(rank) / 1000;
      const latencyMs = { p50: percentile(50), p95: percentile(95), p99: percentile(99), max: histogram.max / 1000 };
      return { statuses, perSecond: ((statuses['200'] ?? 0) * 1000) / elapsedMs, latencyMs };
    },
  };
}
