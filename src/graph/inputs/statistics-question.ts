// From the arguments of a query to a question of statistics; what is no value of a dimension is refused, not answered with zero.
import { badInput } from '../../errors.ts';
import { dayAfter, daysOf, type Span } from '../../statistics/periods.ts';
import type { Dimension, Filter, NamedDimension, Question } from '../../statistics/question.ts';
import type { CaseStatisticsFilter } from '../generated/types.ts';

/** Conditions in all, however they are nested. */
const CONDITIONS_MAX = 100;
const VALUES_MAX = 1_000;

interface Values {
  readonly in?: readonly string[] | null | undefined;
  readonly notIn?: readonly string[] | null | undefined;
}

/** Throws BAD_USER_INPUT for a dimension given twice, a span that does not exist, or a filter beyond its bounds. */
export function questionOf(by: readonly Dimension[], where: CaseStatisticsFilter | null | undefined): Question {
  if (new Set(by).size !== by.length) throw badInput('Argument "by" holds a dimension twice; give each once.');
  const { receivedFrom, receivedTo, ...rest } = where ?? {};
  const received = { from: receivedFrom ?? null, before: receivedTo ? dayAfter(receivedTo) : null };
  return { by, received, where: every(conditionsOf(rest, { left: CONDITIONS_MAX })) };
}

/** A report's `where`: values by dimension, all of which hold. */
export function reportFilter(where: Readonly<Partial<Record<Dimension, readonly string[]>>>): Filter {
  return every(
    (Object.entries(where) as [Dimension, readonly string[]][]).map(([dimension, values]) =>
      membership(dimension, values),
    ),
  );
}

interface Budget {
  left: number;
}

function conditionsOf(filter: CaseStatisticsFilter, budget: Budget): readonly Filter[] {
  const { receivedFrom, receivedTo, and, or, not } = filter;
  const found: Filter[] = [];
  const add = (condition: Filter) => {
    budget.left -= 1;
    if (budget.left < 0) throw badInput(`The filter holds more than ${CONDITIONS_MAX} conditions; use fewer.`);
    found.push(condition);
  };
  if (receivedFrom || receivedTo) {
    add({ received: { from: receivedFrom ?? null, before: receivedTo ? dayAfter(receivedTo) : null } });
  }
  for (const [dimension, values] of membershipsOf(filter)) {
    if (values?.in) add(membership(dimension, values.in));
    if (values?.notIn) add({ not: membership(dimension, values.notIn) });
  }
  for (const each of and ?? []) add(every(conditionsOf(each, budget)));
  if (or) add({ any: or.map((each) => every(conditionsOf(each, budget))) });
  if (not) add({ not: every(conditionsOf(not, budget)) });
  return found;
}

function membershipsOf(filter: CaseStatisticsFilter): readonly (readonly [Dimension, Values | null | undefined])[] {
  return [
    ['DEPARTMENT', filter.department],
    ['ITEM', filter.item],
    ['BUNDLE', filter.bundle],
    ['REGION', filter.region],
    ['CHANNEL', filter.channel],
    ['KIND', filter.kind],
    ['STATE', filter.state],
    ['LIGHT', filter.light],
    ['DAY', filter.day],
    ['ISO_WEEK', filter.isoWeek],
    ['MONTH', filter.month],
    ['YEAR', filter.year],
  ];
}

const spans: ReadonlySet<string> = new Set<Span>(['DAY', 'ISO_WEEK', 'MONTH', 'YEAR']);
const examples = { DAY: '2026-11-23', ISO_WEEK: '2026-W48', MONTH: '2026-11', YEAR: '2026' } as const;

function membership(dimension: Dimension, values: readonly string[]): Filter {
  if (values.length > VALUES_MAX) throw badInput(`A filter of ${dimension} holds more than ${VALUES_MAX} values.`);
  if (!isSpan(dimension)) return { dimension: dimension as NamedDimension, values };
  return { any: values.map((name) => ({ received: spanOf(dimension, name) })) };
}

/** The days of a named span. Throws BAD_USER_INPUT where there is none of that name. */
export function spanOf(span: Span, name: string): { readonly from: string; readonly before: string } {
  const days = daysOf(span, name);
  if (days) return days;
  throw badInput(`"${name.slice(0, 20)}" is no ${span}; write it as ${examples[span]}.`);
}

function isSpan(dimension: Dimension): dimension is Span {
  return spans.has(dimension);
}

function every(filters: readonly Filter[]): Filter {
  return filters.length === 1 && filters[0] ? filters[0] : { every: filters };
}
