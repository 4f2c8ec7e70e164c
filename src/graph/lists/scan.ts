// Reads entries of several sources as one list in the order of their keys, and asks for no page before it is needed.
import type { Loaded } from '../loaded.ts';

/** Entries after a key, in order. `next`: from where there are more; null at the end. */
export interface SourcePage<Entry> {
  readonly items: readonly Entry[];
  readonly next: string | null;
}
export type ReadPage<Entry> = (after: string | null) => Promise<SourcePage<Entry>>;

interface Stream<Entry> {
  readonly read: ReadPage<Entry>;
  page: SourcePage<Entry> | undefined;
  at: number;
}

/** A list on its way: the smallest key of all sources comes next. */
export class Scan<Entry> {
  readonly #keyOf: (entry: Entry) => string;
  readonly #after: string | null;
  readonly #streams: readonly Stream<Entry>[];
  #last: string | null;

  constructor(sources: readonly ReadPage<Entry>[], keyOf: (entry: Entry) => string, after: string | null) {
    this.#keyOf = keyOf;
    this.#after = after;
    this.#last = after;
    this.#streams = sources.map((read) => ({ read, page: undefined, at: 0 }));
  }

  /** The next entry, at once where its page was read already; undefined at the end. What several sources know comes once. */
  take(): Loaded<Entry | undefined> {
    while (!this.#streams.some(isEmpty)) {
      const entry = this.#smallest();
      if (entry === undefined) return undefined;
      const key = this.#keyOf(entry);
      this.#pass(key);
      if (this.#last !== null && key <= this.#last) continue;
      this.#last = key;
      return entry;
    }
    return Promise.all(this.#streams.map((stream) => this.#fill(stream))).then(() => this.take());
  }

  /** Whether something is left, as far as is known without asking. */
  mayHaveMore(): boolean {
    return this.#streams.some(({ page, at }) => page === undefined || at < page.items.length || page.next !== null);
  }

  #smallest(): Entry | undefined {
    let smallest: Entry | undefined;
    for (const stream of this.#streams) {
      const head = headOf(stream);
      if (head === undefined) continue;
      if (smallest === undefined || this.#keyOf(head) < this.#keyOf(smallest)) smallest = head;
    }
    return smallest;
  }

  #pass(key: string): void {
    for (const stream of this.#streams) {
      const head = headOf(stream);
      if (head !== undefined && this.#keyOf(head) === key) stream.at += 1;
    }
  }

  async #fill(stream: Stream<Entry>): Promise<void> {
    while (isEmpty(stream)) {
      stream.page = await stream.read(stream.page === undefined ? this.#after : stream.page.next);
      stream.at = 0;
    }
  }
}

/** Whether its next entry is one of a page that was not read yet. */
function isEmpty({ page, at }: Stream<unknown>): boolean {
  return page === undefined || (at >= page.items.length && page.next !== null);
}

function headOf<Entry>({ page, at }: Stream<Entry>): Entry | undefined {
  return page?.items[at];
}
