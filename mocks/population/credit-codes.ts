// Credit codes of the town's enterprises: rising with the index within a county, and followed back without a search.
import { keyed } from './keyed.ts';
import { countyAt, type Layout } from './layout.ts';

export interface CreditCodes {
  readonly code: (enterprise: number) => string;
  readonly find: (code: string) => number | undefined;
  /** Individual businesses 个体工商户 (92) follow the companies (91) of their county. */
  readonly isCompany: (enterprise: number) => boolean;
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SERIALS = 31 ** 6;
const COMPANY_SHARE = 0.7;

export function createCreditCodes(seed: number, layout: Layout): CreditCodes {
  const chance = keyed(seed, 'credit-code');
  const groups = layout.enterpriseRanges.flatMap(({ first, count }, county) => {
    const companies = Math.ceil(count * COMPANY_SHARE);
    const { code = '' } = layout.counties[county] ?? {};
    return [
      { first, count: companies, prefix: `91${code}MA`, stride: Math.floor(SERIALS / Math.max(1, companies)) },
      {
        first: first + companies,
        count: count - companies,
        prefix: `92${code}MA`,
        stride: Math.floor(SERIALS / Math.max(1, count - companies)),
      },
    ];
  });
  const code = (enterprise: number) => {
    const group = groups[countyAt(groups, enterprise)];
    if (group === undefined) throw new RangeError(`The town has no enterprise ${enterprise}`);
    const serial = (enterprise - group.first) * group.stride + (chance(enterprise) % group.stride);
    return withCheck(withOrganisationCheck(group.prefix, base31(serial)));
  };
  const find = (text: string) => {
    const group = groups.find(({ prefix }) => text.startsWith(prefix));
    if (group === undefined || text.length !== 18) return undefined;
    const position = Math.floor(fromBase31(text.slice(10, 16)) / group.stride);
    if (!(position >= 0 && position < group.count)) return undefined;
    return code(group.first + position) === text ? group.first + position : undefined;
  };
  return { code, find, isCompany: (enterprise) => countyAt(groups, enterprise) % 2 === 0 };
}

function base31(serial: number): string {
  let rest = serial;
  let text = '';
  for (let place = 0; place < 6; place += 1) {
    text = ALPHABET.charAt(rest % 31) + text;
    rest = Math.floor(rest / 31);
  }
  return text;
}

/** NaN for a character outside the alphabet. */
function fromBase31(text: string): number {
  let serial = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    serial = value < 0 ? Number.NaN : serial * 31 + value;
  }
  return serial;
}

/** The ninth character of the organisation code, GB 11714: letters count from A = 10. */
function withOrganisationCheck(prefix: string, serial: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  let sum = 0;
  for (const [index, character] of [...`MA${serial}`].entries()) {
    sum += (weights[index] ?? 0) * Number.parseInt(character, 36);
  }
  return `${prefix}${serial}${'0X987654321'.charAt(sum % 11)}`;
}

/** GB 32100. */
function withCheck(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return first17 + ALPHABET.charAt((31 - (sum % 31)) % 31);
}
