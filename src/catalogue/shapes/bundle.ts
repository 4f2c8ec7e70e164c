// Shape of bundles/<code>.yaml. References are still codes here.
import { z } from 'zod';
import { camelCode, code, evidenceName, text, upperCode, version } from './definitions.ts';

/** More parts than this could not be model-checked in reasonable time, and no counter could explain them. */
const PARTS_MAX = 12;

const keep = z.literal('keep').transform(() => ({ do: 'keep' as const }));
const task = z.strictObject({ task: upperCode }).transform((value) => ({ do: 'task' as const, task: value.task }));
const withdraw = z.literal('withdraw').transform(() => ({ do: 'withdraw' as const }));
const revoke = z
  .strictObject({ revoke: upperCode })
  .transform((value) => ({ do: 'revoke' as const, otherwise: value.revoke }));

const remedies = z.strictObject({
  open: z.union([keep, withdraw, task], 'neither keep, withdraw nor {task}'),
  granted: z.union([keep, revoke, task], 'neither keep, {revoke: TASK} nor {task}'),
  after: z.array(code).default([]),
});
/** `keep`: whatever stands of the other parts goes on standing. */
const policy = z.union([z.literal('keep'), z.record(code, remedies)], 'neither keep nor a remedy for each part');

export const bundle = z.strictObject({
  version,
  name: text,
  description: text,
  applicants: z.array(z.enum(['person', 'enterprise'])).min(1),
  questions: z.array(camelCode).default([]),
  parts: z
    .array(
      z.strictObject({
        code,
        item: code,
        when: z.strictObject({ question: camelCode, is: z.json() }).nullable().default(null),
        needs: z.array(z.strictObject({ part: code, evidence: evidenceName })).default([]),
      }),
    )
    .min(1)
    .max(PARTS_MAX),
  issuance: z.discriminatedUnion('rule', [
    z.strictObject({ rule: z.enum(['ALL', 'AVAILABLE']), group: z.array(code).min(1) }),
    z.strictObject({ rule: z.literal('LEAD'), lead: code, group: z.array(code).min(1) }),
  ]),
  compensation: z.strictObject({ refused: z.record(code, policy), withdrawal: z.record(code, remedies) }),
});
export type RawBundle = z.output<typeof bundle>;
export type RawPolicy = Readonly<Record<string, z.output<typeof remedies>>>;
