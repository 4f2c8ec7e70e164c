// What departments told, for whoever only looks: asked for once however many want it at one time, told again in a rush while it
// is fresh, and told as a copy while the department is closed. Kept as the department said it, before any masking, under the
// authority by which it was asked. Whatever decides about an application asks the department itself: `Departments.reader`.
import { LRUCache } from 'lru-cache';
import { noteAsOf } from './as-of.ts';
import { DepartmentFault } from './fault.ts';
import type { Freshness, ItemOf, KeyOf, ListingName, Page, ReadName, ValueOf } from './port.ts';
import { type Answer, QuestionQueue } from './question-queue.ts';
import type { Departments, Lister, Reader } from './registry.ts';
import { defaultResilience, type Exchange } from './resilience.ts';
import { bytesOf } from './size.ts';

export interface Fact<Value> {
  readonly value: Value;
  /** The machine's time at which the department was asked. */
  readonly asOfMs: number;
  /** Set for a copy that may be out of date: with these words the department says that it is closed. */
  readonly closed: DepartmentFault | null;
}

/** At once where it is known; a promise rejects with a `DepartmentFault`. */
export type Told<Value> = Fact<Value> | Promise<Fact<Value>>;

export type PageQuestion<Name extends ListingName> = Parameters<Lister<Name>['list']>[0];

export interface Facts {
  /**
   * A request begins; it calls the result when it is answered. A rush lasts for as long as requests overlap, and what was
   * asked for in it is told again in it: whoever comes alone is answered by the department itself.
   */
  readonly begin: () => () => void;
  readonly ask: <Name extends ReadName>(name: Name, key: KeyOf<Name>, exchange: Exchange) => Told<ValueOf<Name> | null>;
  readonly page: <Name extends ListingName>(
    name: Name,
    question: PageQuestion<Name>,
    exchange: Exchange,
  ) => Told<Page<ItemOf<Name>>>;
  /** Drops what is kept about these numbers, and every page of the department: from now on it is asked anew. */
  readonly forget: (department: string, numbers: readonly string[]) => void;
}

export interface FactsSettings {
  readonly nowMs: () => number;
  readonly entriesMax?: number;
  readonly bytesMax?: number;
}

const ENTRIES_MAX = 50_000;
const BYTES_MAX = 32 * 1024 * 1024;
/** Purposes that a read was asked under, at most: those of the catalogue, and none. */
const PLACES_MAX = 200;

/** Where the facts of one read are kept that was asked under one authority. */
interface Place {
  readonly prefix: string;
  readonly queue: QuestionQueue;
  readonly freshness: Freshness;
}

/** An answer that is awaited. */
interface Flight {
  readonly fact: Promise<Fact<unknown>>;
  /** The department's data changed since it was asked: whoever asks now asks anew, and the answer is not kept. */
  overtaken: boolean;
}

export function openFacts(departments: Departments, settings: FactsSettings): Facts {
  const { nowMs, entriesMax = ENTRIES_MAX, bytesMax = BYTES_MAX } = settings;
  const kept = new LRUCache<string, Fact<unknown>>({
    max: entriesMax,
    maxSize: bytesMax,
    maxEntrySize: bytesMax,
    sizeCalculation: ({ value }, name) => bytesOf(value) + 2 * name.length,
  });
  const flights = new Map<string, Flight>();
  const places = new Map<string, Place>();
  /** Counts the changes of each department: a page of before is not found again. */
  const editions = new Map<string, number>();

  let requests = 0;
  let rushSinceMs = Number.POSITIVE_INFINITY;
  const begin = () => {
    if (requests === 0) rushSinceMs = nowMs();
    requests += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      requests -= 1;
      if (requests === 0) rushSinceMs = Number.POSITIVE_INFINITY;
    };
  };

  const isYoung = ({ asOfMs }: Fact<unknown>, seconds: number): boolean => nowMs() - asOfMs < seconds * 1_000;

  const told = (name: string, freshness: Freshness, obtain: () => Promise<Answer>): Told<unknown> => {
    const known = kept.get(name);
    if (known && known.asOfMs >= rushSinceMs && isYoung(known, freshness.freshnessS)) return known;
    const awaited = flights.get(name);
    if (awaited) return awaited.fact;
    const flight: Flight = { fact: obtained(), overtaken: false };
    flights.set(name, flight);
    return flight.fact;

    async function obtained(): Promise<Fact<unknown>> {
      try {
        const { value, askedMs } = await obtain();
        const fact = { value, asOfMs: askedMs, closed: null };
        noteAsOf(value, askedMs);
        if (!flight.overtaken && freshness.freshnessS > 0) kept.set(name, fact);
        return fact;
      } catch (fault) {
        if (!isOfClosing(fault)) throw fault;
        const copy = kept.get(name);
        if (!copy || copy.value === null || !isYoung(copy, freshness.closedS)) throw fault;
        return { ...copy, closed: fault };
      } finally {
        if (!flight.overtaken) flights.delete(name);
      }
    }
  };

  const placeOf = (name: ReadName, { purpose }: Exchange): Place => {
    const reader = departments.reader(name);
    const prefix = `${name}\n${reader.toldPurpose ? purpose : ''}\n`;
    const known = places.get(prefix);
    if (known) return known;
    if (places.size >= PLACES_MAX)
      throw new Error(`More than ${PLACES_MAX} reads and purposes; see who makes up more.`);
    const place = { prefix, queue: queueOf(reader, nowMs), freshness: reader.capability };
    places.set(prefix, place);
    return place;
  };

  const ask = (name: ReadName, key: unknown, exchange: Exchange): Told<unknown> => {
    const { prefix, queue, freshness } = placeOf(name, exchange);
    const obtain = () => queue.ask(key, exchange);
    if (typeof key === 'string') return told(prefix + key, freshness, obtain);
    // Nothing would tell whose fact it is when that is to be forgotten.
    return told(prefix + JSON.stringify(key), { freshnessS: 0, closedS: 0 }, obtain);
  };

  const page = (name: ListingName, question: PageQuestion<ListingName>, exchange: Exchange): Told<unknown> => {
    const { department, capability, toldPurpose, list } = departments.lister(name);
    const edition = editions.get(department) ?? 0;
    const { where, first, after } = question;
    const place = JSON.stringify([name, edition, toldPurpose ? exchange.purpose : '', where, first, after]);
    return told(place, capability, async () => {
      const askedMs = nowMs();
      const value = await list(question, exchange);
      noteAsOf(value.items, askedMs);
      return { value, askedMs };
    });
  };

  const forget = (department: string, numbers: readonly string[]): void => {
    editions.set(department, (editions.get(department) ?? 0) + 1);
    for (const number of numbers) {
      for (const prefix of places.keys()) {
        const name = prefix + number;
        kept.delete(name);
        const flight = flights.get(name);
        if (!flight) continue;
        flight.overtaken = true;
        flights.delete(name);
      }
    }
  };

  return { begin, ask, page, forget } as Facts;
}

function queueOf({ department, capability, waitingMax, read }: Reader<ReadName>, nowMs: () => number): QuestionQueue {
  const { batchMax, concurrency } = capability;
  return new QuestionQueue({
    department,
    batchMax,
    concurrency,
    waitingMax,
    deadlineMs: defaultResilience.readDeadlineMs,
    nowMs,
    ask: read as (keys: readonly unknown[], exchange: Exchange) => Promise<readonly unknown[]>,
  });
}

/** Only the department's own word counts: one that fails or does not answer may have changed its data meanwhile. */
function isOfClosing(fault: unknown): fault is DepartmentFault {
  return fault instanceof DepartmentFault && fault.maintenance;
}
