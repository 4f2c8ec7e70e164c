// How answers of statistics are shown: shares with their base and definition, and values with the names that people use.
import { centreDateTime } from '../../cases/clocks/centre-time.ts';
import type { MeasureName } from '../../catalogue/statistics-rules.ts';
import { type Answer, countsParts, type Dimension, type Question, type Row } from '../../statistics/question.ts';
import { percentOf } from '../../statistics/share.ts';
import { dimensionsOf, pointsAtPerson, withoutSmall } from '../../statistics/small-groups.ts';
import { type CountyCode, countyName } from '../../values/county-code.ts';
import type { RequestContext } from '../context.ts';
import type { CaseStatistics, CaseStatisticsRow, Share, ShareBase } from '../generated/types.ts';

type Shown = Pick<RequestContext, 'catalogue' | 'text' | 'principal'>;

export function shownStatistics(question: Question, { cutOff, rows }: Answer, context: Shown): CaseStatistics {
  const { measures, smallGroups } = context.catalogue.statistics;
  const isHeld = holdsSmallGroups(context) && pointsAtPerson(dimensionsOf(question), smallGroups);
  const { kept, withheld } = isHeld ? withoutSmall(rows, smallGroups.floor) : { kept: rows, withheld: null };
  return {
    cutOff: centreDateTime(cutOff),
    unit: countsParts(question) ? 'PART' : 'CASE',
    withheld,
    rows: kept.map((row) => shownRow(question, row, context)),
    definitions: [...measures].map(([field, { id, version, name, meaning }]) => ({
      id,
      version,
      field: field === 'workingHours' ? 'medianWorkingHours, p90WorkingHours' : field,
      name: context.text(name),
      meaning: context.text(meaning),
    })),
  };
}

/** Whether whoever asks sees groups that could point at a person only from the floor on. */
export function holdsSmallGroups({ catalogue, principal }: Pick<RequestContext, 'catalogue' | 'principal'>): boolean {
  return principal !== null && catalogue.statistics.smallGroups.roles.includes(principal.role);
}

function shownRow({ by }: Question, row: Row, context: Shown): CaseStatisticsRow {
  const { received, completed, refusals, supplements, overdue, backlog, medianWorkingHours, p90WorkingHours } = row;
  const share = (measure: MeasureName, base: ShareBase, numerator: number, denominator: number): Share => ({
    numerator,
    denominator,
    percent: percentOf(numerator, denominator),
    base,
    definition: context.catalogue.statistics.measures.get(measure)?.id ?? measure,
  });
  const floor = context.catalogue.statistics.measures.get('satisfaction')?.floor ?? 0;
  return {
    keys: by.map((dimension, index) => shownValue(dimension, row.values[index] ?? null, context)),
    received,
    completed,
    onTheSpot: share('onTheSpot', 'RECEIVED', row.onTheSpot, received),
    onTheSpotOfCompleted: share('onTheSpotOfCompleted', 'COMPLETED', row.onTheSpotCompleted, completed),
    withinPromise: share('withinPromise', 'COMPLETED_UNDER_PROMISE', row.kept, row.promised),
    refusals,
    supplements,
    medianWorkingHours,
    p90WorkingHours,
    overdue,
    backlog,
    oldestOpenAt: row.oldestOpenAt && centreDateTime(row.oldestOpenAt),
    // Nobody is shown where nobody rated.
    satisfaction: row.rated > 0 && row.rated < floor ? null : share('satisfaction', 'RATED', row.satisfied, row.rated),
  };
}

function shownValue(dimension: Dimension, value: string | null, context: Shown) {
  return { dimension, value, label: value === null ? '' : labelOf(dimension, value, context) };
}

function labelOf(dimension: Dimension, value: string, { catalogue, text }: Shown): string {
  switch (dimension) {
    case 'DEPARTMENT':
      return named(catalogue.departments.get(value));
    case 'ITEM':
      return named(catalogue.items.get(value));
    case 'BUNDLE':
      return named(catalogue.bundles.get(value) ?? catalogue.items.get(value));
    case 'REGION':
      return countyName(value as CountyCode);
    default:
      return value;
  }
  function named(entry: { readonly name: { readonly zh: string; readonly en: string } } | undefined): string {
    return entry ? text(entry.name) : value;
  }
}
