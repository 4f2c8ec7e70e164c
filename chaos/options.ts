// What the command line of `npm run chaos` may say.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface Options {
  readonly cases: number;
  readonly minutes: number;
  readonly seed: number;
}

const SEED_MAX = 2 ** 31 - 1;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[]): Options | { readonly fault: string } {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...args], options: { cases: text, minutes: text, seed: text } });
    return {
      cases: wholeNumber('cases', values.cases ?? '1000', 4, 100_000),
      minutes: wholeNumber('minutes', values.minutes ?? '6', 3, 24 * 60),
      seed: wholeNumber('seed', values.seed ?? String(randomInt(1, SEED_MAX)), 0, SEED_MAX),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Error(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
}
