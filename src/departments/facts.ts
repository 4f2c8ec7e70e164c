// What departments told, for whoever only looks: asked for once however many want it at one time, told again in a rush while it
// is fresh, and told as a copy while the department is closed. Kept as the department said it, before any masking, under the
// authority by which it was asked. Whatever decides about an application asks the department itself: `Departments.reader`.
import { countsOf, type FactCounts, ofDepartment } from './fact-counts.ts';
import { FactDesk, type Terms, type Told } from './fact-desk.ts';
import { type Fact, openKeptFacts } from './kept-facts.ts';
import type { Freshness, ItemOf, KeyOf, ListingName, Page, ReadName, ValueOf } from './port.ts';
import { type Asker, QuestionQueue } from './question-queue.ts';
import type { Departments, Lister, Reader } from './registry.ts';
import { defaultResilience, type Exchange } from './resilience.ts';
import { openRush } from './rush.ts';
import type { SharedFacts } from './shared-facts.ts';

export type { Told } from './fact-desk.ts';
export type { Fact } from './kept-facts.ts';

export type PageQuestion<Name extends ListingName> = Parameters<Lister<Name>['list']>[0];

/** What became different at departments. */
export interface DataChange {
  readonly departments: readonly string[];
  /** Of citizens, enterprises and units. */
  readonly numbers: readonly string[];
}

export interface Facts {
  /**
   * A request begins; it calls the result when it is answered. What was asked for in a rush is told again in it: whoever
   * comes alone is answered by the department itself.
   */
  readonly begin: () => () => void;
  readonly ask: <Name extends ReadName>(name: Name, key: KeyOf<Name>, exchange: Exchange) => Told<ValueOf<Name> | null>;
  readonly page: <Name extends ListingName>(
    name: Name,
    question: PageQuestion<Name>,
    exchange: Exchange,
  ) => Told<Page<ItemOf<Name>>>;
  /** Tells at any time whether whoever asks then would be told these very facts, and nothing more would come of it. */
  readonly holding: (facts: readonly Fact<unknown>[]) => () => boolean;
  /** Drops what is kept about these numbers, and every page of the departments: from now on they are asked anew. */
  readonly forget: (change: DataChange) => void;
  readonly forgetAll: () => void;
  /** By the department's code. */
  readonly counts: ReadonlyMap<string, Readonly<FactCounts>>;
}

export interface FactsSettings {
  readonly nowMs: () => number;
  /** Every purpose that departments are told. */
  readonly purposes: readonly string[];
  /** Where replicas share facts; absent where there is one alone. */
  readonly shared?: SharedFacts | undefined;
}

/** Where the facts of one read are asked for, and kept, that were asked for under one authority. */
interface Place {
  readonly queue: QuestionQueue;
  /** Of facts about one number. */
  readonly terms: Terms;
  /** Of others: nothing would tell whose fact it is when that is to be forgotten. */
  readonly unkept: Terms;
}

export function openFacts(departments: Departments, { nowMs, purposes, shared }: FactsSettings): Facts {
  const rush = openRush(nowMs);
  const kept = openKeptFacts({ nowMs, shared });
  const desk = new FactDesk(kept, rush, nowMs);
  const counts = countsOf(departments);
  const places = placesOf(departments, desk, purposes, counts, nowMs);
  const stands = [...places.values()].flatMap((placesOfRead) => [...placesOfRead.values()].map(({ terms }) => terms));
  const pages = desk.openStand('pages\n');
  /** Counts the changes of each department: a page of before is not found again. */
  const editions = new Map<string, number>();

  const ask = (read: ReadName, key: unknown, exchange: Exchange): Told<unknown> => {
    const placesOfRead = places.get(read);
    const place = placesOfRead?.get(exchange.purpose) ?? placesOfRead?.get(ANY_PURPOSE);
    if (!place) throw new Error(`Read ${read} was asked for a purpose that nobody declared: ${exchange.purpose}.`);
    const { queue, terms, unkept } = place;
    const send = (asker: Asker) => queue.put(key, exchange, asker);
    if (typeof key === 'string') return desk.told(key, terms, send);
    return desk.told(JSON.stringify(key), unkept, send);
  };

  const page = (listing: ListingName, question: PageQuestion<ListingName>, exchange: Exchange): Told<unknown> => {
    const { department, capability, toldPurpose, list } = departments.lister(listing);
    const { where, first, after } = question;
    const authority = toldPurpose ? exchange.purpose : ANY_PURPOSE;
    const name = JSON.stringify([listing, editions.get(department) ?? 0, authority, where, first, after]);
    const terms = { ...pages, freshness: capability, isShared: false, counts: ofDepartment(counts, department) };
    return desk.told(name, terms, (asker) => {
      const askedMs = nowMs();
      list(question, exchange).then(
        (value) => asker.answered(value, askedMs),
        (fault: unknown) => asker.failed(fault),
      );
    });
  };

  const turnPages = (codes: Iterable<string>): void => {
    for (const code of codes) editions.set(code, (editions.get(code) ?? 0) + 1);
  };

  return {
    begin: rush.begin,
    ask,
    page,
    holding: (facts) => desk.holding(facts),
    forget: ({ departments: changed, numbers }) => {
      turnPages(changed);
      desk.drop(stands, numbers);
    },
    forgetAll: () => {
      turnPages(departments.all.map(({ code }) => code));
      desk.dropAll();
    },
    counts,
  } as Facts;
}

const NEVER: Freshness = { freshnessS: 0, closedS: 0 };

/** Where the department is not told why it is asked. */
const ANY_PURPOSE = '';

/** By read, and by the purpose that its department is told. */
function placesOf(
  departments: Departments,
  desk: FactDesk,
  purposes: readonly string[],
  counts: ReadonlyMap<string, FactCounts>,
  nowMs: () => number,
): ReadonlyMap<string, ReadonlyMap<string, Place>> {
  const placesOfRead = (read: ReadName) => {
    const reader = departments.reader(read);
    const place = (authority: string): Place => {
      const told = { ...desk.openStand(`${read}\n${authority}\n`), counts: ofDepartment(counts, reader.department) };
      return {
        queue: queueOf(reader, nowMs),
        terms: { ...told, freshness: reader.capability, isShared: true },
        unkept: { ...told, freshness: NEVER, isShared: false },
      };
    };
    const authorities = reader.toldPurpose ? purposes : [ANY_PURPOSE];
    return new Map(authorities.map((authority) => [authority, place(authority)]));
  };
  const reads = [...departments.offered.values()].flatMap(({ reads }) => reads as readonly ReadName[]);
  return new Map(reads.map((read) => [read, placesOfRead(read)]));
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
