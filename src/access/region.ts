// Whether a token that is restricted to counties reaches a matter. Pure.
import type { Principal } from './principal.ts';

/** A restricted token reaches what lies at least in part in one of its counties; what lies nowhere it does not reach. */
export function withinRegions(principal: Principal | null, counties: readonly string[]): boolean {
  const regions = principal?.regions ?? null;
  return regions === null || counties.some((county) => regions.includes(county));
}

/** Of a list, what the token reaches. */
export function reachedOf<Entry>(
  principal: Principal | null,
  entries: readonly Entry[],
  countyOf: (entry: Entry) => string,
): readonly Entry[] {
  if (!principal?.regions) return entries;
  return entries.filter((entry) => withinRegions(principal, [countyOf(entry)]));
}
