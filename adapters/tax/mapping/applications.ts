// Submissions and amendments in canonical words -> fields of the contract. Pure.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Amendment, Submission } from '../../../src/departments/port.ts';
import { parseCivilDate } from '../../../src/values/civil-date.ts';
import { moneyOfFen, parseFen } from '../../../src/values/money.ts';
import { contract } from './contract.ts';
import type { Row, Values } from './fields.ts';

/** Why a payload cannot be put into the department's words; `field` is a path, never a value. */
export interface Misfit {
  readonly kind: 'misfit';
  readonly field: string;
}
type Mapped = { readonly kind: 'values'; readonly values: Values } | Misfit;

/** `tran_seq` of an application or amendment: what the department is asked by when a reply was lost. */
export function sequenceOf(key: string): string {
  return createHash(contract.sequence.hash).update(key).digest('hex').slice(0, contract.sequence.hexDigits);
}

const text = z.string().min(1);
const date = z.string().refine((value) => parseCivilDate(value) !== undefined);
const party = z.object({ number: text, name: text });
const price = z.string().transform((value, context) => {
  const fen = parseFen(value);
  if (fen !== undefined && fen > 0n) return moneyOfFen(fen);
  context.addIssue({ code: 'custom', message: 'no positive amount' });
  return z.NEVER;
});
/** Hundredths of a square metre exactly: a third decimal is refused, not rounded. */
const area = z.union([z.string(), z.number()]).transform((value, context) => {
  const hundredths = parseFen(String(value));
  if (hundredths !== undefined && hundredths > 0n) return moneyOfFen(hundredths);
  context.addIssue({ code: 'custom', message: 'no area with at most two decimals' });
  return z.NEVER;
});

const HOUSE_KINDS = { RESIDENTIAL: '1', COMMERCIAL: '2', OFFICE: '3', INDUSTRIAL: '4', GARAGE: '5' } as const;
const BUYER_HOMES = { ONLY: '01', SECOND: '02', THIRD_OR_MORE: '03' } as const;

const deedTax = z.object({
  unitNumber: text,
  address: text,
  areaSquareMetres: area,
  usage: z.enum(['RESIDENTIAL', 'COMMERCIAL', 'OFFICE', 'INDUSTRIAL', 'GARAGE']),
  contractNumber: text,
  contractDate: date,
  price,
  sellers: z.array(party).min(1),
  buyers: z.array(party).min(1),
  acquiredOn: date,
  sellerOnlyHome: z.boolean(),
  buyerHomes: z.enum(['ONLY', 'SECOND', 'THIRD_OR_MORE']),
});
const registration = z.object({
  creditCode: text,
  name: text,
  address: text,
  legalRepresentative: party,
  phone: text.nullish(),
});
const change = z.object({ creditCode: text, address: text });
const enterpriseClearance = z.object({ creditCode: text });

/** The fields of each application, without the ones that all share. */
const writers = {
  deedTax: writerOf(deedTax, (payload) => ({
    htbh: payload.contractNumber,
    tdfwid: payload.unitNumber,
    htqdsj: payload.contractDate,
    tdfwzldz: payload.address,
    tdfwqszylx: '0201',
    fwlxdm: HOUSE_KINDS[payload.usage],
    fwjzmj: payload.areaSquareMetres,
    cjjgrmb: payload.price,
    sfesf: 'Y',
    scqdsj: payload.acquiredOn,
    zrfwyzf: payload.sellerOnlyHome ? 'Y' : 'N',
    csfzfts: BUYER_HOMES[payload.buyerHomes],
    zrfGrid: payload.sellers.map(partyRow),
    csfGrid: payload.buyers.map(partyRow),
  })),
  registration: writerOf(registration, (payload) => ({
    nsrsbh: payload.creditCode,
    nsrmc: payload.name,
    zcdz: payload.address,
    fddbrxm: payload.legalRepresentative.name,
    fddbrsfzhm: payload.legalRepresentative.number,
    lxdh: payload.phone ?? undefined,
  })),
  change: writerOf(change, (payload) => ({ nsrsbh: payload.creditCode, zcdz: payload.address })),
  enterpriseClearance: writerOf(enterpriseClearance, (payload) => ({ nsrsbh: payload.creditCode })),
} as const;

export type ApplicationName = keyof typeof writers;

/** A submission's fields, or the place in its payload that does not fit. */
export function applicationValues(name: ApplicationName, submission: Submission): Mapped {
  const mapped = writers[name](submission.payload);
  if (mapped.kind === 'misfit') return mapped;
  const shared = { sbbh: submission.key, clGrid: submission.materials.map(materialRow) };
  return { kind: 'values', values: { ...mapped.values, ...shared } };
}

export function amendmentValues(amendment: Amendment): Values {
  const corrected = Object.keys(amendment.payload).length > 0;
  return {
    sbbh: amendment.key,
    ysbbh: amendment.of,
    yy: amendment.reason,
    bznr: corrected ? JSON.stringify(amendment.payload) : undefined,
    clGrid: amendment.materials.map(materialRow),
  };
}

function writerOf<Schema extends z.ZodType>(schema: Schema, values: (payload: z.output<Schema>) => Values) {
  return (payload: unknown): Mapped => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) return { kind: 'values', values: values(parsed.data) };
    return { kind: 'misfit', field: parsed.error.issues[0]?.path.join('.') || 'payload' };
  };
}

function partyRow({ name, number }: z.output<typeof party>): Row {
  return { xm: name, zjhm: number };
}

function materialRow({ code, name, sha256 }: Submission['materials'][number]): Row {
  return { cldm: code, clmc: name, zyz: sha256 };
}
