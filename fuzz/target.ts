// What is fuzzed: something that takes one input after another, and says what is wrong with what came of it.
import type { Chance } from '../commands/history/chance.ts';

/** `taken`: the input was good enough to be answered; `refused`: it was not, and was told so. Anything else is a finding. */
export type Verdict =
  | { readonly kind: 'taken' | 'refused' }
  | { readonly kind: 'finding'; readonly why: string; readonly input: string };

export interface Target {
  readonly name: string;
  /** How many inputs make one whole run. */
  readonly inputs: number;
  /** How many at once. */
  readonly atOnce: number;
  /** What every run is held against: a fault that is planted here must be found. */
  readonly plants: readonly Plant[];
  readonly open: (plant?: Plant) => Promise<OpenTarget>;
}

/** A fault on purpose, by what it does wrong. */
export interface Plant {
  readonly name: string;
}

export interface OpenTarget {
  /** The whole input follows from the draws of chance. */
  readonly run: (chance: Chance) => Promise<Verdict>;
  /** Of what is fuzzed, after everything that can be freed was. */
  readonly memoryBytes: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const SHOWN_MAX = 4_000;

export function finding(why: string, input: string | Uint8Array): Verdict {
  const text = typeof input === 'string' ? input : Buffer.from(input).toString('latin1');
  return { kind: 'finding', why, input: JSON.stringify(text).slice(0, SHOWN_MAX) };
}
