// One JSON Schema (draft-07) for a bundle's whole form, each question once; and reading a form against it.
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject, JsonValue } from '../departments/port.ts';
import { kept } from '../kept.ts';
import type { Bundle, BundlePart, BundleQuestion, Question } from './catalogue.ts';
import { problemOf, remedyOf } from './form-problems.ts';
import { FORMATS } from './formats.ts';
import { escapeStep, isList, isObject } from './pointer.ts';
import type { Text } from './text.ts';

export type Language = keyof Text;

/** Each question of the bundle itself and of its parts once, in the order of `all`, which is that of questions.yaml. */
export function mergeQuestions(
  own: readonly Question[],
  parts: readonly BundlePart[],
  all: readonly string[],
): readonly BundleQuestion[] {
  const asked = new Map<string, { question: Question; parts: string[] }>(
    own.map((question) => [question.code, { question, parts: [] }]),
  );
  for (const { code, item } of parts) {
    for (const question of item.questions) {
      const entry = asked.get(question.code) ?? { question, parts: [] };
      if (!entry.parts.includes(code)) entry.parts.push(code);
      asked.set(question.code, entry);
    }
  }
  return [...asked.values()].sort((a, b) => all.indexOf(a.question.code) - all.indexOf(b.question.code));
}

/** Questions that only optional parts ask are required on the same condition as those parts. */
export function formSchema(
  title: Text,
  questions: readonly BundleQuestion[],
  parts: readonly BundlePart[],
  language: Language,
): JsonObject {
  const always = questions.filter((asked) => asked.question.required && conditionsOf(asked, parts).length === 0);
  const sometimes = questions.flatMap((asked) =>
    asked.question.required
      ? conditionsOf(asked, parts).map((when) => ({
          if: { required: [when.question], properties: { [when.question]: { const: when.is } } },
          // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
          then: { required: [asked.question.code] },
        }))
      : [],
  );
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    title: title[language],
    additionalProperties: false,
    required: always.map(({ question }) => question.code),
    properties: Object.fromEntries(
      questions.map(({ question }) => [question.code, questionSchema(question, language)]),
    ),
    ...(sometimes.length > 0 ? { allOf: sometimes } : {}),
  };
}

/** A question's schema with its texts in one language. */
function questionSchema(question: Question, language: Language): JsonObject {
  const { title, help, schema } = question;
  const described = help ? { description: help[language] } : {};
  return { title: title[language], ...described, ...(localised(schema, language) as JsonObject) };
}

/** A formal defect of a form. `field` is a JSON pointer into it; no text repeats what was entered. */
export interface FormDefect {
  readonly field: string;
  readonly code: string;
  readonly problem: Text;
  readonly remedy: Text;
}

export interface ReadForm {
  /** With defaults filled in and formats normalised; meaningful only where there is no defect. */
  readonly form: JsonObject;
  readonly defects: readonly FormDefect[];
}

/** All defects of a form at once. The same form gives the same defects in the same order. */
export function readForm(bundle: Bundle, form: JsonObject): ReadForm {
  const filled = structuredClone(form) as JsonObject;
  const validate = validatorOf(bundle.form.zh);
  if (validate(filled)) return { form: normalised(bundle.form.zh, filled) as JsonObject, defects: [] };
  const defects = new Map<string, FormDefect>();
  for (const error of validate.errors ?? []) {
    const defect = defectOf(bundle, error);
    if (defect && !defects.has(`${defect.field} ${defect.code}`)) defects.set(`${defect.field} ${defect.code}`, defect);
  }
  return { form: filled, defects: [...defects.values()] };
}

/** What is wrong with a schema that the catalogue gives, or undefined. */
export function schemaProblem(schema: JsonObject): string | undefined {
  return kept(COMPILED_BY, JSON.stringify(member(schema)), (text) => {
    try {
      compile(JSON.parse(text));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  });
}

/** Whether a constant of the catalogue is one that a schema of it allows; throws where that is no schema. */
export function allowsConstant(schema: JsonObject, constant: JsonValue): boolean {
  const stated = JSON.stringify([schema, constant]);
  const judge = () => allows(schema, constant);
  // What is of a format is for code of ours to say.
  return stated.includes('"format"') ? judge() : kept(COMPILED_BY, stated, judge);
}

/** Whether a value is one that a schema allows. */
export function allows(schema: JsonObject, value: JsonValue): boolean {
  const validate = compile(member(schema));
  return validate({ value: structuredClone(value) }) === true;
}

/** As a member of an object: a schema's own default means nothing at the root. */
function member(schema: JsonObject): JsonObject {
  return { type: 'object', properties: { value: localised(schema, 'zh') } };
}

function conditionsOf({ parts: askedBy }: BundleQuestion, parts: readonly BundlePart[]) {
  const asking = parts.filter(({ code }) => askedBy.includes(code));
  if (asking.some(({ when }) => when === null)) return [];
  return asking.flatMap(({ when }) => when ?? []);
}

function localised(value: JsonValue, language: Language): JsonValue {
  if (isList(value)) return value.map((each) => localised(each, language));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => {
    const text = (key === 'title' || key === 'description') && isObject(member) ? member[language] : undefined;
    return [key, text ?? localised(member, language)] as const;
  });
  return Object.fromEntries(entries);
}

const SETTINGS = {
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allErrors: true,
  useDefaults: true,
  allowUnionTypes: true,
  // V8 tidies the code of the few that are used often; to tidy that of all takes a third of compiling them.
  code: { optimize: false },
};
/** All that it rests on whether a schema compiles. */
const COMPILED_BY = `ajv ${JSON.stringify([SETTINGS, Object.keys(FORMATS)])}`;

let made: Ajv | undefined;
/** One compiler, made by the first form: making one costs as much as compiling thirty. What it compiled is not kept in it. */
const compiler = () => {
  made ??= newCompiler();
  return made;
};

function newCompiler(): Ajv {
  const ajv = new Ajv(SETTINGS);
  for (const [name, { parse }] of Object.entries(FORMATS)) {
    ajv.addFormat(name, { type: 'string', validate: (text: string) => parse(text) !== undefined });
  }
  return ajv;
}

function compile(schema: JsonObject): ValidateFunction {
  try {
    return compiler().compile(schema);
  } finally {
    compiler().removeSchema(schema);
  }
}

/** Compiled once for each schema object; a catalogue that is let go takes its validators along. */
const validators = new WeakMap<JsonObject, ValidateFunction>();

function validatorOf(schema: JsonObject): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const compiled = compile(schema);
  validators.set(schema, compiled);
  return compiled;
}

function normalised(schema: JsonValue | undefined, value: JsonValue): JsonValue {
  if (!isObject(schema)) return value;
  if (isList(value)) return value.map((each) => normalised(schema['items'], each));
  if (isObject(value)) {
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, normalised(properties[key], member)]));
  }
  const format = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined;
  return typeof value === 'string' ? (format?.parse(value) ?? value) : value;
}

/** `if` reports that its `then` failed, which the errors of `then` say themselves. */
function defectOf(bundle: Bundle, error: ErrorObject): FormDefect | undefined {
  if (error.keyword === 'if') return undefined;
  const missing: unknown = error.params['missingProperty'] ?? error.params['additionalProperty'];
  const field = typeof missing === 'string' ? `${error.instancePath}/${escapeStep(missing)}` : error.instancePath;
  return {
    field,
    code: `FORM_${error.keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
    problem: { zh: problemOf(bundle.form.zh, field, error, 'zh'), en: problemOf(bundle.form.en, field, error, 'en') },
    remedy: remedyOf(error),
  };
}
