// Shape of items/<code>.yaml: 事项要素, complete. References are still codes here.
import { z } from 'zod';
import { parseImplementationCode } from '../../values/implementation-code.ts';
import { parseMoney } from '../../values/money.ts';
import {
  camelCode,
  code,
  evidenceName,
  level,
  licenceKind,
  text,
  timeLimit,
  upperCode,
  version,
} from './definitions.ts';

const pointer = z.string().regex(/^(?:\/[^/?]+)+\??$/, 'not a pointer such as /form/unitNumber');
const strictPointer = z.string().regex(/^(?:\/[^/?]+)+$/, 'not a pointer such as /facts/unit/state');
const pointers = z.union([pointer, z.array(pointer).min(1)]);

const payloadSource = z.union(
  [
    pointers,
    z.strictObject({ const: z.json() }),
    z.strictObject({ from: pointers, pick: z.array(z.string().regex(/^[A-Za-z0-9]+\??$/)).min(1) }),
  ],
  'neither a pointer, a list of pointers, {from, pick} nor {const}',
);

const check = z.strictObject({
  code: upperCode,
  of: strictPointer,
  must: z.union(
    [
      z.strictObject({ exist: z.literal(true) }),
      z.strictObject({ beOneOf: z.array(z.json()).min(1) }),
      z.strictObject({ contain: strictPointer, by: z.string().min(1) }),
    ],
    'neither {exist: true}, {beOneOf} nor {contain, by}',
  ),
  field: strictPointer,
  problem: text,
  remedy: text,
});

export const specialProcedure = z.strictObject({ code, name: text, legalBasis: text, max: timeLimit });

const reversal = z
  .union([z.enum(['NONE', 'REVOCATION']), z.strictObject({ task: upperCode })], 'neither NONE, REVOCATION nor {task}')
  .transform((value) => (typeof value === 'string' ? { by: value } : { by: 'TASK' as const, task: value.task }));

export const item = z.strictObject({
  version,
  name: text,
  department: code,
  implementationCode: z
    .string()
    .refine(
      (value) => parseImplementationCode(value),
      'not an implementation code: credit code (18) + level 1-6 + base code (12)',
    ),
  level,
  kind: z.enum(['ON_THE_SPOT', 'PROMISED']),
  legalBasis: z.array(text).min(1, 'every item needs a legal basis'),
  conditions: z.array(text).min(1),
  materials: z.array(code),
  process: z.array(z.strictObject({ code, name: text, timeLimit })).min(1),
  timeLimit,
  statutoryLimit: z.strictObject({ ...timeLimit.shape, legalBasis: text }),
  fee: z.strictObject({
    amount: z
      .string('an amount is text: put it in quotes')
      .refine((value) => parseMoney(value) === value, 'not yuan with two decimals, such as 80.00'),
    note: text,
  }),
  serviceHours: text,
  sampleDocuments: z.array(z.strictObject({ material: code, name: text })),
  questions: z.array(camelCode),
  submit: camelCode,
  facts: z.record(camelCode, z.strictObject({ read: camelCode, key: strictPointer })).default({}),
  checks: z.array(check).default([]),
  payload: z.record(camelCode, payloadSource),
  produces: z.array(evidenceName),
  licences: z.array(licenceKind),
  specialProcedures: z.array(specialProcedure),
  siteVisit: z
    .strictObject({ legalBasis: text, procedure: code.nullable().default(null) })
    .nullable()
    .default(null),
  reversal,
});
export type RawItem = z.output<typeof item>;
