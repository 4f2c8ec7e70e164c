// Questions by chance: any dimensions, any nesting of filters.
import type { Chance } from '../../commands/history/chance.ts';
import { dimensionNames } from '../../src/catalogue/statistics-rules.ts';
import { daysOf, type Span } from '../../src/statistics/periods.ts';
import type { DayRange, Filter, NamedDimension, Question } from '../../src/statistics/question.ts';
import type { Counted } from './brute-force.ts';

const spans: readonly string[] = ['DAY', 'ISO_WEEK', 'MONTH', 'YEAR'];

export function randomQuestion(all: readonly Counted[], chance: Chance): Question {
  const by = dimensionNames.filter(() => chance.below(5) === 0).slice(0, 4);
  const filters = Array.from({ length: chance.below(4) }, () => randomFilter(all, chance, 2));
  return { by, received: randomRange(all, chance), where: { every: filters } };
}

function randomRange(all: readonly Counted[], chance: Chance): DayRange {
  if (chance.percent(30)) return { from: null, before: null };
  const [a, b] = [chance.pick(all).day, chance.pick(all).day].sort();
  const from = chance.percent(30) ? `${a?.slice(0, 7)}-01` : (a ?? null);
  return { from: chance.percent(15) ? null : from, before: chance.percent(15) ? null : (b ?? null) };
}

function randomFilter(all: readonly Counted[], chance: Chance, depth: number): Filter {
  const kind = chance.below(depth > 0 ? 6 : 3);
  if (kind === 3) return { not: randomFilter(all, chance, depth - 1) };
  if (kind === 4) return { any: someFilters(all, chance, depth - 1) };
  if (kind === 5) return { every: someFilters(all, chance, depth - 1) };
  const dimension = chance.pick(dimensionNames);
  // Values of things that are there: a filter that nothing passes proves little.
  const values = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(all).values[dimension] ?? []).flat();
  const known = [...new Set(values.filter((value) => value !== null))];
  if (!spans.includes(dimension)) return { dimension: dimension as NamedDimension, values: known };
  return { any: known.flatMap((name) => received(dimension as Span, name)) };
}

function received(span: Span, name: string): readonly Filter[] {
  const days = daysOf(span, name);
  return days ? [{ received: days }] : [];
}

function someFilters(all: readonly Counted[], chance: Chance, depth: number): readonly Filter[] {
  return Array.from({ length: chance.below(3) }, () => randomFilter(all, chance, depth));
}
