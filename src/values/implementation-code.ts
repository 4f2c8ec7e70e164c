// Implementation code 实施编码 (31) and the number of a part 办件编号 (45) that begins with it.
import type { Branded } from './brand.ts';
import { isCalendarDate } from './civil-date.ts';
import { parseCreditCode } from './credit-code.ts';

export type ImplementationCode = Branded<'ImplementationCode'>;
export type PartNumber = Branded<'PartNumber'>;

/** Credit code of the department (18) + level 1-6 + base code (12), or undefined. */
export function parseImplementationCode(text: unknown): ImplementationCode | undefined {
  if (typeof text !== 'string' || !/^.{18}[1-6]\d{12}$/.test(text)) return undefined;
  return parseCreditCode(text.slice(0, 18)) ? (text as ImplementationCode) : undefined;
}

/** Implementation code + yyyyMMdd + sequence of four to six digits (43 and 45 are both in use), or undefined. */
export function parsePartNumber(text: unknown): PartNumber | undefined {
  if (typeof text !== 'string' || !/^.{31}\d{8}(?:\d{4}|\d{6})$/.test(text)) return undefined;
  const day = `${text.slice(31, 35)}-${text.slice(35, 37)}-${text.slice(37, 39)}`;
  if (!parseImplementationCode(text.slice(0, 31)) || !isCalendarDate(day)) return undefined;
  return text as PartNumber;
}
