// Identifiers as this authority checks and issues them, after GB 11643, GB 11714 and GB 32100.
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANIZATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const INDIVIDUAL = '9500';

export function isCitizenNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = CITIZEN_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text.charAt(index)), 0);
  return '10X98765432'.charAt(sum % 11) === text.charAt(17);
}

export function isCreditCode(text: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text) && withCheck(text.slice(0, 17)) === text;
}

/** The credit code with this serial, different for each serial; `enttype` decides between enterprise and individual. */
export function creditCode(regorg: string, enttype: string, serial: number): string {
  const body = `Y${String(serial).padStart(7, '0')}`;
  const sum = ORGANIZATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANIZATION_ALPHABET.indexOf(body.charAt(index)),
    0,
  );
  const check = '0123456789X0'.charAt(11 - (sum % 11));
  return withCheck(`${enttype === INDIVIDUAL ? '92' : '91'}${regorg}${body}${check}`);
}

function withCheck(first17: string): string {
  let sum = 0;
  for (let index = 0, weight = 1; index < 17; index += 1, weight = (weight * 3) % 31) {
    sum += CREDIT_ALPHABET.indexOf(first17.charAt(index)) * weight;
  }
  return first17 + CREDIT_ALPHABET.charAt((31 - (sum % 31)) % 31);
}
