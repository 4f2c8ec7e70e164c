// The county 区县 to which a case belongs, by what it is about: a unit of the land register, else an enterprise, else the
// department that has its first part. Null where none of them lies in a county of today's list.
import { parseCountyCode } from '../values/county-code.ts';
import { parseCreditCode } from '../values/credit-code.ts';
import { parseUnitNumber } from '../values/unit-number.ts';
import type { CaseHistory } from './case-history.ts';

export function regionOf({ row, edition }: CaseHistory): string | null {
  const answers = Object.values(row.form);
  const unit = answers.find((answer) => parseUnitNumber(answer) !== undefined);
  const enterprise = [...answers, row.applicantNumber].find((answer) => parseCreditCode(answer) !== undefined);
  const department = edition.bundle.parts[0]?.item.department.creditCode;
  return countyAt(unit, 0) ?? countyAt(enterprise, CREDIT_CODE_COUNTY) ?? countyAt(department, CREDIT_CODE_COUNTY);
}

/** In a credit code the county follows the registering authority and the kind of body. */
const CREDIT_CODE_COUNTY = 2;

function countyAt(number: unknown, from: number): string | null {
  return typeof number === 'string' ? (parseCountyCode(number.slice(from, from + 6)) ?? null) : null;
}
