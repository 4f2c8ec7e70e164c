// What the command line of `npm run bench` may say.
import { parseArgs } from 'node:util';

export interface Options {
  /** All of them where none is named. */
  readonly scenarios: readonly string[];
  readonly short: boolean;
  /** How many cases go through scenarios that have some. */
  readonly cases: number | undefined;
  /** How long scenarios go on that look for growth. */
  readonly minutes: number | undefined;
  /** Where the report goes as JSON. */
  readonly json: string | undefined;
}

/** The options, or what is wrong with them. */
export function readOptions(args: readonly string[], known: readonly string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', multiple: true },
        short: { type: 'boolean', default: false },
        cases: { type: 'string' },
        minutes: { type: 'string' },
        json: { type: 'string' },
      },
    });
    const wanted = values.scenario ?? [];
    const unknown = wanted.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      return { fault: `There is no scenario ${unknown.join(', ')}; there are: ${known.join(', ')}` };
    const counts = { cases: countOf(values.cases), minutes: countOf(values.minutes) };
    for (const [name, count] of Object.entries(counts)) {
      if (Number.isNaN(count)) return { fault: `--${name}: a whole number above 0` };
    }
    return { scenarios: wanted.length > 0 ? wanted : known, short: values.short, ...counts, json: values.json };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** NaN for what is no whole number above 0. */
function countOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  return Number.isSafeInteger(count) && count > 0 ? count : Number.NaN;
}
