// Rows of the mortgage and seizure views -> canonical encumbrances.
import type { DepartmentFault } from '../../../src/departments/fault.ts';
import type { UnitNumber } from '../../../src/values/unit-number.ts';
import type { Encumbrance } from '../facts.ts';
import type { Row } from '../transport.ts';
import { canonicalWords } from './code-tables.ts';
import { civilDate, coded, malformed, positiveInteger, type Subject, text } from './fields.ts';
import { faultAsValue, groupedBy } from './titles.ts';

/**
 * Rows carry `lb`: `unit` for a unit that exists, `mortgage` and `seizure` for what lies on it. Answers null for a unit
 * that does not exist, a fault where one of its rows is malformed. Discharged entries stay out.
 */
export function encumbrancesOf(
  rows: readonly Row[],
  units: readonly UnitNumber[],
): (readonly Encumbrance[] | DepartmentFault | null)[] {
  const byUnit = groupedBy(rows, 'bdcdyh', new Set<string>(units));
  return units.map((unit) => {
    const ofUnit = byUnit.get(unit);
    return ofUnit === undefined ? null : faultAsValue(() => encumbrancesOn(ofUnit, unit));
  });
}

function encumbrancesOn(rows: readonly Row[], unit: UnitNumber): readonly Encumbrance[] {
  const subject = `unit ${unit}`;
  if (!rows.some((row) => row['lb'] === 'unit')) throw malformed(subject, 'bdcdyh', 'is encumbered but has no title');
  return rows
    .filter((row) => coded(row, 'lb', subject, KINDS) !== 'unit')
    .map((row) => ({ row, place: positiveInteger(row, 'sxh', subject), inForce: coded(row, 'zt', subject, IN_FORCE) }))
    .sort((one, other) => one.place - other.place)
    .flatMap(({ row, inForce }) => {
      const entry = encumbranceOf(row, subject);
      return inForce ? [entry] : [];
    });
}

const KINDS = new Map([
  ['unit', 'unit'],
  ['mortgage', 'MORTGAGE'],
  ['seizure', 'SEIZURE'],
] as const);
const IN_FORCE = canonicalWords('ZT', { 已注销: false, 有效: true });

function encumbranceOf(row: Row, subject: Subject): Encumbrance {
  return {
    kind: row['lb'] === 'mortgage' ? 'MORTGAGE' : 'SEIZURE',
    holder: text(row, 'holder', subject),
    registeredOn: civilDate(row, 'djsj', subject),
  };
}
