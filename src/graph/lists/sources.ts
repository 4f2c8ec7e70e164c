// How sources are read: pages of a county's list, entries by their keys, what is known whole.
import { withinRegions } from '../../access/region.ts';
import { badInput, PublicError } from '../../errors.ts';
import { type CountyCode, parseCountyCode } from '../../values/county-code.ts';
import type { RequestContext } from '../context.ts';
import type { Loaded } from '../loaded.ts';
import type { ReadPage, SourcePage } from './scan.ts';

const VALUES_MAX = 500;

export interface CountyPage<Entry> extends SourcePage<Entry> {
  readonly totalCount: number;
}

/** A county's list; `total` is what the department said last of how long it is. */
export function countySource<Entry>(ask: (after: string | null) => Promise<CountyPage<Entry>>): {
  readonly read: ReadPage<Entry>;
  readonly total: () => number | undefined;
} {
  let total: number | undefined;
  return {
    read: async (after) => {
      const page = await ask(after);
      total = page.totalCount;
      return page;
    },
    total: () => total,
  };
}

/** Entries that are known whole, as one page. */
export function wholeSource<Entry>(
  keyOf: (entry: Entry) => string,
  all: () => Promise<readonly Entry[]>,
): ReadPage<Entry> {
  return async (after) => {
    const entries = [...(await all())].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    return { items: after === null ? entries : entries.filter((entry) => keyOf(entry) > after), next: null };
  };
}

/** What a loader finds of the keys. Throws what the loader throws. */
export async function foundByKey<Key, Value>(
  keys: readonly Key[],
  loader: { readonly load: (key: Key) => Loaded<Value | null> },
): Promise<readonly Value[]> {
  const found = await Promise.all([...new Set(keys)].map((key) => loader.load(key)));
  return found.filter((each) => each !== null);
}

/** Throws BAD_USER_INPUT for a list that is too long. */
export function heldToSize(values: readonly string[]): readonly string[] {
  if (values.length <= VALUES_MAX) return values;
  throw badInput(`A list in the filter has more than ${VALUES_MAX} values; ask for fewer at once.`);
}

/** Throws BAD_USER_INPUT for what is no county, FORBIDDEN for one that the token does not reach. */
export function countyNamed(text: string, { principal }: Pick<RequestContext, 'principal'>): CountyCode {
  const county = parseCountyCode(text);
  if (!county) throw badInput(`County "${text}" is not a code of GB/T 2260; send six digits such as 350428.`);
  if (withinRegions(principal, [county])) return county;
  throw new PublicError('FORBIDDEN', `County ${county} is none of the counties of the token; ask for one of them.`);
}
