// Whether something grows: how steeply a series of samples rises.
import { median } from './rounds.ts';

export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

const HOUR_MS = 3_600_000;

/**
 * The rise in an hour: the median of the slopes between all pairs (Theil and Sen), which a third of the samples being off does
 * not move. NaN for fewer than two samples.
 */
export function risePerHour(samples: readonly Sample[]): number {
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map((other) => (other.value - one.value) / (other.atMs - one.atMs)),
  );
  return median(slopes) * HOUR_MS;
}

/** What was taken once caches had filled and code was compiled: the part of the samples that says something. */
export function settled<Taken extends Pick<Sample, 'atMs'>>(
  samples: readonly Taken[],
  share: number,
): readonly Taken[] {
  const [first, last] = [samples[0]?.atMs ?? 0, samples.at(-1)?.atMs ?? 0];
  return samples.filter(({ atMs }) => atMs >= last - (last - first) * share);
}
