// The declaration of a home transfer 存量房: what the department refuses in it, and the assessment as lines of taxML.
import { type AssessedLine, assess, type HomeTransfer, type Levy } from './assessment.ts';
import type { Fields, Row } from './wire.ts';

const BUYER_HOMES = { '01': 'ONLY', '02': 'SECOND', '03': 'THIRD_OR_MORE' } as const;
const LEVIES: Readonly<Record<Levy, string>> = {
  vat: '10101',
  incomeTax: '10106',
  cityMaintenance: '10109',
  deedTax: '10119',
  education: '30203',
  localEducation: '30216',
};

/** Why a declaration cannot be assessed, for the applicant to read; undefined where it can. */
export function transferProblem(fields: Record<string, string>): string | undefined {
  const contractDate = fields['htqdsj'] ?? '';
  const acquiredOn = fields['scqdsj'] ?? '';
  if (!isDay(contractDate) || !isDay(acquiredOn)) return '合同签订时间或上次取得时间不是有效日期';
  if (acquiredOn > contractDate) return '上次取得时间晚于合同签订时间';
  if (hundredths(fields['cjjgrmb']) <= 0n) return '成交价格必须大于零';
  if (hundredths(fields['fwjzmj']) <= 0n) return '房屋建筑面积必须大于零';
  return undefined;
}

/** The assessment of a declaration that has no problem: one line a levy. */
export function assessedRows(fields: Fields): readonly Row[] {
  const scalars = scalarsOf(fields);
  const payers = { seller: firstOf(fields['zrfGrid']), buyer: firstOf(fields['csfGrid']) };
  return assess(transferOf(scalars)).map((line) => assessedRow(line, payers[line.payer], scalars['htqdsj'] ?? ''));
}

function transferOf(fields: Record<string, string>): HomeTransfer {
  return {
    county: (fields['tdfwid'] ?? '').slice(0, 6),
    areaHundredths: hundredths(fields['fwjzmj']),
    residential: fields['fwlxdm'] === '1',
    priceFen: hundredths(fields['cjjgrmb']),
    contractDate: fields['htqdsj'] ?? '',
    acquiredOn: fields['scqdsj'] ?? '',
    sellerOnlyHome: fields['zrfwyzf'] === 'Y',
    buyerHomes: BUYER_HOMES[fields['csfzfts'] as keyof typeof BUYER_HOMES],
  };
}

/** One line a levy, in the name of the first party on that side. */
function assessedRow(line: AssessedLine, payer: Row, day: string): Row {
  return {
    nsrmc: payer['xm'] ?? '',
    nsrsbh: payer['zjhm'] ?? '',
    zsxm: LEVIES[line.levy],
    jsyj: yuan(line.baseFen),
    sl: `0.${String(line.rateMillionths).padStart(6, '0')}`,
    ynse: yuan(line.taxFen),
    jmse: yuan(line.reliefFen),
    ybtse: yuan(line.dueFen),
    sksssqqssj: day,
    sksssqjssj: day,
  };
}

export function scalarsOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function firstOf(rows: Fields[string] | undefined): Row {
  return (typeof rows === 'object' ? rows[0] : undefined) ?? {};
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

/** `12.34` -> 1234. */
function hundredths(text: string | undefined): bigint {
  const [whole = '0', fraction = ''] = (text ?? '0').split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0'));
}

export function yuan(fen: bigint): string {
  return `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
}
