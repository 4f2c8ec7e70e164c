// Submissions and amendments -> values for the staging tables. Pure; what cannot be written is named by its path.
import { z } from 'zod';
import type { Amendment, Submission, TimeUnit } from '../../../src/departments/port.ts';
import { parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { parseCountyCode } from '../../../src/values/county-code.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { parseFen } from '../../../src/values/money.ts';
import { parseTitleCertificate } from '../../../src/values/title-certificate.ts';
import { parseUnitNumber, type UnitNumber } from '../../../src/values/unit-number.ts';
import type { Parameter } from '../transport.ts';
import { codeOf } from './code-tables.ts';
import { cleanText } from './fields.ts';
import { fractionOf } from './titles.ts';

/** Column -> value, and for the tables with several rows a message column -> values in step. */
export interface ApplicationRows {
  readonly basicInfo: Readonly<Record<string, Parameter>>;
  readonly business: Readonly<Record<string, Parameter>>;
  readonly parties: Readonly<Record<'sqrlb' | 'xm' | 'zjzl' | 'zjh' | 'qlbl', readonly (string | null)[]>>;
  readonly materials: MaterialColumns;
}
export interface AmendmentRows {
  readonly message: Readonly<Record<string, Parameter>>;
  readonly materials: MaterialColumns;
}
type MaterialColumns = Readonly<Record<'clbh' | 'clmc' | 'clzy', readonly string[]>>;

/** Either what is to be written, or the paths at which the message breaks the registry's format. */
export type Written<Rows> = { readonly rows: Rows } | { readonly faulty: string };

const words = (maxLength: number) => z.string().refine((value) => cleanText(value, maxLength));
const optionalWords = (maxLength: number) => words(maxLength).nullable();
const key = z.string().regex(/^[0-9A-Z]{45}$/);
const unitNumber = z.string().transform((value, context) => parseUnitNumber(value) ?? fail(context));
const holderNumber = z.string().refine((value) => zjzlOf(value) !== undefined);
const party = z.object({ number: holderNumber, name: words(200) });

const transferPayload = z.object({
  unitNumber: unitNumber.refine((unit) => parseCountyCode(unit.slice(0, 6)) !== undefined),
  certificateNumber: z.string().transform((value, context) => parseTitleCertificate(value) ?? fail(context)),
  sellers: z.array(party).min(1).max(100),
  buyers: z
    .array(
      party.extend({
        share: z
          .string()
          .refine((value) => fractionOf(value) !== undefined)
          .nullish(),
      }),
    )
    .min(1)
    .max(100),
  price: z.string().refine((value) => (parseFen(value) ?? 0n) > 0n),
  contractNumber: words(100),
  taxClearanceNumber: words(100),
});

const materials = z.array(z.object({ code: words(100), name: words(200), sha256: z.string().regex(/^[0-9a-f]{64}$/) }));
const envelope = z.object({
  key,
  caseNumber: words(45),
  item: z.object({ name: words(200) }),
  applicant: z.object({ number: holderNumber, name: words(200), phone: optionalWords(20) }),
  materials,
  receivedAt: z.iso.datetime({ offset: true }),
  promise: z.object({ amount: z.int().min(0), unit: z.enum(['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY']) }),
});
const amendmentEnvelope = z.object({ key, of: key, reason: words(500), materials });

function fail(context: z.RefinementCtx): never {
  context.issues.push({ code: 'custom', message: 'malformed', input: undefined });
  return z.NEVER;
}

/** Rows for the transfer of a title; `now` is when the rows are made. */
export function transferRows(submission: Submission, now: Date): Written<ApplicationRows> {
  const head = envelope.safeParse(submission);
  if (!head.success) return { faulty: pathsOf(head.error, 'submission') };
  const payload = transferPayload.safeParse(submission.payload);
  if (!payload.success) return { faulty: pathsOf(payload.error, 'payload') };
  const { unitNumber, certificateNumber, sellers, buyers, price, contractNumber, taxClearanceNumber } = payload.data;
  const rows = {
    basicInfo: basicInfoOf(head.data, unitNumber, now),
    business: {
      djlx: TRANSFER,
      ywbh: head.data.caseNumber,
      bdcdyh: unitNumber,
      bdcqzh: certificateNumber,
      jyjg: price,
      htbh: contractNumber,
      wszmh: taxClearanceNumber,
    },
    parties: partyColumns([
      ...sellers.map((seller) => ({ ...seller, share: null, side: DISPOSES })),
      ...buyers.map((buyer) => ({ ...buyer, share: buyer.share ?? null, side: ACQUIRES })),
    ]),
    materials: materialColumns(head.data.materials),
  };
  return { rows };
}

const TRANSFER = codeOf('DJLX', '转移登记');
const ACQUIRES = codeOf('SQRLB', '权利人');
const DISPOSES = codeOf('SQRLB', '义务人');
const UNITS: Readonly<Record<TimeUnit, string>> = {
  WORKING_DAY: codeOf('PROMISETIMEUNIT', '工作日'),
  WORKING_HOUR: codeOf('PROMISETIMEUNIT', '工作时'),
  CALENDAR_DAY: codeOf('PROMISETIMEUNIT', '自然日'),
};

function basicInfoOf(head: z.infer<typeof envelope>, unit: UnitNumber, now: Date): ApplicationRows['basicInfo'] {
  return {
    projid: head.key,
    projpwd: null,
    region_id: unit.slice(0, 6),
    itemname: head.item.name,
    projectname: `${head.item.name} ${unit}`,
    applicant: head.applicant.name,
    applicantcardcode: head.applicant.number,
    applicantmobile: head.applicant.phone,
    acceptdeptname: '政务服务综合窗口',
    approvaltype: codeOf('APPROVALTYPE', head.promise.amount === 0 ? '即办件' : '承诺件'),
    promisetimelimit: head.promise.amount,
    promisetimeunit: UNITS[head.promise.unit],
    submit: codeOf('SUBMIT', '综合窗口统一受理'),
    occurtime: beijingTime(new Date(head.receivedAt)),
    transactor: '一窗',
    maketime: beijingTime(now),
  };
}

interface Party {
  readonly side: string;
  readonly number: string;
  readonly name: string;
  readonly share: string | null;
}

function partyColumns(parties: readonly Party[]): ApplicationRows['parties'] {
  return {
    sqrlb: parties.map(({ side }) => side),
    xm: parties.map(({ name }) => name),
    zjzl: parties.map(({ number }) => zjzlOf(number) ?? null),
    zjh: parties.map(({ number }) => number),
    qlbl: parties.map(({ share }) => share),
  };
}

function zjzlOf(number: string): string | undefined {
  if (parseCitizenNumber(number) !== undefined) return codeOf('ZJZL', '身份证');
  return parseCreditCode(number) === undefined ? undefined : codeOf('ZJZL', '统一社会信用代码');
}

function materialColumns(list: z.infer<typeof materials>): MaterialColumns {
  return {
    clbh: list.map(({ code }) => code),
    clmc: list.map(({ name }) => name),
    clzy: list.map(({ sha256 }) => sha256),
  };
}

/** Rows for an answer to a 补正, or for a 撤件. */
export function amendmentRows(amendment: Amendment, now: Date): Written<AmendmentRows> {
  const head = amendmentEnvelope.safeParse(amendment);
  if (!head.success) return { faulty: pathsOf(head.error, 'amendment') };
  const message = {
    bzid: head.data.key,
    projid: head.data.of,
    bzlx: codeOf('BZLX', amendment.kind === 'supplement' ? '补正' : '撤件'),
    bzyy: head.data.reason,
    bznr: JSON.stringify(amendment.payload),
    maketime: beijingTime(now),
  };
  return { rows: { message, materials: materialColumns(head.data.materials) } };
}

const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** Beijing civil time as the staging tables write it; China has kept one offset since 1991. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 23).replace('T', ' ');
}

function pathsOf(error: z.ZodError, root: string): string {
  return [...new Set(error.issues.map(({ path }) => [root, ...path].join('.')))].join(', ');
}
