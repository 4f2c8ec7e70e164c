// Protection of small groups 小数保护: where a question tells apart what together could point at a person, groups of a few are
// left out of the answer, and with them as many others as it takes to hide the few among more. Pure.
import type { SmallGroups } from '../catalogue/statistics-rules.ts';
import { isWholeMonths } from './periods.ts';
import type { DayRange, Dimension, Filter, Question } from './question.ts';

/** What was left out of an answer; `received` is null where even together they are too few to be told. */
export interface Withheld {
  readonly groups: number;
  readonly received: number | null;
  readonly floor: number;
}

/** Every dimension by which the question tells cases apart, in its groups or in its filter. */
export function dimensionsOf({ by, received, where }: Question): ReadonlySet<Dimension> {
  return new Set([...by, ...ofRange(received), ...ofFilter(where)]);
}

/** Whether some of these could point at a person together. */
export function pointsAtPerson(dimensions: ReadonlySet<Dimension>, { together }: SmallGroups): boolean {
  return together.some((each) => each.every((dimension) => dimensions.has(dimension)));
}

/** Days tell more than months do. */
export function ofRange(range: DayRange): readonly Dimension[] {
  if (range.from === null && range.before === null) return [];
  return [isWholeMonths(range) ? 'MONTH' : 'DAY'];
}

function ofFilter(filter: Filter): readonly Dimension[] {
  if ('every' in filter) return filter.every.flatMap(ofFilter);
  if ('any' in filter) return filter.any.flatMap(ofFilter);
  if ('not' in filter) return ofFilter(filter.not);
  return 'received' in filter ? ofRange(filter.received) : [filter.dimension];
}

/**
 * Leaves out groups below the floor. What is left out must itself reach the floor, lest the difference to a total tell it:
 * the next larger groups go with it until it does.
 */
export function withoutSmall<Group extends { readonly received: number }>(
  groups: readonly Group[],
  floor: number,
): { readonly kept: readonly Group[]; readonly withheld: Withheld | null } {
  const bySize = groups.filter(({ received }) => received > 0).sort((a, b) => a.received - b.received);
  const hidden = new Set<Group>();
  let received = 0;
  for (const group of bySize) {
    if (group.received >= floor && (hidden.size === 0 || received >= floor)) break;
    hidden.add(group);
    received += group.received;
  }
  if (hidden.size === 0) return { kept: groups, withheld: null };
  const told = received >= floor ? received : null;
  return {
    kept: groups.filter((group) => !hidden.has(group)),
    withheld: { groups: hidden.size, received: told, floor },
  };
}
