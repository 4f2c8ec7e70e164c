import { describe, expect, test } from 'vitest';
import { risePerHour, settled } from '../../bench/rise.ts';

const MINUTE_MS = 60_000;

/** Half an hour of a heap around 90 MB that is collected now and then, with so much of it kept each minute. */
function heap({ leakMb = 0, spikeEvery = 0 }): { atMs: number; value: number }[] {
  return Array.from({ length: 30 }, (_, minute) => {
    const noise = [0.4, -0.7, 0.1, 0.9, -0.3][minute % 5] ?? 0;
    const spike = spikeEvery > 0 && minute % spikeEvery === 0 ? 40 : 0;
    return { atMs: minute * MINUTE_MS, value: 90 + leakMb * minute + noise + spike };
  });
}

describe('the rise of a series', () => {
  test('is next to nothing where values go up and down around a level', () => {
    expect(Math.abs(risePerHour(heap({})))).toBeLessThan(1);
  });

  test('shows a leak of 0.1 MB a minute as the 6 MB an hour that it is', () => {
    expect(risePerHour(heap({ leakMb: 0.1 }))).toBeCloseTo(6, 0);
  });

  test('is not moved by some samples that are far off', () => {
    expect(Math.abs(risePerHour(heap({ spikeEvery: 7 })))).toBeLessThan(1);
    expect(risePerHour(heap({ leakMb: 0.1, spikeEvery: 7 }))).toBeCloseTo(6, 0);
  });

  test('is unknown for one sample alone', () => {
    expect(risePerHour([{ atMs: 0, value: 1 }])).toBeNaN();
  });
});

test('What was taken while caches filled does not count', () => {
  const filling = heap({}).map(({ atMs, value }) => ({ atMs, value: value + Math.min(atMs / MINUTE_MS, 10) }));
  expect(risePerHour(filling)).toBeGreaterThan(3);
  expect(Math.abs(risePerHour(settled(filling, 0.6)))).toBeLessThan(1);
});
