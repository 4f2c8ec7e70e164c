// Tells of a key that it surely is not in a table, without a look at the table: one that outgrew the processor's caches takes as long to
// say so as a record of a department takes to be read.

const BITS = 2 ** 17;
const PRIME = 0x01000193;

/** A bit for each key that was added; of 10,000 keys one in thirteen others is taken for one of them. */
export class KeyTraces {
  readonly #words = new Uint32Array(BITS / 32);

  /** Of a key, as `traceOf` has it. */
  add(trace: number): void {
    const word = trace >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (trace & 31));
  }

  /** False where it surely was not added. */
  mayHold(trace: number): boolean {
    return (((this.#words[trace >>> 5] ?? 0) >>> (trace & 31)) & 1) === 1;
  }

  clear(): void {
    this.#words.fill(0);
  }
}

/** Where a key leaves its trace; `seed` keeps those of different tables apart. */
export function traceOf(seed: number, key: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), PRIME);
  return (hash ^ (hash >>> 15)) & (BITS - 1);
}
