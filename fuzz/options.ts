// What the command line of `npm run fuzz` may say.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface Options {
  readonly seed: number;
  /** How long to go on; undefined: as many inputs as each target asks for. */
  readonly minutes: number | undefined;
  /** Name of one target. */
  readonly only: string | undefined;
  /** One input of that target, to look at what was found. */
  readonly input: number | undefined;
}

const SEED_MAX = 2 ** 31 - 1;

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[], targets: readonly string[]): Options | { readonly fault: string } {
  try {
    const text = { type: 'string' } as const;
    const options = { seed: text, minutes: text, only: text, input: text };
    const { seed, minutes, only, input } = parseArgs({ args: [...args], options }).values;
    if (only !== undefined && !targets.includes(only)) {
      return { fault: `--only must be one of ${targets.join(', ')}, not "${only}"` };
    }
    if (input !== undefined && only === undefined)
      return { fault: '--input needs --only: inputs are counted by target' };
    return {
      seed: seed === undefined ? randomInt(1, SEED_MAX) : wholeNumber('seed', seed, SEED_MAX),
      minutes: minutes === undefined ? undefined : wholeNumber('minutes', minutes, 24 * 60),
      only,
      input: input === undefined ? undefined : wholeNumber('input', input, SEED_MAX),
    };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new Error(`--${name} must be a whole number up to ${most}, not "${text}"`);
}
