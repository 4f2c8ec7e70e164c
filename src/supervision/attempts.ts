// Bounds how often somebody may try a number with a check code: a bucket for each address and each number, which a wrong try
// empties much faster than a right one. Every try is charged as a wrong one before it is made, so that many at once gain nothing.
// In memory: what a restart forgets is little beside the codes there are.
import { LRUCache } from 'lru-cache';

interface Limit {
  readonly capacity: number;
  readonly refillPerS: number;
  /** What a wrong try costs; a right one costs 1. */
  readonly wrong: number;
}

/** Two dozen wrong tries at once, then one every few seconds. */
const BY_NUMBER: Limit = { capacity: 1_200, refillPerS: 20, wrong: 50 };
/** Behind one address may stand a front end with many citizens. */
const BY_ADDRESS: Limit = { capacity: 20_000, refillPerS: 500, wrong: 100 };
const REMEMBERED = 20_000;

export interface Attempts {
  /** Charges a try and allows it (0), or tells how long to wait before the next, in ms, and charges nothing. */
  readonly begin: (address: string, number: string) => number;
  /** The try was right after all. */
  readonly wasRight: (address: string, number: string) => void;
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

  const charge = (address: string, number: string, cost: (limit: Limit) => number) => {
    for (const [buckets, key, limit] of [
      [addresses, address, BY_ADDRESS],
      [numbers, number, BY_NUMBER],
    ] as const) {
      const left = Math.min(limit.capacity, level(buckets, key, limit) - cost(limit));
      buckets.set(key, { left, atMs: machineMs() });
    }
  };

  return {
    begin: (address, number) => {
      const waitMs = Math.max(
        wait(level(addresses, address, BY_ADDRESS), BY_ADDRESS),
        wait(level(numbers, number, BY_NUMBER), BY_NUMBER),
      );
      if (waitMs === 0) charge(address, number, ({ wrong }) => wrong);
      return waitMs;
    },
    wasRight: (address, number) => charge(address, number, ({ wrong }) => 1 - wrong),
  };
}
