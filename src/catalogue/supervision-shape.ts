// Shape of supervision.yaml: the rules of electronic supervision 电子监察.
import { z } from 'zod';
import { clockKinds } from '../time/clock-kinds.ts';
import { specialProcedure } from './item-shape.ts';
import { code, text, timeLimit } from './shapes.ts';
import { findingKinds } from './supervision.ts';

const ruleId = z.string().regex(/^[A-Z]{2}-\d{3}$/, 'a rule id is two letters and three digits, such as JC-101');

const rule = z.union(
  [
    z.strictObject({ name: text, clock: z.enum(clockKinds), light: z.enum(['WARNING', 'YELLOW', 'RED']) }),
    z.strictObject({ name: text, finding: z.enum(findingKinds) }),
  ],
  'neither {name, clock, light} nor {name, finding} of a kind that is known',
);

export const supervision = z.strictObject({
  reportWithin: timeLimit,
  acceptanceSteps: z.array(code),
  procedures: z.array(specialProcedure),
  rules: z.record(ruleId, rule).check(({ value, issues }) => {
    const seen = new Map<string, string>();
    for (const [id, each] of Object.entries(value)) {
      const watched = 'clock' in each ? `${each.clock} ${each.light}` : each.finding;
      const other = seen.get(watched);
      if (other) issues.push({ code: 'custom', input: value, path: [id], message: `watches the same as ${other}` });
      seen.set(watched, id);
    }
  }),
});
