// Answers in the department's words -> canonical shapes. Pure; a contradiction in an answer is a fault.
import type { IntakeRecord, JsonObject, Progress, ProgressKind } from '../../../src/departments/port.ts';
import { parseCivilDate } from '../../../src/values/civil-date.ts';
import { type Money, moneyOfFen, parseFen, parseMoney } from '../../../src/values/money.ts';
import type { TaxAccount, TaxpayerNumber } from '../facts.ts';
import { contract } from './contract.ts';
import { type ReadBody, type ReadRow, unlike } from './fields.ts';

const STATES = { '03': 'NORMAL', '05': 'ABNORMAL', '07': 'CANCELLED' } as const;
const STEPS: Readonly<Record<string, ProgressKind>> = {
  '01': 'ACCEPTED',
  '02': 'NOT_ACCEPTED',
  '03': 'DEFICIENT',
  '04': 'SUSPENDED',
  '05': 'RESUMED',
  '06': 'APPROVED',
  '07': 'REFUSED',
  '08': 'WITHDRAWN',
  '09': 'WITHDRAWAL_REFUSED',
};
const DEED_TAX = '10119';
const VALUE_ADDED_TAX = '10101';
const INCOME_TAX = '10106';
const SURCHARGES = ['10109', '30203', '30216'];

/** The account of the taxpayer that was asked for; an answer about another is refused. */
export function taxAccount(body: ReadBody, asked: TaxpayerNumber): TaxAccount {
  if (body.text('nsrsbh') !== asked) throw unlike('nsrsbh', 'is not the taxpayer that was asked for');
  const arrears = parseMoney(body.text('qsje'));
  const status = STATES[body.text('nsrztdm') as keyof typeof STATES];
  if (arrears === undefined || status === undefined) throw unlike('qsje', 'or nsrztdm cannot be read');
  return { taxpayerNumber: asked, name: body.text('nsrmc'), arrears, status };
}

/** The department's reference of an application it took, or found. */
export function reference(body: ReadBody, key: string | undefined): string {
  if (key !== undefined && body.text('sbbh') !== key) throw unlike('sbbh', 'is not that of the question');
  return body.text('slbh');
}

/** Every step so far. The certificate and the taxes go with the approval. */
export function progressOf(body: ReadBody, key: string): readonly Progress[] {
  const id = reference(body, key);
  return body.rows('jdGrid').map((row, index) => {
    const sequence = Number(row.text('xh'));
    if (sequence !== index + 1) throw unlike('xh', 'does not count the steps 1, 2, 3');
    const kind = STEPS[row.text('blzt')];
    if (kind === undefined) throw unlike('blzt', 'cannot be read');
    const issued = kind === 'APPROVED' ? issue(body) : { licences: [], evidence: {} };
    return {
      key,
      sequence,
      sourceId: `${id}-${sequence}`,
      at: timeOf(row.text('blsj')),
      kind,
      reason: row.optional('yy'),
      ...issued,
    };
  });
}

/** One page of what was taken in; a page that is full may have a successor. */
export function intakePage(body: ReadBody, first: number): { items: readonly IntakeRecord[]; next: string | null } {
  const rows = body.rows('slGrid');
  if (rows.length > first) throw unlike('slGrid', 'has more rows than were asked for');
  const items = rows.map((row) => ({ key: row.text('sbbh'), at: timeOf(row.text('slsj')) }));
  return { items, next: rows.length === first ? (rows.at(-1)?.text('wz') ?? null) : null };
}

function issue(body: ReadBody): Pick<Progress, 'licences' | 'evidence'> {
  const kind = body.optional('zslx');
  const number = body.optional('zshm');
  if (kind === null || number === null) throw unlike('zshm', 'is missing from an approval');
  const evidence: Record<string, JsonObject> = {};
  if (kind === '完税证明') evidence[kind] = { number, ...taxes(body.rows('skmxGrid')) };
  if (kind === '清税证明') evidence[kind] = { number };
  return { licences: [{ kind, number }], evidence };
}

/** What is due, in yuan, by kind of levy. */
function taxes(lines: readonly ReadRow[]): { deedTax: Money; vat: Money; surcharges: Money; incomeTax: Money } {
  for (const line of lines) checkLine(line);
  for (const levy of [DEED_TAX, VALUE_ADDED_TAX, INCOME_TAX]) {
    if (!lines.some((line) => line.text('zsxm') === levy)) throw unlike('skmxGrid', `has no line for levy ${levy}`);
  }
  const due = (levies: readonly string[]): Money =>
    moneyOfFen(
      lines.filter((line) => levies.includes(line.text('zsxm'))).reduce((sum, line) => sum + fenOf(line, 'ybtse'), 0n),
    );
  return {
    deedTax: due([DEED_TAX]),
    vat: due([VALUE_ADDED_TAX]),
    surcharges: due(SURCHARGES),
    incomeTax: due([INCOME_TAX]),
  };
}

function checkLine(line: ReadRow): void {
  if (fenOf(line, 'ynse') - fenOf(line, 'jmse') !== fenOf(line, 'ybtse')) {
    throw unlike('ybtse', 'is not ynse less jmse');
  }
  if (!parseCivilDate(line.text('sksssqqssj')) || !parseCivilDate(line.text('sksssqjssj'))) {
    throw unlike('sksssqqssj', 'or sksssqjssj is no day of the calendar');
  }
}

function fenOf(line: ReadRow, field: string): bigint {
  const fen = parseFen(line.text(field));
  if (fen === undefined) throw unlike(field, 'is no amount');
  return fen;
}

/** `yyyy-MM-dd HH:mm:ss.SSS` of the department's zone as RFC 3339. */
function timeOf(text: string): string {
  const time = `${text.replace(' ', 'T')}${contract.service.timeZone}`;
  if (!parseCivilDate(text.slice(0, 10)) || Number.isNaN(Date.parse(time))) throw unlike('a time', 'does not exist');
  return time;
}
