// S101-S301: submissions and amendments as records, their receipts, and the look-up by serial number.
import { z } from 'zod';
import type { Amendment, JsonValue, Lookup, Outcome, Submission } from '../../../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { parseUnitNumber } from '../../../src/values/unit-number.ts';
import { rows } from '../layouts.ts';
import type { Answer } from '../message.ts';
import { endingOf, RowReader } from './reply.ts';

const citizenNumber = z.custom<CitizenNumber>((text) => parseCitizenNumber(text) !== undefined);
const person = z.object({ number: citizenNumber, name: z.string() });
const creditCode = z.string().refine((text) => parseCreditCode(text) !== undefined);
export const identityPayload = z.object({ people: z.array(person).min(1).max(200) });
const householdPayload = z.object({
  people: z.array(person).min(1).max(99),
  unitNumber: z.string().refine((text) => parseUnitNumber(text) !== undefined),
  address: z.string(),
  certificateNumber: z.string(),
});
const SEAL_KINDS = {
  OFFICIAL: '01',
  FINANCIAL: '02',
  INVOICE: '03',
  CONTRACT: '04',
  LEGAL_REPRESENTATIVE: '05',
} as const;
const sealKind = z.enum(['OFFICIAL', 'FINANCIAL', 'INVOICE', 'CONTRACT', 'LEGAL_REPRESENTATIVE']);
const sealPayload = z.object({
  creditCode,
  enterpriseName: z.string(),
  kinds: z.array(sealKind).min(1).max(sealKind.options.length),
  legalRepresentative: person,
});
const sealCancellationPayload = z.object({ creditCode, deregistrationNumber: z.string() });

const AMENDMENT_KINDS = { supplement: '1', withdrawal: '2' } as const;
const ENTRIES_MAX = 99;
const LINE_BREAKS = /\s*[\t\n\v\f\r\u0085\u2028\u2029]+\s*/g;

/** S101. @throws ZodError, FieldFault: nothing that does not fit is sent */
export function householdRecords({ key, applicant, payload, materials }: Submission): Uint8Array[] {
  const move = householdPayload.parse(payload);
  const head = rows.household.encode({
    serial: key,
    applicantNumber: applicant.number,
    applicantName: applicant.name,
    phone: applicant.phone ?? '',
    unitNumber: move.unitNumber,
    address: move.address,
    certificateNumber: move.certificateNumber,
    people: String(move.people.length),
  });
  return [head, ...move.people.map((mover) => rows.mover.encode(mover)), ...materialRecords(materials)];
}

/** S201. @throws ZodError, FieldFault */
export function sealRecords({ key, payload, materials }: Submission): Uint8Array[] {
  const seal = sealPayload.parse(payload);
  const head = rows.seal.encode({
    serial: key,
    creditCode: seal.creditCode,
    enterpriseName: seal.enterpriseName,
    representativeNumber: seal.legalRepresentative.number,
    representativeName: seal.legalRepresentative.name,
    kinds: [...new Set(seal.kinds.map((kind) => SEAL_KINDS[kind]))].sort().join(''),
  });
  return [head, ...materialRecords(materials)];
}

/** S202. @throws ZodError, FieldFault */
export function sealCancellationRecords({ key, payload, materials }: Submission): Uint8Array[] {
  const { creditCode, deregistrationNumber } = sealCancellationPayload.parse(payload);
  const head = rows.sealCancellation.encode({ serial: key, creditCode, deregistrationNumber });
  return [head, ...materialRecords(materials)];
}

/** S301. @throws ZodError, FieldFault */
export function amendmentRecords({ key, of, kind, reason, payload, materials }: Amendment): Uint8Array[] {
  const entries = z.array(z.unknown()).max(ENTRIES_MAX).parse(Object.entries(payload)).length;
  const head = rows.amendment.encode({
    serial: key,
    of,
    kind: AMENDMENT_KINDS[kind],
    // Typed by a person into a box with several lines; the record has one.
    reason: reason.replace(LINE_BREAKS, ' ').trim(),
    entries: String(entries),
  });
  const rest = Object.entries(payload).map(([name, value]) => rows.entry.encode({ name, value: entryText(value) }));
  return [head, ...rest, ...materialRecords(materials)];
}

function materialRecords(materials: Submission['materials']): Uint8Array[] {
  return materials.map(({ code, sha256 }) => rows.material.encode({ code, sha256 }));
}

function entryText(value: JsonValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How a submission or amendment under `key` ended. @throws DepartmentFault `broken` for a malformed receipt */
export function outcomeOf(key: string, answer: Answer): Outcome {
  const ending = endingOf(answer);
  if (ending) return ending;
  const reader: RowReader = new RowReader(answer);
  const receipt = reader.take(rows.receipt);
  reader.require(receipt.serial === key, 'a receipt for another serial number');
  reader.end();
  return { kind: 'acknowledged', reference: receipt.reference, progress: [] };
}

/** Q201, Q202: the question about one serial number. */
export function serialQuestion(serial: string): Uint8Array {
  return rows.serialQuestion.encode({ serial });
}

/** @throws DepartmentFault */
export function lookupOf(key: string, answer: Answer): Lookup {
  const reader: RowReader = new RowReader(answer);
  const row = reader.take(rows.found);
  reader.require(row.serial === key, 'a serial number that was not asked for');
  reader.require((row.found === '1') === (row.reference !== ''), 'found without a reference, or the reverse');
  reader.end();
  return row.found === '1' ? { kind: 'found', reference: row.reference } : { kind: 'absent' };
}
