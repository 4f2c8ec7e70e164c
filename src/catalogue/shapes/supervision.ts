// Shape of supervision.yaml: the rules of electronic supervision 电子监察.
import { z } from 'zod';
import { clockKinds } from '../../time/clock-kinds.ts';
import { findingKinds } from '../supervision.ts';
import { code, text, timeLimit } from './definitions.ts';
import { specialProcedure } from './item.ts';

const RULE_ID = /^[A-Z]{2}-\d{3}$/;

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
  rules: z.record(z.string(), rule).check(({ value, issues }) => {
    const seen = new Map<string, string>();
    for (const [id, each] of Object.entries(value)) {
      const add = (message: string) => issues.push({ code: 'custom', input: value, path: [id], message });
      if (!RULE_ID.test(id)) add('a rule id is two letters and three digits, such as JC-101');
      const watched = 'clock' in each ? `${each.clock} ${each.light}` : each.finding;
      const other = seen.get(watched);
      if (other) add(`watches the same as ${other}`);
      seen.set(watched, id);
    }
  }),
});
