// Shape of statistics.yaml: what each measure means 统计口径, and the reports that a centre draws up again and again.
import { z } from 'zod';
import { dimensionNames, measureNames, reportPeriods } from '../statistics-rules.ts';
import { code, text, version } from './definitions.ts';

const measureId = z.string().regex(/^[A-Z]{2}-\d{3}$/, 'a measure id is two letters and three digits, such as TJ-101');

const measure = z.strictObject({
  id: measureId,
  version,
  name: text,
  meaning: text,
  floor: z.int().min(1).nullable().default(null),
});

const dimension = z.enum(dimensionNames, `a dimension is one of ${dimensionNames.join(', ')}`);

const report = z.strictObject({
  name: text,
  period: z.enum(reportPeriods),
  by: z
    .array(dimension)
    .max(dimensionNames.length)
    .refine((by) => new Set(by).size === by.length, 'a dimension stands there twice'),
  where: z.partialRecord(dimension, z.array(z.string()).min(1)).default({}),
});

const named = <Schema extends z.ZodType>(schema: Schema) =>
  Object.fromEntries(measureNames.map((name) => [name, schema])) as Record<(typeof measureNames)[number], Schema>;

const smallGroups = z.strictObject({
  floor: z.int().min(2),
  roles: z.array(z.string()).refine((roles) => new Set(roles).size === roles.length, 'a role stands there twice'),
  together: z.array(z.array(dimension).min(1)),
});

export const statistics = z.strictObject({
  smallGroups,
  measures: z.strictObject(named(measure)).check(({ value, issues }) => {
    const seen = new Map<string, string>();
    for (const [name, { id }] of Object.entries(value)) {
      const other = seen.get(id);
      if (other) issues.push({ code: 'custom', input: value, path: [name], message: `has the id of ${other}` });
      seen.set(id, name);
    }
  }),
  reports: z.record(code, report),
});
