// Facts that were told, in this process and, where there is a place that replicas share, there too.
import { LRUCache } from 'lru-cache';
import type { DepartmentFault } from './fault.ts';
import type { SharedFact, SharedFacts } from './shared-facts.ts';
import { bytesOf } from './size.ts';

export interface Fact<Value> {
  /** Read or listing, authority and key that it was asked for by. */
  readonly name: string;
  readonly value: Value;
  /** The machine's time at which the department was asked. */
  readonly asOfMs: number;
  /** Until then it may be told again, in the rush in which it was asked for. */
  readonly freshUntilMs: number;
  /** Set for a copy that may be out of date: with these words the department says that it is closed. */
  readonly closed: DepartmentFault | null;
}

export interface KeptFacts {
  /** Of whatever age. */
  readonly find: (name: string) => Fact<unknown> | undefined;
  /** Whether this one is kept, and no other under its name; it does not live longer for being asked about. */
  readonly holds: (fact: Fact<unknown>) => boolean;
  /** Grows whenever one that was kept is kept no longer: until then whatever was held is. */
  readonly losses: () => number;
  /** Undefined where nothing is shared. */
  readonly findShared: ((name: string) => Promise<SharedFact | undefined>) | undefined;
  /** `sharedS`: for how long other replicas may come across it; 0 for what stays here. */
  readonly keep: (fact: Fact<unknown>, sharedS: number) => void;
  readonly drop: (names: readonly string[]) => void;
  readonly dropAll: () => void;
}

export interface KeptFactsSettings {
  readonly nowMs: () => number;
  /** Absent where there is one replica alone. */
  readonly shared?: SharedFacts | undefined;
  readonly entriesMax?: number;
  readonly bytesMax?: number;
}

const ENTRIES_MAX = 50_000;
const BYTES_MAX = 32 * 1024 * 1024;
const DROPPED_MAX = 50_000;

export function openKeptFacts(settings: KeptFactsSettings): KeptFacts {
  const { nowMs, shared, entriesMax = ENTRIES_MAX, bytesMax = BYTES_MAX } = settings;
  let losses = 0;
  const kept = new LRUCache<string, Fact<unknown>>({
    max: entriesMax,
    maxSize: bytesMax,
    maxEntrySize: bytesMax,
    sizeCalculation: ({ value }, name) => bytesOf(value) + 2 * name.length,
    dispose: () => {
      losses += 1;
    },
  });
  /** When each was dropped: what another replica shared before it heard of that is not taken up again. */
  const droppedMs = shared && new LRUCache<string, number>({ max: DROPPED_MAX });
  let allDroppedMs = 0;
  return {
    find: (name) => kept.get(name),
    holds: (fact) => kept.peek(fact.name) === fact,
    losses: () => losses,
    findShared:
      shared &&
      (async (name) => {
        const found = await shared.find(name);
        if (!found || found.asOfMs <= Math.max(allDroppedMs, droppedMs?.get(name) ?? 0)) return undefined;
        return found;
      }),
    keep: (fact, sharedS) => {
      const { name, value, asOfMs } = fact;
      kept.set(name, fact);
      if (sharedS > 0) shared?.keep(name, { value, asOfMs }, sharedS);
    },
    drop: (names) => {
      for (const name of names) {
        kept.delete(name);
        droppedMs?.set(name, nowMs());
      }
      shared?.forget(names);
    },
    dropAll: () => {
      kept.clear();
      allDroppedMs = nowMs();
    },
  };
}
