// Numbers by chance from a seed: the same seed gives the same history.

export interface Chance {
  /** At least 0, less than `count`. */
  readonly below: (count: number) => number;
  readonly percent: (share: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

/** A xorshift generator; nothing secret depends on it. */
export function openChance(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    percent: (share) => below(100) < share,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('There is nothing to pick from.');
      return value;
    },
  };
}
