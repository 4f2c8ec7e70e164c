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
  readonly bytesMax?: number;
}

const BYTES_MAX = 16 * 1024 * 1024;
/** What a fact takes beside its value and the characters of its name: itself, its times, its place in a table. */
const FACT_BYTES = 200;
const DROPPED_MAX = 50_000;

export function openKeptFacts({ nowMs, shared, bytesMax = BYTES_MAX }: KeptFactsSettings): KeptFacts {
  const kept = openGenerations(bytesMax);
  /** When each was dropped: what another replica shared before it heard of that is not taken up again. */
  const droppedMs = shared && new LRUCache<string, number>({ max: DROPPED_MAX });
  let allDroppedMs = 0;
  return {
    find: kept.find,
    holds: kept.holds,
    losses: kept.losses,
    findShared:
      shared &&
      (async (name) => {
        const found = await shared.find(name);
        if (!found || found.asOfMs <= Math.max(allDroppedMs, droppedMs?.get(name) ?? 0)) return undefined;
        return found;
      }),
    keep: (fact, sharedS) => {
      const { name, value, asOfMs } = fact;
      kept.put(fact);
      if (sharedS > 0) shared?.keep(name, { value, asOfMs }, sharedS);
    },
    drop: (names) => {
      for (const name of names) {
        kept.drop(name);
        droppedMs?.set(name, nowMs());
      }
      shared?.forget(names);
    },
    dropAll: () => {
      kept.dropAll();
      allDroppedMs = nowMs();
    },
  };
}

/**
 * Facts in two generations of equal room. When the younger one is full, the older one goes as a whole and a new one begins; what is
 * found in the older one moves over. So whatever was put or found last stays, as it would in a list in the order of use, but most
 * facts are asked for once, and such a list takes several times as long for each of them.
 */
function openGenerations(bytesMax: number) {
  let young = new Map<string, Fact<unknown>>();
  let old = new Map<string, Fact<unknown>>();
  let youngBytes = 0;
  let losses = 0;
  const drop = (name: string): void => {
    young.delete(name);
    old.delete(name);
    losses += 1;
  };
  const turn = (): void => {
    [old, young, youngBytes] = [young, new Map(), 0];
    losses += 1;
  };
  const put = (fact: Fact<unknown>): void => {
    const bytes = bytesOf(fact.value) + 2 * fact.name.length + FACT_BYTES;
    if (bytes > bytesMax / 2) {
      drop(fact.name);
      return;
    }
    if (youngBytes + bytes > bytesMax / 2) turn();
    youngBytes += bytes;
    const before = young.size;
    young.set(fact.name, fact);
    if (young.size === before || old.delete(fact.name)) losses += 1;
  };
  return {
    put,
    find: (name: string): Fact<unknown> | undefined => {
      const found = young.get(name);
      if (found) return found;
      const older = old.get(name);
      if (!older) return undefined;
      old.delete(name);
      put(older);
      return older;
    },
    holds: (fact: Fact<unknown>) => (young.get(fact.name) ?? old.get(fact.name)) === fact,
    losses: () => losses,
    drop,
    dropAll: (): void => {
      turn();
      turn();
    },
  };
}
