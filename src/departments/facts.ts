// What departments told, for whoever only looks: asked for once however many want it at one time, told again in a rush while it
// is fresh, and told as a copy while the department is closed. Kept as the department said it, before any masking, under the
// authority by which it was asked. Whatever decides about an application asks the department itself: `Departments.reader`.
import { countsOf, type FactCounts, ofDepartment } from './fact-counts.ts';
import { DepartmentFault } from './fault.ts';
import { type Fact, type KeptFacts, openKeptFacts } from './kept-facts.ts';
import type { Freshness, ItemOf, KeyOf, ListingName, Page, ReadName, ValueOf } from './port.ts';
import { type Answer, QuestionQueue } from './question-queue.ts';
import type { Departments, Lister, Reader } from './registry.ts';
import { defaultResilience, type Exchange } from './resilience.ts';
import { openRush, type Rush } from './rush.ts';
import type { SharedFact, SharedFacts } from './shared-facts.ts';

export type { Fact } from './kept-facts.ts';

/** At once where it is known; a promise rejects with a `DepartmentFault`. */
export type Told<Value> = Fact<Value> | Promise<Fact<Value>>;

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

/** Where the facts of one read are kept that were asked for under one authority. */
interface Place {
  readonly prefix: string;
  readonly queue: QuestionQueue;
  readonly freshness: Freshness;
  readonly counts: FactCounts;
}

/** An answer that is awaited. */
interface Flight {
  readonly fact: Promise<Fact<unknown>>;
  /** The department's data changed since it was asked: whoever asks now asks anew, and the answer is not kept. */
  overtaken: boolean;
}

interface Question {
  readonly name: string;
  readonly freshness: Freshness;
  readonly isShared: boolean;
  readonly counts: FactCounts;
  readonly obtain: () => Promise<Answer>;
}

export function openFacts(departments: Departments, { nowMs, purposes, shared }: FactsSettings): Facts {
  const rush = openRush(nowMs);
  const kept = openKeptFacts({ nowMs, shared });
  const desk = new FactDesk(kept, rush, nowMs);
  const counts = countsOf(departments);
  const places = placesOf(departments, purposes, counts, nowMs);
  const prefixes = [...places.values()].flatMap((placesOfRead) =>
    [...placesOfRead.values()].map(({ prefix }) => prefix),
  );
  /** Counts the changes of each department: a page of before is not found again. */
  const editions = new Map<string, number>();

  const ask = (read: ReadName, key: unknown, exchange: Exchange): Told<unknown> => {
    const placesOfRead = places.get(read);
    const place = placesOfRead?.get(exchange.purpose) ?? placesOfRead?.get(ANY_PURPOSE);
    if (!place) throw new Error(`Read ${read} was asked for a purpose that nobody declared: ${exchange.purpose}.`);
    const { prefix, queue, freshness, counts } = place;
    const obtain = () => queue.ask(key, exchange);
    if (typeof key === 'string') return desk.told({ name: prefix + key, freshness, isShared: true, counts, obtain });
    // Nothing would tell whose fact it is when that is to be forgotten.
    return desk.told({ name: prefix + JSON.stringify(key), freshness: NEVER, isShared: false, counts, obtain });
  };

  const page = (listing: ListingName, question: PageQuestion<ListingName>, exchange: Exchange): Told<unknown> => {
    const { department, capability, toldPurpose, list } = departments.lister(listing);
    const { where, first, after } = question;
    const authority = toldPurpose ? exchange.purpose : ANY_PURPOSE;
    const name = JSON.stringify([listing, editions.get(department) ?? 0, authority, where, first, after]);
    const obtain = async () => {
      const askedMs = nowMs();
      const value = await list(question, exchange);
      return { value, askedMs };
    };
    return desk.told({
      name,
      freshness: capability,
      isShared: false,
      counts: ofDepartment(counts, department),
      obtain,
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
      desk.drop(numbers.flatMap((number) => prefixes.map((prefix) => prefix + number)));
    },
    forgetAll: () => {
      turnPages(departments.all.map(({ code }) => code));
      desk.dropAll();
    },
    counts,
  } as Facts;
}

/** Of the time for which a fact is fresh: whoever asks for it later has it renewed, and nobody has to wait for that. */
const AGING_FROM = 0.6;
const NEVER: Freshness = { freshnessS: 0, closedS: 0 };

/** One question at a time for each fact. */
class FactDesk {
  readonly #kept: KeptFacts;
  readonly #rush: Rush;
  readonly #nowMs: () => number;
  readonly #flights = new Map<string, Flight>();

  constructor(kept: KeptFacts, rush: Rush, nowMs: () => number) {
    this.#kept = kept;
    this.#rush = rush;
    this.#nowMs = nowMs;
  }

  told(question: Question): Told<unknown> {
    const { name, counts } = question;
    const known = this.#kept.find(name);
    if (known && this.#isFresh(known)) {
      counts.kept += 1;
      // Whoever fails to renew it harms nobody: it is told for as long as it is fresh, and then asked for anew.
      if (this.#isAging(known)) this.#awaited(question).catch(() => undefined);
      return known;
    }
    if (this.#flights.has(name)) counts.joined += 1;
    return this.#awaited(question);
  }

  /** Looks at each of them only where one may be old, or was lost since they were looked at last. */
  holding(facts: readonly Fact<unknown>[]): () => boolean {
    const [oldestMs, agingMs] = [earliest(facts.map(({ asOfMs }) => asOfMs)), earliest(facts.map(agingFromMs))];
    let heldAt: number | undefined;
    return () => {
      const losses = this.#kept.losses();
      if (losses === heldAt && this.#rush.includes(oldestMs) && this.#nowMs() <= agingMs) return true;
      const held = facts.every((fact) => this.#holds(fact));
      heldAt = held ? losses : undefined;
      return held;
    };
  }

  /** One that is aging is held only while it is renewed: whoever comes first asks, and has it renewed. */
  #holds(fact: Fact<unknown>): boolean {
    if (!this.#isFresh(fact) || !this.#kept.holds(fact)) return false;
    return !this.#isAging(fact) || this.#flights.has(fact.name);
  }

  drop(names: readonly string[]): void {
    this.#kept.drop(names);
    for (const name of names) this.#overtake(name);
  }

  dropAll(): void {
    this.#kept.dropAll();
    for (const name of [...this.#flights.keys()]) this.#overtake(name);
  }

  #awaited(question: Question): Promise<Fact<unknown>> {
    const awaited = this.#flights.get(question.name);
    if (awaited) return awaited.fact;
    const flight: Flight = { fact: this.#obtained(question, () => flight), overtaken: false };
    this.#flights.set(question.name, flight);
    return flight.fact;
  }

  async #obtained(question: Question, flightOf: () => Flight): Promise<Fact<unknown>> {
    const { name, freshness, isShared, counts, obtain } = question;
    const factOf = (value: unknown, asOfMs: number, closed: DepartmentFault | null = null): Fact<unknown> => {
      const freshUntilMs = asOfMs + freshness.freshnessS * 1_000;
      return { name, value, asOfMs, freshUntilMs, closed };
    };
    try {
      // Whoever comes alone has no use for what others were told before.
      const findShared = isShared && this.#rush.isOn() ? this.#kept.findShared : undefined;
      const found = findShared && (await findShared(name));
      const shared = found && factOf(found.value, found.asOfMs);
      if (shared && this.#isFresh(shared) && !this.#isAging(shared)) {
        counts.shared += 1;
        if (!flightOf().overtaken) this.#kept.keep(shared, 0);
        return shared;
      }
      counts.asked += 1;
      const { value, askedMs } = await obtain();
      const fact = factOf(value, askedMs);
      if (freshness.freshnessS > 0 && !flightOf().overtaken) this.#kept.keep(fact, sharedSeconds(question, fact));
      return fact;
    } catch (fault) {
      if (!isOfClosing(fault)) throw fault;
      const copy = this.#kept.find(name) ?? (isShared ? await this.#kept.findShared?.(name) : undefined);
      if (!copy || copy.value === null || !this.#isYoung(copy, freshness.closedS)) throw fault;
      counts.copied += 1;
      return factOf(copy.value, copy.asOfMs, fault);
    } finally {
      if (!flightOf().overtaken) this.#flights.delete(name);
    }
  }

  #isFresh({ asOfMs, freshUntilMs }: Fact<unknown>): boolean {
    return this.#rush.includes(asOfMs) && this.#nowMs() < freshUntilMs;
  }

  #isAging(fact: Fact<unknown>): boolean {
    return this.#nowMs() > agingFromMs(fact);
  }

  #isYoung({ asOfMs }: SharedFact, seconds: number): boolean {
    return this.#nowMs() - asOfMs < seconds * 1_000;
  }

  #overtake(name: string): void {
    const flight = this.#flights.get(name);
    if (!flight) return;
    flight.overtaken = true;
    this.#flights.delete(name);
  }
}

function agingFromMs({ asOfMs, freshUntilMs }: Fact<unknown>): number {
  return asOfMs + (freshUntilMs - asOfMs) * AGING_FROM;
}

/** Infinity where there are none. */
function earliest(instantsMs: readonly number[]): number {
  return Math.min(...instantsMs);
}

/** What there is none of is not shared: it is no copy for a closing either. */
function sharedSeconds({ isShared, freshness }: Question, { value }: Fact<unknown>): number {
  return isShared && value !== null ? Math.max(freshness.freshnessS, freshness.closedS) : 0;
}

/** Only the department's own word counts: one that fails or does not answer may have changed its data meanwhile. */
function isOfClosing(fault: unknown): fault is DepartmentFault {
  return fault instanceof DepartmentFault && fault.maintenance;
}

/** Where the department is not told why it is asked. */
const ANY_PURPOSE = '';

/** By read, and by the purpose that its department is told. */
function placesOf(
  departments: Departments,
  purposes: readonly string[],
  counts: ReadonlyMap<string, FactCounts>,
  nowMs: () => number,
): ReadonlyMap<string, ReadonlyMap<string, Place>> {
  const placesOfRead = (read: ReadName) => {
    const reader = departments.reader(read);
    const place = (authority: string): Place => {
      return {
        prefix: `${read}\n${authority}\n`,
        queue: queueOf(reader, nowMs),
        freshness: reader.capability,
        counts: ofDepartment(counts, reader.department),
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
