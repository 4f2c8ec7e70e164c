// What the catalogue says of statistics: the meaning of each measure, and the reports that a centre draws up again and again.
import type { Text } from './text.ts';

/** What the centre publishes figures of. */
export const measureNames = [
  'received',
  'completed',
  'onTheSpot',
  'onTheSpotOfCompleted',
  'withinPromise',
  'refusals',
  'supplements',
  'workingHours',
  'overdue',
  'backlog',
  'satisfaction',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** 统计口径. */
export interface Measure {
  readonly id: string;
  readonly version: string;
  readonly name: Text;
  readonly meaning: Text;
  /** A base smaller than this would show what single persons said; null where it shows nobody. */
  readonly floor: number | null;
}

export const dimensionNames = [
  'DEPARTMENT',
  'ITEM',
  'BUNDLE',
  'REGION',
  'CHANNEL',
  'KIND',
  'STATE',
  'LIGHT',
  'DAY',
  'ISO_WEEK',
  'MONTH',
  'YEAR',
] as const;
export type DimensionName = (typeof dimensionNames)[number];

export const reportPeriods = ['WEEK', 'MONTH', 'YEAR'] as const;

/** A question that is asked again for each period. */
export interface Report {
  readonly code: string;
  readonly name: Text;
  readonly period: (typeof reportPeriods)[number];
  readonly by: readonly DimensionName[];
  readonly where: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
}

/** 小数保护: which dimensions together could point at a person, and below which number such a group is not told. */
export interface SmallGroups {
  readonly floor: number;
  /** Codes of roles that see such groups only from the floor on. */
  readonly roles: readonly string[];
  readonly together: readonly (readonly DimensionName[])[];
}

export interface StatisticsRules {
  readonly smallGroups: SmallGroups;
  readonly measures: ReadonlyMap<MeasureName, Measure>;
  readonly reports: ReadonlyMap<string, Report>;
}
