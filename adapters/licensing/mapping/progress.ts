// What the department tells of applications it has: receipts, steps, and the list of what it took in.
import { z } from 'zod';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { IntakeRecord, JsonObject, Lookup, Progress, ProgressKind } from '../../../src/departments/port.ts';
import { type ApplicationType, applicationTypes, certificateKinds, nodes } from '../codes.ts';
import { numberText } from '../strict-json.ts';
import type { Envelope } from './envelope.ts';
import {
  fieldsOf,
  parseText,
  wireCode,
  wireCreditCode,
  wireKey,
  wireReference,
  wireSequence,
  wireShortText,
  wireTime,
} from './wire-values.ts';

const wireTaken = z.object({ idempotencykey: wireKey, applyid: wireReference });
const wireIntake = z.object({ idempotencykey: wireKey, taketime: wireTime });
const wireStep = z.object({
  eventid: z.string().regex(/^[0-9A-Za-z-]{1,64}$/),
  idempotencykey: wireKey,
  applytype: wireCode<ApplicationType>(applicationTypes),
  sequence: wireSequence,
  node: wireCode(nodes),
  occurtime: wireTime,
  advice: z.null().or(z.string().refine((value) => parseText(value, 1000) !== undefined)),
  uniscid: z.null().or(wireCreditCode),
  certificates: z.array(z.object({ certtype: wireCode(certificateKinds), certno: wireShortText })).max(10),
});
type WireStep = z.infer<typeof wireStep>;

/** Kinds that a citizen must be told the reason of. */
const REASONED: readonly ProgressKind[] = ['NOT_ACCEPTED', 'DEFICIENT', 'REFUSED', 'WITHDRAWAL_REFUSED', 'REVOKED'];

/** What an approval of each type must issue. */
const ISSUED: Readonly<Record<ApplicationType, string>> = {
  establishment: '营业执照',
  change: '营业执照',
  deregistration: '注销登记通知书',
};

/** The department's reference of the application or amendment that was just sent under `key`. */
export function referenceOf(envelope: Envelope, key: string): string {
  const lookup = lookupOf(envelope, key);
  if (lookup.kind === 'absent') throw broken(`the acknowledgement of ${key} is empty`);
  return lookup.reference;
}

export function lookupOf(envelope: Envelope, key: string): Lookup {
  const { dataCount, datas } = envelope;
  if (dataCount !== datas.length || datas.length > 1) throw broken(`the records of ${key} are not counted right`);
  if (datas.length === 0) return { kind: 'absent' };
  const taken = wireTaken.safeParse(datas[0]);
  if (!taken.success) throw broken(`the record of ${key} is wrong in ${fieldsOf(taken.error)}`);
  if (taken.data.idempotencykey !== key) throw broken(`the record of another application came back for ${key}`);
  return { kind: 'found', reference: taken.data.applyid };
}

/** Every step of the applications asked for. A gap in a key's numbers breaks the answer: it was cut off. */
export function progressOf(envelope: Envelope, keys: readonly string[]): readonly Progress[] {
  const { dataCount, datas } = envelope;
  if (dataCount !== datas.length) throw broken(`it counts ${dataCount} steps and holds ${datas.length}`);
  const asked = new Map(keys.map((key) => [key, 0]));
  const steps = datas.map(stepOf).toSorted((one, other) => one.sequence - other.sequence);
  for (const { key, sequence } of steps) {
    const before = asked.get(key);
    if (before === undefined) throw broken(`steps came back for ${key}, which was not asked`);
    if (sequence !== before + 1) throw broken(`the steps of ${key} are not numbered 1, 2, 3 …`);
    asked.set(key, sequence);
  }
  return steps;
}

/** One step, as polls and callbacks both carry it. */
export function stepOf(record: unknown): Progress {
  const parsed = wireStep.safeParse(record);
  if (!parsed.success) throw broken(`a step is wrong in ${fieldsOf(parsed.error)}`);
  const step = parsed.data;
  if (REASONED.includes(step.node) && step.advice === null) throw broken(`${nameOf(step)} gives no reason`);
  const approved = step.node === 'APPROVED';
  if (!approved && step.certificates.length > 0) throw broken(`${nameOf(step)} issues without an approval`);
  return {
    key: step.idempotencykey,
    sequence: step.sequence,
    sourceId: step.eventid,
    at: step.occurtime,
    kind: step.node,
    reason: step.advice,
    licences: step.certificates.map(({ certtype, certno }) => ({ kind: certtype, number: certno })),
    evidence: approved ? evidenceOf(step) : {},
  };
}

export function intakeOf(
  envelope: Envelope,
  first: number,
): { readonly items: readonly IntakeRecord[]; readonly next: string | null } {
  if (envelope.datas.length > first) throw broken('a page of the intake holds more than was asked for');
  const items = envelope.datas.map((record): IntakeRecord => {
    const parsed = wireIntake.safeParse(record);
    if (!parsed.success) throw broken(`an intake record is wrong in ${fieldsOf(parsed.error)}`);
    return { key: parsed.data.idempotencykey, at: parsed.data.taketime };
  });
  if (items.length > 0 && envelope.next === null) throw broken('a page of the intake does not say where it ends');
  return { items, next: items.length > 0 ? envelope.next : null };
}

/** The moment of delivery that a callback carries under its signature, in ms; undefined where it carries none. */
export function deliveryTimeOf(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null || !('requestTime' in record)) return undefined;
  const digits = numberText(record.requestTime);
  return digits !== undefined && /^\d{13}$/.test(digits) ? Number(digits) : undefined;
}

function evidenceOf(step: WireStep): JsonObject {
  const issued = step.certificates.find(({ certtype }) => certtype === ISSUED[step.applytype]);
  if (!issued || step.uniscid === null) throw broken(`${nameOf(step)} approves without certificate or credit code`);
  switch (step.applytype) {
    case 'establishment':
      return { 统一社会信用代码: { creditCode: step.uniscid } };
    case 'change':
      return { 营业执照: { creditCode: step.uniscid, number: issued.certno } };
    case 'deregistration':
      return { 注销登记: { number: issued.certno } };
    default:
      return step.applytype satisfies never;
  }
}

function nameOf(step: WireStep): string {
  return `step ${step.sequence} of ${step.idempotencykey}`;
}

function broken(what: string): DepartmentFault {
  return new DepartmentFault('broken', `licensing: ${what}; ask the department what it sent`);
}
