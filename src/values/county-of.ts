// Where things lie: counties, read off the numbers of units and enterprises.
import { parseCreditCode } from './credit-code.ts';
import { parseUnitNumber } from './unit-number.ts';

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
