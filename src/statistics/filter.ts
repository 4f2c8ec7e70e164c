// A question's filter as a condition in SQL over the columns that facts and cells share, and whether months are fine enough for it.
import { isWholeMonths } from './periods.ts';
import type { Filter, NamedDimension } from './question.ts';

/** Collects the values of a statement: `$1`, `$2` … */
export interface Parameters {
  readonly values: unknown[];
  readonly add: (value: unknown) => string;
}

export function openParameters(): Parameters {
  const values: unknown[] = [];
  return { values, add: (value) => `$${values.push(value)}` };
}

/** Never null: what has no value of a dimension is not among the values. */
export function condition(filter: Filter, parameters: Parameters): string {
  if ('every' in filter) return joined(filter.every, 'and', parameters);
  if ('any' in filter) return joined(filter.any, 'or', parameters);
  if ('not' in filter) return `not ${condition(filter.not, parameters)}`;
  if ('received' in filter) {
    const { from, before } = filter.received;
    const bounds = [
      ...(from === null ? [] : [`starts_on >= ${parameters.add(from)}::date`]),
      ...(before === null ? [] : [`starts_on < ${parameters.add(before)}::date`]),
    ];
    return bounds.length > 0 ? `(${bounds.join(' and ')})` : 'true';
  }
  return membership(filter.dimension, parameters.add(filter.values));
}

/** Whether a month's cases are all in or all out. */
export function holdsForWholeMonths(filter: Filter): boolean {
  if ('every' in filter) return filter.every.every(holdsForWholeMonths);
  if ('any' in filter) return filter.any.every(holdsForWholeMonths);
  if ('not' in filter) return holdsForWholeMonths(filter.not);
  return 'received' in filter ? isWholeMonths(filter.received) : true;
}

function joined(filters: readonly Filter[], word: 'and' | 'or', parameters: Parameters): string {
  if (filters.length === 0) return word === 'and' ? 'true' : 'false';
  return `(${filters.map((each) => condition(each, parameters)).join(` ${word} `)})`;
}

function membership(dimension: NamedDimension, values: string): string {
  if (dimension === 'DEPARTMENT') return `(departments && ${values}::text[])`;
  if (dimension === 'ITEM') return `(items && ${values}::text[])`;
  return `coalesce(${dimension.toLowerCase()} = any(${values}::text[]), false)`;
}
