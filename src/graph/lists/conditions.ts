// Conditions of filters, held against one entry. Pure.
import type { Nested } from './reach.ts';

/** Whether what is nested in the filter holds; its own conditions are for whoever knows them. */
export function allHold<Filter extends Nested<Filter>>(filter: Filter, passes: (filter: Filter) => boolean): boolean {
  if (filter.and && !filter.and.every(passes)) return false;
  if (filter.or && !filter.or.some(passes)) return false;
  return !filter.not || !passes(filter.not);
}

/** One of these, where any are said. */
export function holds(said: readonly string[] | null | undefined, value: string): boolean {
  return !said || said.includes(value);
}

/** Bounds are inclusive; days compare as texts. */
export function within<Value extends string | number | bigint>(
  value: Value,
  from: Value | null | undefined,
  to: Value | null | undefined,
): boolean {
  return (from == null || value >= from) && (to == null || value <= to);
}
