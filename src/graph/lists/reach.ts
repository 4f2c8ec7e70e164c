// Which questions to a department cover a filter: what the department can be searched by bounds what may be asked of it. Pure.
import { badInput } from '../../errors.ts';
import type { CountyCode } from '../../values/county-code.ts';

/** A question that a department answers at little cost: a county's list, entries by their keys, what a holder has. */
export type Source =
  | { readonly by: 'county'; readonly county: CountyCode }
  | { readonly by: 'keys'; readonly keys: readonly string[] }
  | { readonly by: 'holder'; readonly number: string };

export interface Nested<Filter> {
  readonly and?: readonly Filter[] | null | undefined;
  readonly or?: readonly Filter[] | null | undefined;
  readonly not?: Filter | null | undefined;
}

const CONDITIONS_MAX = 40;
const DEPTH_MAX = 10;

/** Throws BAD_USER_INPUT for a filter that is too large, or nested too deeply, and what `check` throws for any part of it. */
export function checkFilter<Filter extends Nested<Filter>>(filter: Filter, check: (filter: Filter) => void): void {
  let left = CONDITIONS_MAX;
  const visit = (each: Filter, depth: number): void => {
    left -= 1;
    if (left < 0) throw badInput(`The filter has more than ${CONDITIONS_MAX} conditions; ask for less at once.`);
    if (depth > DEPTH_MAX) throw badInput(`The filter is nested more than ${DEPTH_MAX} levels deep; nest it less.`);
    check(each);
    for (const below of [...(each.and ?? []), ...(each.or ?? []), ...(each.not ? [each.not] : [])])
      visit(below, depth + 1);
  };
  visit(filter, 1);
}

/**
 * Sources that together hold everything that the filter lets pass; undefined where none are known to. `own` tells those of
 * the conditions that stand in the filter itself: any one of them is enough.
 */
export function reachOf<Filter extends Nested<Filter>>(
  filter: Filter,
  own: (filter: Filter) => readonly (readonly Source[])[],
): readonly Source[] | undefined {
  const within = (each: Filter) => reachOf(each, own);
  const reaches = [...own(filter), ...(filter.and ?? []).flatMap((each) => nonEmpty(within(each)))];
  if (filter.or) {
    const branches = filter.or.map(within);
    if (branches.every((branch) => branch !== undefined)) reaches.push(branches.flat());
  }
  return reaches.reduce<readonly Source[] | undefined>(
    (best, each) => (best === undefined || costOf(each) < costOf(best) ? each : best),
    undefined,
  );
}

function nonEmpty<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value];
}

/** A county's list may be as long as it likes; keys cost as much as there are. */
function costOf(sources: readonly Source[]): number {
  return sources.reduce((sum, source) => sum + priceOf(source), 0);
}

function priceOf(source: Source): number {
  switch (source.by) {
    case 'county':
      return 1_000_000;
    case 'keys':
      return source.keys.length;
    case 'holder':
      return 10;
  }
}
