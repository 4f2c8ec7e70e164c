// Where a matter lies, and whether a token that is restricted to counties reaches it. Pure.
import { parseCreditCode } from '../values/credit-code.ts';
import { parseUnitNumber } from '../values/unit-number.ts';
import type { Principal } from './principal.ts';

const DEPTH_MAX = 24;

/** The county of a unit of the land register. */
export function countyOfUnit(unitNumber: string): string {
  return unitNumber.slice(0, 6);
}

/** The county in which an enterprise was registered. */
export function countyOfEnterprise(creditCode: string): string {
  return creditCode.slice(2, 8);
}

/** The counties of every unit and enterprise that a form names, however deep. */
export function countiesIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') {
    if (parseUnitNumber(value) !== undefined) return [countyOfUnit(value)];
    return parseCreditCode(value) === undefined ? [] : [countyOfEnterprise(value)];
  }
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return [];
  return Object.values(value).flatMap((entry) => countiesIn(entry, depth + 1));
}

/** A restricted token reaches what lies at least in part in one of its counties; what lies nowhere it does not reach. */
export function withinRegions(principal: Principal | null, counties: readonly string[]): boolean {
  const regions = principal?.regions ?? null;
  return regions === null || counties.some((county) => regions.includes(county));
}
