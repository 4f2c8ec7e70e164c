// Whom and what a tree of plain data names: citizens, enterprises and real-estate units.
import { parseCitizenNumber } from './citizen-number.ts';
import { parseCreditCode } from './credit-code.ts';
import { parseUnitNumber } from './unit-number.ts';

const DEPTH_MAX = 24;

export function identifiersIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found, 0);
  return found;
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    if (parseCitizenNumber(value) || parseCreditCode(value) || parseUnitNumber(value)) found.add(value);
    return;
  }
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return;
  for (const member of Object.values(value)) collect(member, found, depth + 1);
}
