// Where a fact is told from: from what is kept while it is fresh, by whoever asks for it already, or by its department. One question
// at a time for each fact.
import type { FactCounts } from './fact-counts.ts';
import { DepartmentFault } from './fault.ts';
import type { Fact, KeptFacts, Shelf } from './kept-facts.ts';
import type { Freshness } from './port.ts';
import type { Asker } from './question-queue.ts';
import type { Rush } from './rush.ts';
import type { SharedFact } from './shared-facts.ts';

/** At once where it is known; a promise rejects with a `DepartmentFault`. */
export type Told<Value> = Fact<Value> | Promise<Fact<Value>>;

/** Where facts of one kind are told from. */
interface Stand {
  readonly shelf: Shelf;
  /** Questions that are under way, by key. */
  readonly flights: Map<string, Flight>;
}

/** What holds for all facts of one kind. */
export interface Terms extends Stand {
  readonly freshness: Freshness;
  /** Whether replicas may come across it. */
  readonly isShared: boolean;
  readonly counts: FactCounts;
}

/** Asks the department. Must not throw. */
type Send = (asker: Asker) => void;
type FindShared = NonNullable<KeptFacts['findShared']>;

/** Of the time for which a fact is fresh: whoever asks for it later has it renewed, and nobody has to wait for that. */
const AGING_FROM = 0.6;

export class FactDesk {
  readonly #kept: KeptFacts;
  readonly #rush: Rush;
  readonly #nowMs: () => number;
  readonly #stands = new Map<Shelf, Stand>();

  constructor(kept: KeptFacts, rush: Rush, nowMs: () => number) {
    this.#kept = kept;
    this.#rush = rush;
    this.#nowMs = nowMs;
  }

  /** `prefix`: what the names of its facts begin with where replicas share them. */
  openStand(prefix: string): Stand {
    const shelf = this.#kept.openShelf(prefix);
    const stand = { shelf, flights: new Map<string, Flight>() };
    this.#stands.set(shelf, stand);
    return stand;
  }

  told(key: string, terms: Terms, send: Send): Told<unknown> {
    const known = this.#kept.find(terms.shelf, key);
    if (known && this.#isFresh(known)) {
      terms.counts.kept += 1;
      // Whoever fails to renew it harms nobody: it is told for as long as it is fresh, and then asked for anew.
      if (this.#isAging(known) && !terms.flights.has(key)) this.#begun(key, terms, send).catch(() => undefined);
      return known;
    }
    const awaited = terms.flights.get(key);
    if (!awaited) return this.#begun(key, terms, send);
    terms.counts.joined += 1;
    return awaited.fact;
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
    return !this.#isAging(fact) || this.#stands.get(fact.shelf)?.flights.has(fact.key) === true;
  }

  drop(stands: readonly Stand[], keys: readonly string[]): void {
    const shelves = stands.map(({ shelf }) => shelf);
    this.#kept.drop(shelves, keys);
    for (const { flights } of stands) for (const key of keys) overtake(flights, key);
  }

  dropAll(): void {
    this.#kept.dropAll();
    for (const { flights } of this.#stands.values()) for (const key of [...flights.keys()]) overtake(flights, key);
  }

  #begun(key: string, terms: Terms, send: Send): Promise<Fact<unknown>> {
    const flight = new Flight(key, terms, this.#landings);
    terms.flights.set(key, flight);
    // Whoever comes alone has no use for what others were told before.
    const findShared = terms.isShared && this.#rush.isOn() ? this.#kept.findShared : undefined;
    if (findShared) void this.#ask(flight, send, findShared);
    else this.#send(flight, send);
    return flight.fact;
  }

  /** Of the department only what no other replica was told. */
  async #ask(flight: Flight, send: Send, findShared: FindShared): Promise<void> {
    const found = await findShared(flight.terms.shelf, flight.key);
    const shared = found && factOf(flight, found.value, found.asOfMs);
    if (!shared || !this.#isFresh(shared) || this.#isAging(shared)) {
      this.#send(flight, send);
      return;
    }
    flight.terms.counts.shared += 1;
    if (!flight.overtaken) this.#kept.keep(shared, 0);
    this.#close(flight);
    flight.resolve(shared);
  }

  #send(flight: Flight, send: Send): void {
    flight.terms.counts.asked += 1;
    send(flight);
  }

  readonly #landings: Landings = {
    answered: (flight, value, askedMs) => {
      const fact = factOf(flight, value, askedMs);
      const { freshnessS } = flight.terms.freshness;
      if (freshnessS > 0 && !flight.overtaken) this.#kept.keep(fact, sharedSeconds(flight.terms, value));
      this.#close(flight);
      flight.resolve(fact);
    },
    failed: (flight, fault) => {
      if (isOfClosing(fault)) void this.#tellCopy(flight, fault);
      else this.#fail(flight, fault);
    },
  };

  async #tellCopy(flight: Flight, fault: DepartmentFault): Promise<void> {
    const { key, terms } = flight;
    const kept = this.#kept.find(terms.shelf, key);
    const copy = kept ?? (terms.isShared ? await this.#kept.findShared?.(terms.shelf, key) : undefined);
    if (!copy || copy.value === null || !this.#isYoung(copy, terms.freshness.closedS)) {
      this.#fail(flight, fault);
      return;
    }
    terms.counts.copied += 1;
    this.#close(flight);
    flight.resolve(factOf(flight, copy.value, copy.asOfMs, fault));
  }

  #fail(flight: Flight, fault: unknown): void {
    this.#close(flight);
    flight.reject(fault);
  }

  #close({ key, terms, overtaken }: Flight): void {
    if (!overtaken) terms.flights.delete(key);
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
}

function overtake(flights: Map<string, Flight>, key: string): void {
  const flight = flights.get(key);
  if (!flight) return;
  flight.overtaken = true;
  flights.delete(key);
}

interface Landings {
  readonly answered: (flight: Flight, value: unknown, askedMs: number) => void;
  readonly failed: (flight: Flight, fault: unknown) => void;
}

/** A question that is under way. A page of a list asks dozens: one promise each, and no function of its own. */
class Flight implements Asker {
  readonly key: string;
  readonly terms: Terms;
  readonly fact: Promise<Fact<unknown>>;
  resolve!: (fact: Fact<unknown>) => void;
  reject!: (fault: unknown) => void;
  /** The department's data changed since it was asked: whoever asks now asks anew, and the answer is not kept. */
  overtaken = false;
  readonly #landings: Landings;

  constructor(key: string, terms: Terms, landings: Landings) {
    this.key = key;
    this.terms = terms;
    this.#landings = landings;
    this.fact = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  answered(value: unknown, askedMs: number): void {
    this.#landings.answered(this, value, askedMs);
  }

  failed(fault: unknown): void {
    this.#landings.failed(this, fault);
  }
}

function factOf(
  { key, terms }: Flight,
  value: unknown,
  asOfMs: number,
  closed: DepartmentFault | null = null,
): Fact<unknown> {
  const freshUntilMs = asOfMs + terms.freshness.freshnessS * 1_000;
  return { shelf: terms.shelf, key, value, asOfMs, freshUntilMs, closed };
}

function agingFromMs({ asOfMs, freshUntilMs }: Fact<unknown>): number {
  return asOfMs + (freshUntilMs - asOfMs) * AGING_FROM;
}

/** Infinity where there are none. */
function earliest(instantsMs: readonly number[]): number {
  return Math.min(...instantsMs);
}

/** What there is none of is not shared: it is no copy for a closing either. */
function sharedSeconds({ isShared, freshness }: Terms, value: unknown): number {
  return isShared && value !== null ? Math.max(freshness.freshnessS, freshness.closedS) : 0;
}

/** Only the department's own word counts: one that fails or does not answer may have changed its data meanwhile. */
function isOfClosing(fault: unknown): fault is DepartmentFault {
  return fault instanceof DepartmentFault && fault.maintenance;
}
