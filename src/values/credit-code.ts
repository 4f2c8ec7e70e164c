// Unified credit code 统一社会信用代码, GB 32100: 17 characters of a 31-letter alphabet + check character.
import type { Branded } from './brand.ts';

export type CreditCode = Branded<'CreditCode'>;

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The check character for the first 17 characters. */
export function creditCodeCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (let index = 0; index < 17; index += 1) {
    sum += ALPHABET.indexOf(first17.charAt(index)) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The code, or undefined where its shape or check character is wrong. */
export function parseCreditCode(text: unknown): CreditCode | undefined {
  if (typeof text !== 'string' || !SHAPE.test(text)) return undefined;
  return creditCodeCheck(text) === text.charAt(17) ? (text as CreditCode) : undefined;
}
