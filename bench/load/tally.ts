// Counts answers by status, and keeps the latencies of the good ones to the microsecond.
import { createHistogram } from 'node:perf_hooks';
import type { Tally } from './job.ts';

export interface Counting {
  readonly count: (status: number, tookMs: number) => void;
  readonly tally: (elapsedMs: number) => Tally;
}

export function openTally(): Counting {
  const statuses: Record<string, number> = {};
  const histogram = createHistogram();
  return {
    count: (status, tookMs) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 200) histogram.record(Math.max(1, Math.round(tookMs * 1000)));
    },
    tally: (elapsedMs) => {
      const percentile = (rank: number) => histogram.percentile(rank) / 1000;
      const latencyMs = { p50: percentile(50), p95: percentile(95), p99: percentile(99), max: histogram.max / 1000 };
      return { statuses, perSecond: ((statuses['200'] ?? 0) * 1000) / elapsedMs, latencyMs };
    },
  };
}
