// How personal data looks to somebody who may not see it. Pure.

export type MaskingForm = 'NAME' | 'CITIZEN_NUMBER' | 'HIDDEN';

/** The masked value; null where nothing may stay or there was nothing. */
export function mask(form: MaskingForm, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  switch (form) {
    case 'NAME':
      return maskName(value);
    case 'CITIZEN_NUMBER':
      return maskNumber(value);
    case 'HIDDEN':
      return null;
  }
}

/** The first character, then one `*` for each further one. */
function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(rest.length);
}

/** First 6 + last 4. */
function maskNumber(number: string): string {
  if (number.length <= 10) return '*'.repeat(number.length);
  return number.slice(0, 6) + '*'.repeat(number.length - 10) + number.slice(-4);
}
