// Applications and amendments onto the wire. What cannot be said there without loss is not said: the fields are named.
import { z } from 'zod';
import type { Amendment, Submission } from '../../../src/departments/port.ts';
import { parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { parseCountyCode } from '../../../src/values/county-code.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { parseUnitNumber } from '../../../src/values/unit-number.ts';
import {
  type ApplicationType,
  amendmentTypes,
  applicantTypes,
  enterpriseKindCode,
  promiseUnits,
  yuanCurrency,
} from '../codes.ts';
import { fieldsOf, parseText, wanyuanOfYuan, wireTimeOf } from './wire-values.ts';

/** The body to send, or the names of the fields that the department's form cannot take. */
export type Encoded = { readonly body: string } | { readonly unmappable: string };

const text = z.string().refine((value) => parseText(value, 4000) !== undefined);
const citizenNumber = z.string().refine((value) => parseCitizenNumber(value) !== undefined);
const creditCode = z.string().refine((value) => parseCreditCode(value) !== undefined);
const unitNumber = z.string().refine((value) => parseUnitNumber(value) !== undefined);
const amount = encoded(wanyuanOfYuan).transform(rawNumber);
const person = z.object({ number: citizenNumber, name: text });

const establishment = z
  .object({
    name: text,
    kind: encoded(enterpriseKindCode),
    registeredCapital: amount,
    scope: text,
    industry: z.string().regex(/^[A-T]\d{0,4}$/),
    unitNumber,
    address: text,
    county: z.string().refine((value) => parseCountyCode(value) !== undefined),
    legalRepresentative: person,
    shareholders: z
      .array(z.object({ number: z.union([citizenNumber, creditCode]), name: text, capital: amount }))
      .max(200),
    phone: text.nullish(),
  })
  .transform((payload) => ({
    entname: payload.name,
    enttype: payload.kind,
    regcap: payload.registeredCapital,
    regcapcur: yuanCurrency,
    industryphy: payload.industry.slice(0, 1),
    industryco: payload.industry.slice(1),
    opscope: payload.scope,
    bdcdyh: payload.unitNumber,
    dom: payload.address,
    regorg: payload.county,
    lerep: payload.legalRepresentative.name,
    lerepcerno: payload.legalRepresentative.number,
    tel: payload.phone ?? null,
    investors: payload.shareholders.map(({ number, name, capital }) => ({
      inv: name,
      cerno: number,
      subconam: capital,
    })),
  }));

const change = z
  .object({ creditCode, unitNumber, address: text })
  .transform((payload) => ({ uniscid: payload.creditCode, bdcdyh: payload.unitNumber, dom: payload.address }));

const deregistration = z.object({ creditCode, reason: text, taxClearanceNumber: text }).transform((payload) => ({
  uniscid: payload.creditCode,
  reason: payload.reason,
  taxclearno: payload.taxClearanceNumber,
}));

const payloads = { establishment, change, deregistration } as const;

const materials = z.array(z.object({ code: text, name: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(200);

const application = z
  .object({
    caseNumber: text,
    item: z.object({ code: text, name: text, implementationCode: text }),
    applicant: z.object({
      kind: z.enum(['person', 'enterprise']),
      number: z.union([citizenNumber, creditCode]),
      name: text,
      phone: text.nullable(),
    }),
    materials,
    receivedAt: encoded(wireTimeOf),
    promise: z.object({ amount: z.int().min(0), unit: z.enum(['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY']) }),
    callbackUrl: z.url({ protocol: /^https?$/ }),
  })
  .transform(({ caseNumber, item, applicant, receivedAt, promise, callbackUrl, ...rest }) => ({
    caseno: caseNumber,
    itemcode: item.code,
    itemname: item.name,
    implcode: item.implementationCode,
    applicant: {
      applicanttype: applicantTypes[applicant.kind],
      cerno: applicant.number,
      name: applicant.name,
      tel: applicant.phone,
    },
    receivetime: receivedAt,
    promise: { amount: promise.amount, unit: promiseUnits[promise.unit] },
    materials: rest.materials,
    callbackurl: callbackUrl,
  }));

/** The application's body for its endpoint; the key travels in the header. */
export function encodeSubmission(type: ApplicationType, submission: Submission): Encoded {
  const frame = application.safeParse(submission);
  if (!frame.success) return { unmappable: fieldsOf(frame.error) };
  const form = payloads[type].safeParse(submission.payload);
  if (!form.success) return { unmappable: fieldsOf(form.error) };
  return { body: JSON.stringify({ ...frame.data, ...form.data }) };
}

/** The amendment's body; its own key travels in the header. */
export function encodeAmendment(amendment: Amendment): Encoded {
  const sent = materials.safeParse(amendment.materials);
  if (!sent.success) return { unmappable: `materials ${fieldsOf(sent.error)}` };
  if (amendment.reason !== '' && parseText(amendment.reason, 4000) === undefined) return { unmappable: 'reason' };
  const body = {
    idempotencykey: amendment.of,
    amendtype: amendmentTypes[amendment.kind],
    reason: amendment.reason,
    content: amendment.payload,
    materials: sent.data,
  };
  return { body: JSON.stringify(body) };
}

/** A string that has its own spelling on the wire. */
function encoded(encode: (value: string) => string | undefined) {
  return z.string().transform((value, context): string => {
    const wire = encode(value);
    if (wire !== undefined) return wire;
    context.addIssue({ code: 'custom', message: 'cannot be sent' });
    return z.NEVER;
  });
}

/** A JSON number of exactly these digits: a float would lose some of a large capital. */
function rawNumber(digits: string): unknown {
  return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(digits);
}
