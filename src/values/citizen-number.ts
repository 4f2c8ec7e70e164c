// Citizen number 公民身份号码, GB 11643: 6 district + yyyymmdd + 3 sequence + check character.
import type { Branded } from './brand.ts';
import { isDayOfCalendar, numberAt } from './civil-date.ts';

export type CitizenNumber = Branded<'CitizenNumber'>;

const SHAPE = /^[1-9]\d{5}\d{8}\d{3}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character for the first 17 digits. */
export function citizenNumberCheck(first17: string): string {
  let sum = 0;
  for (let index = 0; index < WEIGHTS.length; index += 1)
    sum += (WEIGHTS[index] ?? 0) * (first17.charCodeAt(index) - 48);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/**
 * The number, or undefined where its shape, date of birth or check character is wrong.
 * The district is not compared with today's list: abolished codes live on in numbers.
 */
export function parseCitizenNumber(text: unknown): CitizenNumber | undefined {
  if (typeof text !== 'string' || !SHAPE.test(text)) return undefined;
  const year = numberAt(text, 6, 10);
  if (year < 1800 || !isDayOfCalendar(year, numberAt(text, 10, 12), numberAt(text, 12, 14))) return undefined;
  if (citizenNumberCheck(text) !== text.charAt(17)) return undefined;
  return text as CitizenNumber;
}
