// Shape of exports.yaml: what other platforms are told of cases 数据上报.
import { z } from 'zod';
import { caseFields, partFields, personalFields, valuesOf } from '../export-rules.ts';
import { code, type Definitions, text, version } from './definitions.ts';

type RawField<Name extends string> = {
  from: Name;
  as: string;
  codes: Record<string, string> | null;
  show: 'MASKED' | 'PLAIN' | null;
  legalBasis: z.output<typeof text> | null;
};

function exportedField<const Names extends readonly [string, ...string[]]>(
  names: Names,
  values: Readonly<Record<string, readonly string[]>>,
) {
  return z
    .strictObject({
      from: z.enum(names, `nobody knows the field; there are ${names.join(', ')}`),
      as: z.string().regex(/^[A-Za-z]\w{0,63}$/, 'a name is letters, digits and _, and starts with a letter'),
      codes: z.record(z.string(), z.string('a code is text: put it in quotes')).nullable().default(null),
      show: z.enum(['MASKED', 'PLAIN']).nullable().default(null),
      legalBasis: text.nullable().default(null),
    })
    .check(({ value, issues }) => {
      for (const message of [...wrongCodes(value, values[value.from]), ...wrongShow(value)]) {
        issues.push({ code: 'custom', input: value, path: [], message });
      }
    });
}

function wrongCodes(
  { from, codes }: Pick<RawField<string>, 'from' | 'codes'>,
  values: readonly string[] = [],
): string[] {
  if (codes === null) return [];
  if (values.length === 0) return [`"${from}" is no field of a few values; leave out its codes`];
  const missing = values.filter((value) => !(value in codes));
  const unknown = Object.keys(codes).filter((value) => !values.includes(value));
  return [
    ...missing.map((value) => `"${from}" has no code for ${value}`),
    ...unknown.map((value) => `"${from}" is never ${value}`),
  ];
}

function wrongShow({ from, show, legalBasis }: Pick<RawField<string>, 'from' | 'show' | 'legalBasis'>): string[] {
  if (!(from in personalFields)) return show === null ? [] : [`"${from}" is no personal data; leave out "show"`];
  if (show === null) return [`"${from}" is personal data: say "show: MASKED", or "show: PLAIN" with its legalBasis`];
  return show === 'PLAIN' && legalBasis === null ? [`"${from}" is shown in plain: state the legalBasis`] : [];
}

const named = <Field extends { as: string }>(fields: z.ZodType<Field>) =>
  z
    .array(fields)
    .min(1)
    .refine((all) => new Set(all.map(({ as }) => as)).size === all.length, 'two fields have one name');

const entry = z.strictObject({
  name: text,
  version,
  purpose: code,
  accounts: z.array(z.string().min(1)).default([]),
  keepDays: z.int().min(1).max(3650),
  case: named(exportedField(caseFields, valuesOf.case)),
  part: named(exportedField(partFields, valuesOf.part)),
});

export const exportProfiles: Definitions<z.output<typeof entry>> = { key: code, entry };
