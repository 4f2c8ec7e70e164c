// What may be asked: by which dimensions, and of which cases.
import type { DimensionName } from '../catalogue/statistics-rules.ts';

export type Dimension = DimensionName;

/** A dimension whose values are names, not spans of time. */
export type NamedDimension = Exclude<Dimension, 'DAY' | 'ISO_WEEK' | 'MONTH' | 'YEAR'>;

/** Days of receipt from `from` on and earlier than `before`, civil dates; null leaves that side open. */
export interface DayRange {
  readonly from: string | null;
  readonly before: string | null;
}

/** Of a case DEPARTMENT and ITEM hold where any part of it is meant. */
export type Filter =
  | { readonly every: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly received: DayRange }
  | { readonly dimension: NamedDimension; readonly values: readonly string[] };

export interface Question {
  readonly by: readonly Dimension[];
  /** Inclusive bounds of the day of receipt are best given here: the whole months between them cost little. */
  readonly received: DayRange;
  readonly where: Filter;
}

/** Cases, unless the question tells parts apart. */
export function countsParts({ by }: Pick<Question, 'by'>): boolean {
  return by.includes('DEPARTMENT') || by.includes('ITEM');
}

/** What was asked about, answered for one group. Shares are made of these by whoever shows them. */
export interface Counts {
  readonly received: number;
  readonly completed: number;
  readonly onTheSpot: number;
  readonly onTheSpotCompleted: number;
  /** Completed under a promise whose end is known, and kept. */
  readonly promised: number;
  readonly kept: number;
  readonly refusals: number;
  readonly supplements: number;
  readonly overdue: number;
  readonly backlog: number;
  readonly oldestOpenAt: Date | null;
  readonly rated: number;
  readonly satisfied: number;
}

export interface Row extends Counts {
  /** In the order of the question's dimensions; null where the case has no such value (yet). */
  readonly values: readonly (string | null)[];
  /** Hours with two decimals; null where nothing was completed, or where they were not asked for. */
  readonly medianWorkingHours: number | null;
  readonly p90WorkingHours: number | null;
}

export interface Answer {
  /** Everything that the centre was told before this instant is counted. */
  readonly cutOff: Date;
  readonly rows: readonly Row[];
}
