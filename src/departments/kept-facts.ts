// Facts that were told, in this process and, where there is a place that replicas share, there too.
import { LRUCache } from 'lru-cache';
import type { DepartmentFault } from './fault.ts';
import { KeyTraces, traceOf } from './key-traces.ts';
import type { SharedFact, SharedFacts } from './shared-facts.ts';
import { bytesOf } from './size.ts';

/** Where the facts of one read or listing stand that were asked for under one authority, each by its key. */
export interface Shelf {
  /** What their names begin with where replicas share them. */
  readonly prefix: string;
  /** Keeps the traces of its keys apart from those of other shelves. */
  readonly seed: number;
  young: Map<string, Fact<unknown>>;
  old: Map<string, Fact<unknown>>;
}

export interface Fact<Value> {
  readonly shelf: Shelf;
  readonly key: string;
  readonly value: Value;
  /** The machine's time at which the department was asked. */
  readonly asOfMs: number;
  /** Until then it may be told again, in the rush in which it was asked for. */
  readonly freshUntilMs: number;
  /** Set for a copy that may be out of date: with these words the department says that it is closed. */
  readonly closed: DepartmentFault | null;
}

export interface KeptFacts {
  readonly openShelf: (prefix: string) => Shelf;
  /** Of whatever age. */
  readonly find: (shelf: Shelf, key: string) => Fact<unknown> | undefined;
  /** Whether this one is kept, and no other in its place; it does not live longer for being asked about. */
  readonly holds: (fact: Fact<unknown>) => boolean;
  /** Grows whenever one that was kept is kept no longer: until then whatever was held is. */
  readonly losses: () => number;
  /** Undefined where nothing is shared. */
  readonly findShared: ((shelf: Shelf, key: string) => Promise<SharedFact | undefined>) | undefined;
  /** `sharedS`: for how long other replicas may come across it; 0 for what stays here. */
  readonly keep: (fact: Fact<unknown>, sharedS: number) => void;
  readonly drop: (shelves: readonly Shelf[], keys: readonly string[]) => void;
  readonly dropAll: () => void;
}

export interface KeptFactsSettings {
  readonly nowMs: () => number;
  /** Absent where there is one replica alone. */
  readonly shared?: SharedFacts | undefined;
  readonly bytesMax?: number;
}

const BYTES_MAX = 16 * 1024 * 1024;
/** What a fact takes beside its value and the characters of its key: itself, its times, its place in a table. */
const FACT_BYTES = 200;
const DROPPED_MAX = 50_000;

export function openKeptFacts({ nowMs, shared, bytesMax = BYTES_MAX }: KeptFactsSettings): KeptFacts {
  const kept = openGenerations(bytesMax);
  /** When each was dropped: what another replica shared before it heard of that is not taken up again. */
  const droppedMs = shared && new LRUCache<string, number>({ max: DROPPED_MAX });
  let allDroppedMs = 0;
  return {
    openShelf: kept.openShelf,
    find: kept.find,
    holds: kept.holds,
    losses: kept.losses,
    findShared:
      shared &&
      (async (shelf, key) => {
        const name = shelf.prefix + key;
        const found = await shared.find(name);
        if (!found || found.asOfMs <= Math.max(allDroppedMs, droppedMs?.get(name) ?? 0)) return undefined;
        return found;
      }),
    keep: (fact, sharedS) => {
      const { shelf, key, value, asOfMs } = fact;
      kept.put(fact);
      if (sharedS > 0) shared?.keep(shelf.prefix + key, { value, asOfMs }, sharedS);
    },
    drop: (shelves, keys) => {
      for (const shelf of shelves) for (const key of keys) kept.drop(shelf, key);
      if (!shared) return;
      const names = keys.flatMap((key) => shelves.map(({ prefix }) => prefix + key));
      for (const name of names) droppedMs?.set(name, nowMs());
      shared.forget(names);
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
  const shelves: Shelf[] = [];
  /** Of what was put into each generation. */
  let [young, old] = [new KeyTraces(), new KeyTraces()];
  let youngBytes = 0;
  let losses = 0;
  const drop = (shelf: Shelf, key: string): void => {
    shelf.young.delete(key);
    shelf.old.delete(key);
    losses += 1;
  };
  const turn = (): void => {
    for (const shelf of shelves) [shelf.old, shelf.young] = [shelf.young, new Map()];
    [old, young] = [young, old];
    young.clear();
    youngBytes = 0;
    losses += 1;
  };
  const put = (fact: Fact<unknown>): void => {
    const { shelf, key } = fact;
    const bytes = bytesOf(fact.value) + 2 * key.length + FACT_BYTES;
    if (bytes > bytesMax / 2) {
      drop(shelf, key);
      return;
    }
    if (youngBytes + bytes > bytesMax / 2) turn();
    youngBytes += bytes;
    const trace = traceOf(shelf.seed, key);
    const before = shelf.young.size;
    shelf.young.set(key, fact);
    young.add(trace);
    if (shelf.young.size === before || (old.mayHold(trace) && shelf.old.delete(key))) losses += 1;
  };
  return {
    openShelf: (prefix: string): Shelf => {
      const shelf = { prefix, seed: shelves.length, young: new Map(), old: new Map() };
      shelves.push(shelf);
      return shelf;
    },
    put,
    find: (shelf: Shelf, key: string): Fact<unknown> | undefined => {
      const trace = traceOf(shelf.seed, key);
      const found = young.mayHold(trace) ? shelf.young.get(key) : undefined;
      if (found) return found;
      const older = old.mayHold(trace) ? shelf.old.get(key) : undefined;
      if (!older) return undefined;
      shelf.old.delete(key);
      put(older);
      return older;
    },
    holds: (fact: Fact<unknown>) => (fact.shelf.young.get(fact.key) ?? fact.shelf.old.get(fact.key)) === fact,
    losses: () => losses,
    drop,
    dropAll: (): void => {
      turn();
      turn();
    },
  };
}
