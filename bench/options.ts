// What the command line of `npm run bench` may say.
import { parseArgs } from 'node:util';

export interface Options {
  /** All of them where none is named. */
  readonly scenarios: readonly string[];
  readonly short: boolean;
  /** How many cases go through scenarios that have some. */
  readonly cases: number | undefined;
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
        json: { type: 'string' },
      },
    });
    const wanted = values.scenario ?? [];
    const unknown = wanted.filter((name) => !known.includes(name));
    if (unknown.length > 0)
      return { fault: `There is no scenario ${unknown.join(', ')}; there are: ${known.join(', ')}` };
    const cases = values.cases === undefined ? undefined : Number(values.cases);
    if (cases !== undefined && !(Number.isSafeInteger(cases) && cases > 0))
      return { fault: `--cases ${values.cases}: a whole number above 0` };
    return { scenarios: wanted.length > 0 ? wanted : known, short: values.short, cases, json: values.json };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
