// What whoever holds a paper shows: its number and its check code, nothing else. How often somebody may try is bounded: a bucket for
// each address and each number, which a wrong try empties much faster than a right one. Every try is charged as a wrong one before it
// is made, so that many at once gain nothing. In memory: what a restart forgets is little beside the codes there are.
import { createHash, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { errorCodes, PublicError } from '../errors.ts';

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

/** A number, and the address of whoever tries it. */
export interface Try {
  readonly number: string;
  readonly address: string;
}

/** Of a number as it is remembered: longer ones are none. */
const NUMBER_MAX = 100;

/** What is found for a try that is right; undefined where it is wrong. Throws OVERLOADED, with status 429, where it was tried too often. */
export async function attempted<Found>(
  attempts: Attempts,
  { number, address }: Try,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const name = number.slice(0, NUMBER_MAX);
  const retryAfterMs = attempts.begin(address, name);
  if (retryAfterMs > 0) throw triedTooOften(retryAfterMs);
  const found = await find();
  if (found !== undefined) attempts.wasRight(address, name);
  return found;
}

function triedTooOften(retryAfterMs: number): PublicError {
  const message = `${errorCodes.OVERLOADED.zh}：查询过于频繁，请稍后再试。Too many tries; come back later.`;
  return Object.assign(new PublicError('OVERLOADED', message, { retryAfterMs }), { statusCode: 429 });
}

/** Compared in constant time, so that a code cannot be found out piece by piece; without one on record too. */
export function isCheckCode(recorded: string | undefined, shown: string): boolean {
  // Digests have one length.
  const same = timingSafeEqual(digest(recorded ?? ''), digest(shown.toUpperCase()));
  return same && recorded !== undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
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
