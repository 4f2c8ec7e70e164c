// Chance that can be repeated: every stream of draws follows from a seed and its purpose alone, whatever the other streams do.
import { createHash } from 'node:crypto';

export interface Draws {
  /** From 0 up to, but not including, 1. */
  readonly fraction: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly shuffled: <Item>(items: readonly Item[]) => Item[];
}

export function drawsFor(seed: number, purpose: string): Draws {
  let drawn = 0;
  const fraction = () => {
    drawn += 1;
    return createHash('sha256').update(`${seed} ${purpose} ${drawn}`).digest().readUIntBE(0, 6) / 2 ** 48;
  };
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: fraction() }))
        .sort((one, other) => one.place - other.place)
        .map(({ item }) => item),
  };
}
