// Fields <-> XML by the contract's own lists: types checked both ways, required fields enforced, none standing twice.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { XmlElement } from '../../wire/xml.ts';
import { isXmlText } from '../../wire/xml-characters.ts';
import { gbkXmlText } from '../../wire/xml-charset.ts';
import { type Markup, xmlElement, xmlSequence } from '../../wire/xml-writer.ts';
import { contract, type Field, isOfType, type RepeatedField, type ScalarField } from './contract.ts';

/** Values by field name; a field left out is not written. */
export type Row = Readonly<Record<string, string | undefined>>;
export type Values = Readonly<Record<string, string | undefined | readonly Row[]>>;

/** What was read: every required field is there. */
export interface ReadRow {
  /** The value of a required field. */
  readonly text: (name: string) => string;
  readonly optional: (name: string) => string | null;
}
export interface ReadBody extends ReadRow {
  readonly rows: (name: string) => readonly ReadRow[];
}

/**
 * The title of the first field whose value the contract does not allow, or undefined. `values` may name only fields
 * of the contract: another name is a mistake in the program.
 */
export function unfitField(fields: readonly Field[], values: Values): string | undefined {
  for (const name of Object.keys(values)) {
    if (!fields.some((field) => field.name === name)) throw new TypeError(`taxml.yaml has no field ${name} here`);
  }
  for (const field of fields) {
    const value = values[field.name];
    const unfit = 'group' in field ? unfitRows(field, rowsOf(value)) : unfitScalar(field, value);
    if (unfit !== undefined) return unfit;
  }
  return undefined;
}

function unfitRows(field: RepeatedField, rows: readonly Row[]): string | undefined {
  if (rows.length < field.min || rows.length > field.max) return field.title;
  const { fields } = groupOf(field.group);
  for (const row of rows) {
    const unfit = fields.map((scalar) => unfitScalar(scalar, row[scalar.name])).find((title) => title !== undefined);
    if (unfit !== undefined) return `${field.title}${unfit}`;
  }
  return undefined;
}

function unfitScalar(field: ScalarField, value: Values[string]): string | undefined {
  if (value === undefined) return field.required ? field.title : undefined;
  const fits = typeof value === 'string' && value !== '' && isOfType(field.type, value) && isXmlText(value);
  return fits ? undefined : field.title;
}

/** The fields as markup, in the contract's order. Throws `DepartmentFault('broken')` where one is unfit. */
export function writeFields(fields: readonly Field[], values: Values): Markup {
  const unfit = unfitField(fields, values);
  if (unfit !== undefined) throw new DepartmentFault('broken', `not written for tax: ${unfit} is outside its contract`);
  return xmlSequence(
    fields.map((field) =>
      'group' in field ? writeRows(field, rowsOf(values[field.name])) : writeScalar(field, values[field.name]),
    ),
  );
}

function writeRows(field: RepeatedField, rows: readonly Row[]): Markup {
  const { item, fields } = groupOf(field.group);
  const written = rows.map((row) =>
    xmlElement(item, xmlSequence(fields.map((scalar) => writeScalar(scalar, row[scalar.name])))),
  );
  return xmlElement(field.name, xmlSequence(written));
}

function writeScalar(field: ScalarField, value: Values[string]): Markup {
  return typeof value === 'string' ? xmlElement(field.name, gbkXmlText(value)) : xmlSequence([]);
}

function rowsOf(value: Values[string]): readonly Row[] {
  return typeof value === 'object' ? value : [];
}

/** The fields of an answer. Throws `DepartmentFault('broken')` for one that is missing, repeated or not of its type. */
export function readFields(fields: readonly Field[], element: XmlElement): ReadBody {
  const present = byName(element);
  const texts = readScalars(fields, present);
  const rows = new Map<string, readonly ReadRow[]>();
  for (const field of fields) if ('group' in field) rows.set(field.name, readRows(field, present.get(field.name)));
  return { ...rowOf(texts), rows: (name) => rows.get(name) ?? [] };
}

function readRows(field: RepeatedField, element: XmlElement | undefined): readonly ReadRow[] {
  const { item, fields } = groupOf(field.group);
  const children = element?.children ?? [];
  if (element && children.length === 0 && element.text.trim() !== '') throw unlike(field.name, 'holds text');
  if (children.length < field.min || children.length > field.max)
    throw unlike(field.name, `has ${children.length} rows`);
  return children.map((child) => {
    if (child.name !== item) throw unlike(field.name, 'holds another element than its item');
    return rowOf(readScalars(fields, byName(child)));
  });
}

function readScalars(fields: readonly Field[], present: ReadonlyMap<string, XmlElement>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const field of fields) {
    if ('group' in field) continue;
    const element = present.get(field.name);
    if (element && element.children.length > 0) throw unlike(field.name, 'holds elements');
    const text = element?.text ?? '';
    if (text === '' && field.required) throw unlike(field.name, 'is missing');
    if (text === '') continue;
    if (!isOfType(field.type, text)) throw unlike(field.name, `is not of type ${field.type}`);
    texts.set(field.name, text);
  }
  return texts;
}

function rowOf(texts: ReadonlyMap<string, string>): ReadRow {
  return {
    text: (name) => {
      const text = texts.get(name);
      if (text === undefined) throw new TypeError(`taxml.yaml does not require the field ${name}`);
      return text;
    },
    optional: (name) => texts.get(name) ?? null,
  };
}

/** Children by name. A name that stands twice is refused: which of the two is meant cannot be known. */
export function byName(element: XmlElement): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  for (const child of element.children) {
    if (found.has(child.name)) throw unlike(child.name, 'stands twice');
    found.set(child.name, child);
  }
  return found;
}

function groupOf(name: string) {
  const group = contract.groups[name];
  if (!group) throw new TypeError(`taxml.yaml names the group ${name} and does not define it`);
  return group;
}

/** An answer that is not what the contract says. */
export function unlike(field: string, what: string): DepartmentFault {
  return new DepartmentFault('broken', `tax answered outside its contract: ${field} ${what}`);
}
