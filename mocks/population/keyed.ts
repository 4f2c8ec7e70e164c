// Keyed chance without memory: hashes of (seed, purpose, index), and bijections that can be followed both ways.

/** A number below 2^32 for an index; `draw` tells several draws for one index apart. */
export type Keyed = (index: number, draw?: number) => number;

/** Every purpose has hashes of its own, so that unrelated facts stay unrelated. */
export function keyed(seed: number, purpose: string): Keyed {
  let key = 0x811c9dc5 ^ seed;
  for (const character of purpose) key = Math.imul(key ^ (character.codePointAt(0) ?? 0), 0x01000193);
  key = finish(key ^ Math.imul(seed, 0x9e3779b1));
  return (index, draw = 0) => finish(finish(Math.imul(index + 1, 0x9e3779b1) ^ key) ^ Math.imul(draw + 1, 0x85ebca6b));
}

/** The finaliser of MurmurHash3. */
function finish(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A rearrangement of 0 … size-1. */
export interface Bijection {
  readonly size: number;
  readonly forward: (index: number) => number;
  readonly back: (image: number) => number;
}

/** `a·x + b mod size`. Sizes up to 90 million keep every product exact. */
export function bijection(size: number, chance: Keyed): Bijection {
  if (size > 90_000_000) throw new RangeError(`a bijection over ${size} would lose digits`);
  // Near the golden section neighbours land far apart.
  let factor = Math.max(1, Math.floor(size * (0.55 + (chance(0) % 1000) / 10_000)));
  while (greatestCommonDivisor(factor, size) !== 1) factor += 1;
  factor %= Math.max(size, 2);
  const shift = size === 0 ? 0 : chance(1) % size;
  const inverse = inverseModulo(factor, size);
  return {
    size,
    forward: (index) => (factor * index + shift) % size,
    back: (image) => (inverse * ((image - shift + size) % size)) % size,
  };
}

function greatestCommonDivisor(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function inverseModulo(factor: number, size: number): number {
  let [oldRest, rest, oldTimes, times] = [factor, size, 1, 0];
  while (rest !== 0) {
    const quotient = Math.floor(oldRest / rest);
    [oldRest, rest] = [rest, oldRest - quotient * rest];
    [oldTimes, times] = [times, oldTimes - quotient * times];
  }
  return ((oldTimes % size) + size) % size;
}

/** Deals seats to ranks so that some ranks hold many: `holdings` is how many each rank of a block holds. */
export interface Dealing {
  readonly rankOf: (seat: number) => number;
  readonly seatsOf: (rank: number) => readonly number[];
}

export function dealing(holdings: readonly number[]): Dealing {
  const ranks = holdings.flatMap((count, rank) => new Array<number>(count).fill(rank));
  const firsts = holdings.map((_, rank) => ranks.indexOf(rank));
  return {
    rankOf: (seat) => Math.floor(seat / ranks.length) * holdings.length + (ranks[seat % ranks.length] ?? 0),
    seatsOf: (rank) => {
      const block = Math.floor(rank / holdings.length) * ranks.length;
      const first = block + (firsts[rank % holdings.length] ?? 0);
      return Array.from({ length: holdings[rank % holdings.length] ?? 0 }, (_, index) => first + index);
    },
  };
}

/** The entry that a hash falls on. */
export function pick<Value>(values: readonly Value[], hash: number): Value {
  const value = values[hash % values.length];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}
