// Holds the audit trail against its own chain and against the heads outside: names every entry that was edited, removed,
// exchanged or cut off at the end, up to the last head.
import type { Store } from '../store/pool.ts';
import { type AuditEntry, entryHash } from './entry.ts';
import type { Head } from './heads.ts';
import { chainEnd, entriesAfter } from './sql.ts';

export interface Verdict {
  readonly entries: number;
  readonly heads: number;
  /** Sequence of the last head; null without any. */
  readonly lastHead: number | null;
  /** One line for each fault; at most `FAULTS_MAX`. */
  readonly faults: readonly string[];
}

const PAGE = 1_000;
const FAULTS_MAX = 100;
const GENESIS = '0'.repeat(64);

/** Reads the whole trail, in bounded memory. */
export async function verifyTrail(store: Store, heads: readonly Head[]): Promise<Verdict> {
  // Before the entries: what is written while they are read is behind this end, and not missing.
  const { sequence: end } = await chainEnd(store);
  const check = new ChainCheck(heads);
  let place = { at: new Date(0), sequence: 0 };
  for (;;) {
    const page = await entriesAfter(store, place, PAGE);
    for (const entry of page) check.take(entry);
    const last = page.at(-1);
    if (!last || check.isFull()) break;
    place = last;
  }
  return check.finish(end);
}

class ChainCheck {
  readonly #heads: ReadonlyMap<number, Head>;
  readonly #floors: ReadonlyMap<number, Head>;
  readonly #lastHead: number | null;
  readonly #faults: string[] = [];
  #entries = 0;
  #sequence = 0;
  #hash = GENESIS;
  #begun = false;
  #goodHead = 0;

  constructor(heads: readonly Head[]) {
    const of = (kind: Head['kind']) => heads.filter((head) => head.kind === kind);
    this.#heads = new Map(of('head').map((head) => [head.sequence, head]));
    this.#floors = new Map(of('floor').map((head) => [head.sequence, head]));
    this.#lastHead = heads.at(-1)?.sequence ?? null;
  }

  take(entry: AuditEntry): void {
    this.#entries += 1;
    const { sequence } = entry;
    if (!this.#begun) this.#begin(entry);
    const isUnchanged = entryHash(entry) === entry.hash;
    if (sequence <= this.#sequence)
      this.#fault(`${nameOf(entry)} stands where it does not belong: it was moved or put in.`);
    else {
      if (sequence > this.#sequence + 1) this.#missing(this.#sequence + 1, sequence - 1);
      if (!isUnchanged) this.#fault(`${nameOf(entry)} was edited: it is not what its hash was made of.`);
      else if (sequence === this.#sequence + 1 && entry.previous !== this.#hash) {
        this.#fault(`Entry ${sequence - 1} was edited or replaced: ${nameOf(entry)} follows another one.`);
      }
      this.#sequence = sequence;
    }
    this.#hash = entry.hash;
    this.#compareWithHead(entry);
  }

  finish(chainEnds: number): Verdict {
    const end = Math.max(chainEnds, this.#lastHead ?? 0);
    if (end > this.#sequence) this.#missing(this.#sequence + 1, end, 'cut off at the end');
    const heads = this.#heads.size + this.#floors.size;
    return { entries: this.#entries, heads, lastHead: this.#lastHead, faults: this.#faults };
  }

  isFull(): boolean {
    return this.#faults.length >= FAULTS_MAX;
  }

  /** What lies before the first entry was removed when its time was over, or was taken away. */
  #begin({ sequence, previous }: AuditEntry): void {
    this.#begun = true;
    if (sequence === 1) return;
    const floor = this.#floors.get(sequence - 1);
    if (!floor || floor.hash !== previous) return;
    this.#sequence = floor.sequence;
    this.#hash = floor.hash;
    this.#goodHead = floor.sequence;
  }

  #compareWithHead({ sequence, hash }: AuditEntry): void {
    const head = this.#heads.get(sequence);
    if (!head) return;
    if (head.hash === hash) this.#goodHead = sequence;
    else {
      const first = this.#goodHead + 1;
      const range = first === sequence ? `Entry ${sequence}` : `An entry from ${first} to ${sequence}`;
      this.#fault(
        `${range} was rewritten: entry ${sequence} is not the one of the head that was signed at ${head.at}.`,
      );
    }
  }

  #missing(first: number, last: number, how = 'removed'): void {
    this.#fault(
      first === last
        ? `Entry ${first} is missing: it was ${how}.`
        : `Entries ${first} to ${last} are missing: they were ${how}.`,
    );
  }

  #fault(text: string): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push(text);
  }
}

function nameOf({ sequence, at }: AuditEntry): string {
  return `Entry ${sequence} of ${at.toISOString()}`;
}
