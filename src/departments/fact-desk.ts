// Where a fact is told from: from what is kept while it is fresh, by whoever asks for it already, or by its department. One question
// at a time for each fact.
import type { FactCounts } from './fact-counts.ts';
import { DepartmentFault } from './fault.ts';
import type { Fact, KeptFacts } from './kept-facts.ts';
import type { Freshness } from './port.ts';
import type { Asker } from './question-queue.ts';
import type { Rush } from './rush.ts';
import type { SharedFact } from './shared-facts.ts';

/** At once where it is known; a promise rejects with a `DepartmentFault`. */
export type Told<Value> = Fact<Value> | Promise<Fact<Value>>;

/** What holds for all facts of one kind. */
export interface Terms {
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
  readonly #flights = new Map<string, Flight>();

  constructor(kept: KeptFacts, rush: Rush, nowMs: () => number) {
    this.#kept = kept;
    this.#rush = rush;
    this.#nowMs = nowMs;
  }

  told(name: string, terms: Terms, send: Send): Told<unknown> {
    const known = this.#kept.find(name);
    if (known && this.#isFresh(known)) {
      terms.counts.kept += 1;
      // Whoever fails to renew it harms nobody: it is told for as long as it is fresh, and then asked for anew.
      if (this.#isAging(known)) this.#awaited(name, terms, send).catch(() => undefined);
      return known;
    }
    if (this.#flights.has(name)) terms.counts.joined += 1;
    return this.#awaited(name, terms, send);
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

  #awaited(name: string, terms: Terms, send: Send): Promise<Fact<unknown>> {
    const awaited = this.#flights.get(name);
    if (awaited) return awaited.fact;
    const flight = new Flight(name, terms, this.#landings);
    this.#flights.set(name, flight);
    // Whoever comes alone has no use for what others were told before.
    const findShared = terms.isShared && this.#rush.isOn() ? this.#kept.findShared : undefined;
    if (findShared) void this.#ask(flight, send, findShared);
    else this.#send(flight, send);
    return flight.fact;
  }

  /** Of the department only what no other replica was told. */
  async #ask(flight: Flight, send: Send, findShared: FindShared): Promise<void> {
    const found = await findShared(flight.name);
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
    const { name, terms } = flight;
    const copy = this.#kept.find(name) ?? (terms.isShared ? await this.#kept.findShared?.(name) : undefined);
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

  #close({ name, overtaken }: Flight): void {
    if (!overtaken) this.#flights.delete(name);
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

interface Landings {
  readonly answered: (flight: Flight, value: unknown, askedMs: number) => void;
  readonly failed: (flight: Flight, fault: unknown) => void;
}

/** A question that is under way. A page of a list asks dozens: one promise each, and no function of its own. */
class Flight implements Asker {
  readonly name: string;
  readonly terms: Terms;
  readonly fact: Promise<Fact<unknown>>;
  resolve!: (fact: Fact<unknown>) => void;
  reject!: (fault: unknown) => void;
  /** The department's data changed since it was asked: whoever asks now asks anew, and the answer is not kept. */
  overtaken = false;
  readonly #landings: Landings;

  constructor(name: string, terms: Terms, landings: Landings) {
    this.name = name;
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
  { name, terms }: Flight,
  value: unknown,
  asOfMs: number,
  closed: DepartmentFault | null = null,
): Fact<unknown> {
  return { name, value, asOfMs, freshUntilMs: asOfMs + terms.freshness.freshnessS * 1_000, closed };
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
