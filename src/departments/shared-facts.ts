// Facts that replicas share in Redis. Nothing there is readable without the installation's key, names included; and nothing
// that Redis does or fails to do fails a read or keeps it waiting.
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { Redis } from 'ioredis';
import { openSealer } from '../crypto/sealed.ts';

export interface SharedFact {
  readonly value: unknown;
  readonly asOfMs: number;
}

export interface SharedFacts {
  /** Undefined where there is none or Redis does not answer at once. */
  readonly find: (name: string) => Promise<SharedFact | undefined>;
  readonly keep: (name: string, fact: SharedFact, seconds: number) => void;
  readonly forget: (names: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

export interface SharedFactsSettings {
  readonly url: string;
  /** The installation's secret. */
  readonly key: Uint8Array;
}

/** Longer is worse than asking the department. */
const DEADLINE_MS = 10;
const CONNECT_MS = 1_000;
const LEFT_ALONE_MS = 1_000;
const FAILURES_MAX = 3;
const RECONNECT_MAX_MS = 1_000;
const NAMES_A_MESSAGE = 500;

interface Wanted {
  readonly name: string;
  readonly found: (fact: SharedFact | undefined) => void;
}

/** Connects in the background. */
export function openSharedFacts({ url, key }: SharedFactsSettings): SharedFacts {
  const sealer = openSealer(key, 'shared facts');
  const redis = new Redis(url, {
    connectTimeout: CONNECT_MS,
    commandTimeout: DEADLINE_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(50 * attempt, RECONNECT_MAX_MS),
  });
  // It reconnects by itself; until then nothing is found.
  redis.on('error', () => undefined);
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: LEFT_ALONE_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  });
  const nameKey = createSecretKey(Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'shared-facts name', 32)));
  const placeOf = (name: string) => `fact:${createHmac('sha256', nameKey).update(name).digest('base64url')}`;
  let wanted: Wanted[] = [];

  const look = async (asked: readonly Wanted[]) => {
    const places = asked.map(({ name }) => placeOf(name));
    const values = (await attempt(breaker, () => redis.mgetBuffer(places))) ?? [];
    for (const [index, { found }] of asked.entries()) {
      const sealed = values[index];
      const text = sealed ? sealer.open(places[index] ?? '', sealed) : undefined;
      found(text === undefined ? undefined : (JSON.parse(text) as SharedFact));
    }
  };

  return {
    find: (name) =>
      new Promise((found) => {
        wanted.push({ name, found });
        if (wanted.length > 1) return;
        // One message for whatever this turn of the event loop wants.
        setImmediate(() => {
          const all = wanted;
          wanted = [];
          for (let from = 0; from < all.length; from += NAMES_A_MESSAGE) {
            void look(all.slice(from, from + NAMES_A_MESSAGE));
          }
        });
      }),
    keep: (name, fact, seconds) => {
      const place = placeOf(name);
      const sealed = sealer.seal(place, JSON.stringify(fact));
      void attempt(breaker, () => redis.set(place, sealed, 'EX', seconds));
    },
    forget: (names) => {
      if (names.length > 0) void attempt(breaker, () => redis.unlink(...names.map(placeOf)));
    },
    close: async () => redis.disconnect(),
  };
}

async function attempt<Answer>(
  breaker: CircuitBreakerPolicy,
  command: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await breaker.execute(command);
  } catch {
    return undefined;
  }
}
