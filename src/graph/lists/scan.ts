// Reads entries of several sources as one list in the order of their keys, and asks for no page before it is needed.

/** Entries after a key, in order. `next`: from where there are more; null at the end. */
export interface SourcePage<Entry> {
  readonly items: readonly Entry[];
  readonly next: string | null;
}
export type ReadPage<Entry> = (after: string | null) => Promise<SourcePage<Entry>>;

interface Stream<Entry> {
  readonly read: ReadPage<Entry>;
  readonly page: SourcePage<Entry> | undefined;
  readonly at: number;
}

/** A list on its way: the smallest key of all sources comes next. */
export class Scan<Entry> {
  readonly #keyOf: (entry: Entry) => string;
  readonly #after: string | null;
  #streams: readonly Stream<Entry>[];
  #last: string | null;

  constructor(sources: readonly ReadPage<Entry>[], keyOf: (entry: Entry) => string, after: string | null) {
    this.#keyOf = keyOf;
    this.#after = after;
    this.#last = after;
    this.#streams = sources.map((read) => ({ read, page: undefined, at: 0 }));
  }

  /** The next entry; undefined at the end. What several sources know comes once. */
  async take(): Promise<Entry | undefined> {
    for (;;) {
      this.#streams = await Promise.all(this.#streams.map((stream) => this.#filled(stream)));
      const entry = this.#smallest();
      if (entry === undefined) return undefined;
      const key = this.#keyOf(entry);
      this.#streams = this.#streams.map((stream) => {
        const head = headOf(stream);
        return head !== undefined && this.#keyOf(head) === key ? { ...stream, at: stream.at + 1 } : stream;
      });
      if (this.#last !== null && key <= this.#last) continue;
      this.#last = key;
      return entry;
    }
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

  async #filled(stream: Stream<Entry>): Promise<Stream<Entry>> {
    let { page, at } = stream;
    while (page === undefined || (at >= page.items.length && page.next !== null)) {
      page = await stream.read(page === undefined ? this.#after : page.next);
      at = 0;
    }
    return { ...stream, page, at };
  }
}

function headOf<Entry>({ page, at }: Stream<Entry>): Entry | undefined {
  return page?.items[at];
}
