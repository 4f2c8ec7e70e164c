// Bounds how often somebody may try a number with a check code: a bucket for each address and each number, which a wrong try
// empties much faster than a right one. In memory: what a restart forgets is little beside the codes there are.
import { LRUCache } from 'lru-cache';

interface Limit {
  readonly capacity: number;
  readonly refillPerS: number;
  /** What a wrong try costs; a right one costs 1. */
  readonly wrong: number;
}

/** About a dozen wrong tries at once, then one every few seconds. */
const BY_NUMBER: Limit = { capacity: 600, refillPerS: 20, wrong: 50 };
const BY_ADDRESS: Limit = { capacity: 2_000, refillPerS: 100, wrong: 60 };
const REMEMBERED = 20_000;

export interface Attempts {
  /** How long to wait before the next try, in ms; 0 where one is allowed now. */
  readonly waitMs: (address: string, number: string) => number;
  readonly note: (address: string, number: string, right: boolean) => void;
}

interface Bucket {
  left: number;
  readonly atMs: number;
}

export function openAttempts(machineMs: () => number): Attempts {
  const addresses = new LRUCache<string, Bucket>({ max: REMEMBERED });
  const numbers = new LRUCache<string, Bucket>({ max: REMEMBERED });

  const level = (buckets: LRUCache<string, Bucket>, key: string, { capacity, refillPerS }: Limit): number => {
    const known = buckets.get(key);
    if (!known) return capacity;
    return Math.min(capacity, known.left + ((machineMs() - known.atMs) * refillPerS) / 1_000);
  };
  const wait = (left: number, { refillPerS }: Limit) => (left >= 1 ? 0 : Math.ceil(((1 - left) * 1_000) / refillPerS));

  return {
    waitMs: (address, number) =>
      Math.max(
        wait(level(addresses, address, BY_ADDRESS), BY_ADDRESS),
        wait(level(numbers, number, BY_NUMBER), BY_NUMBER),
      ),
    note: (address, number, right) => {
      for (const [buckets, key, limit] of [
        [addresses, address, BY_ADDRESS],
        [numbers, number, BY_NUMBER],
      ] as const) {
        const left = level(buckets, key, limit) - (right ? 1 : limit.wrong);
        buckets.set(key, { left, atMs: machineMs() });
      }
    },
  };
}
