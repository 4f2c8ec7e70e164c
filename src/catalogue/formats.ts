// Formats that questions may use, each with the one parser of src/values; parsing normalises.
import { parseCitizenNumber } from '../values/citizen-number.ts';
import { parseCivilDate } from '../values/civil-date.ts';
import { parseCountyCode } from '../values/county-code.ts';
import { parseCreditCode } from '../values/credit-code.ts';
import { parseFen, parseMoney } from '../values/money.ts';
import { parseShare } from '../values/share.ts';
import { parseTitleCertificate } from '../values/title-certificate.ts';
import { parseUnitNumber } from '../values/unit-number.ts';
import type { Text } from './text.ts';

export interface Format {
  /** The normalised text, or undefined where it is not of this format. */
  readonly parse: (text: string) => string | undefined;
  readonly remedy: Text;
}

export const FORMATS: Readonly<Record<string, Format>> = {
  'citizen-number': {
    parse: parseCitizenNumber,
    remedy: {
      zh: '请按居民身份证填写 18 位公民身份号码（末位字母用大写 X）',
      en: 'Copy the 18 characters from the identity card; a final letter is a capital X',
    },
  },
  'credit-code': {
    parse: parseCreditCode,
    remedy: { zh: '请按营业执照填写 18 位统一社会信用代码', en: 'Copy the 18 characters from the business licence' },
  },
  'holder-number': {
    parse: (text) => parseCitizenNumber(text) ?? parseCreditCode(text),
    remedy: {
      zh: '自然人填写公民身份号码，单位填写统一社会信用代码',
      en: 'For a person the citizen number, for an organisation the credit code',
    },
  },
  'unit-number': {
    parse: parseUnitNumber,
    remedy: { zh: '请按不动产权证书填写 28 位不动产单元号', en: 'Copy the 28 characters from the title certificate' },
  },
  'title-certificate': {
    parse: parseTitleCertificate,
    remedy: {
      zh: '请按不动产权证书填写，如“闽(2019)将乐县不动产权第0001234号”',
      en: 'Copy it from the certificate, such as 闽(2019)将乐县不动产权第0001234号',
    },
  },
  'county-code': {
    parse: parseCountyCode,
    remedy: { zh: '请填写 6 位行政区划代码', en: 'Give a county code of 6 digits (GB/T 2260)' },
  },
  share: {
    parse: parseShare,
    remedy: {
      zh: '请填写不大于一的分数，如 1/2',
      en: 'Give a fraction of at most the whole, such as 1/2',
    },
  },
  money: {
    parse: (text) => ((parseFen(text) ?? -1n) >= 0n ? parseMoney(text) : undefined),
    remedy: {
      zh: '请填写不为负数的金额（元），最多两位小数，如 1200000.00',
      en: 'Give an amount in yuan, not negative, with at most two decimals, such as 1200000.00',
    },
  },
  date: {
    parse: parseCivilDate,
    remedy: { zh: '请填写日期，如 2026-11-23', en: 'Give a date, such as 2026-11-23' },
  },
};
