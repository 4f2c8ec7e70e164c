// Shapes of the files that hold many small definitions, by code. References are still codes here.
import { z } from 'zod';
import { minutesOf } from '../../time/working-hours.ts';
import { parseCivilDate } from '../../values/civil-date.ts';
import { parseCreditCode } from '../../values/credit-code.ts';

export const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export const code = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'a code is lower-case words joined by hyphens');
export const upperCode = z.string().regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/, 'a code is upper-case words joined by _');
export const camelCode = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a code is words in camelCase');
export const version = z
  .string('a version is text: put it in quotes')
  .regex(/^\d+(?:\.\d+)*$/, 'a version is digits and dots, in quotes');
const role = z.enum(['front-end', 'window', 'analyst', 'supervisor', 'operator']);
export const level = z.enum(['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE']);
export const timeLimit = z.strictObject({
  amount: z.int().min(1).max(1000),
  unit: z.enum(['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY']),
});
const jsonObject = z.record(z.string(), z.json());
const hanzi = z.string().regex(/^\p{Script=Han}{2,30}$/u, 'evidence and licences are known by their Chinese names');
export const evidenceName = hanzi;
export const licenceKind = hanzi;

/** A file of many definitions by code: what a code looks like, and a definition. */
export interface Definitions<Raw> {
  readonly key: z.ZodType<string>;
  readonly entry: z.ZodType<Raw>;
}

const creditCode = z
  .string()
  .refine((value) => parseCreditCode(value), 'not a unified credit code: shape or check character is wrong');

const civilDate = z.string().transform((value, context) => {
  const date = parseCivilDate(value);
  if (date) return date;
  context.addIssue({ code: 'custom', message: 'not a day of the calendar, written yyyy-mm-dd' });
  return z.NEVER;
});

export const departments = {
  key: code,
  entry: z.strictObject({
    name: text,
    creditCode,
    level,
    hotline: z.string('a telephone number is text: put it in quotes'),
    succession: z.strictObject({ departments: z.array(code).min(1), from: civilDate }).optional(),
  }),
};

export const purposes = {
  key: code,
  entry: z.strictObject({
    name: text,
    roles: z.array(role).min(1),
    unmasked: z.boolean(),
    departmentCodes: z.record(code, z.string('the code is text: put it in quotes')).default({}),
  }),
};

export const evidence = {
  key: evidenceName,
  entry: z.strictObject({ english: z.string().min(1), legalBasis: z.array(text).min(1), schema: jsonObject }),
};

export const tasks = {
  key: upperCode,
  entry: z.strictObject({ name: text, role, timeLimit, undoes: z.boolean() }),
};

export const materials = {
  key: code,
  entry: z
    .strictObject({
      name: text,
      legalBasis: z.array(text).min(1, 'every material needs a legal basis'),
      sharedFrom: code.nullable().default(null),
      deferrable: z.boolean().default(false),
      deferral: timeLimit.nullable().default(null),
      mediaTypes: z.array(z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/)).min(1),
      bytesMax: z.int().min(1).max(1_073_741_824),
    })
    .refine(({ deferrable, deferral }) => deferrable === (deferral !== null), {
      message: 'a deferrable material, and only such a one, states until when it may follow',
      path: ['deferral'],
    }),
};

export const questions = {
  key: camelCode,
  entry: z.strictObject({
    title: text,
    help: text.nullable().default(null),
    required: z.boolean().default(true),
    schema: jsonObject,
  }),
};

export const reads = {
  key: camelCode,
  entry: z.strictObject({ department: code, schema: jsonObject }),
};

export const calendarYear = z.strictObject({
  year: z.int().min(2000).max(2100),
  versions: z
    .array(
      z.strictObject({
        version: z.string('a version is text: put it in quotes').min(1),
        document: z.string().min(1),
        issuedOn: civilDate,
        holidays: z.array(z.strictObject({ name: text, from: civilDate, to: civilDate })).min(1),
        workingDays: z.array(civilDate),
      }),
    )
    .min(1),
});

export type RawCalendarYear = z.output<typeof calendarYear>;

const clockTime = z.string('a time of day is text: put it in quotes').transform((value, context) => {
  const minutes = minutesOf(value);
  if (minutes !== undefined) return minutes;
  context.addIssue({ code: 'custom', message: 'not a time of day, written HH:MM' });
  return z.NEVER;
});
const instant = z.iso
  .datetime({ offset: true, error: 'not an instant with its offset, written 2026-12-01T20:00:00+08:00' })
  .transform((value) => Date.parse(value));

export const closings = {
  key: code,
  entry: z.strictObject({
    daily: z
      .array(
        z.strictObject({ from: clockTime, to: clockTime }).refine(({ from, to }) => from !== to, 'closed all day long'),
      )
      .default([]),
    planned: z
      .array(
        z
          .strictObject({ from: instant, to: instant, reason: text })
          .refine(({ from, to }) => from < to, 'ends before it begins'),
      )
      .default([]),
  }),
};

const percent = z.number().min(0).max(100);
const legalLimit = z.strictObject({ ...timeLimit.shape, legalBasis: text });
const extendable = z.strictObject({ ...legalLimit.shape, extension: z.int().min(0) });

export const service = z.strictObject({
  agentLetter: code,
  greenChannel: z.record(code, text),
  workingHours: z
    .array(
      z.strictObject({ from: clockTime, to: clockTime }).refine(({ from, to }) => from < to, 'closes before it opens'),
    )
    .min(1)
    .refine(
      (hours) => hours.every(({ from }, index) => index === 0 || (hours[index - 1]?.to ?? 0) <= from),
      'opening times must ascend without overlap',
    ),
  lights: z.strictObject({
    warningPercent: percent,
    yellowWorkingDays: z.int().min(0),
    yellowHoursPercent: percent,
  }),
  clocks: z.strictObject({
    notice: legalLimit,
    supplement: legalLimit,
    statute: extendable,
    jointStatute: extendable,
    delivery: legalLimit,
    complaint: legalLimit,
  }),
  frequency: z
    .strictObject({ high: z.int().min(1), low: z.int().min(1) })
    .refine(({ high, low }) => low < high, 'low must be less than high'),
  downloads: z.strictObject({
    rowsPerDay: z.int().min(1),
    atOnce: z.int().min(1),
    keptHours: z.int().min(1).max(720),
  }),
});
