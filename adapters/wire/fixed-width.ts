// Fixed-width records, driven by a layout: widths count bytes, nothing is truncated, nothing doubtful is let through.
// Blanks are trimmed before decoding: 0x20 is no trail byte of GB18030, and a trimmed record decodes twice as fast.

import { DepartmentFault } from '../../src/departments/fault.ts';
import { isDayOfCalendar, numberAt } from '../../src/values/civil-date.ts';
import type { Field } from './field.ts';
import { decodeGb18030Part, encodeGb18030 } from './gb18030.ts';
import { endOfText, type RecordView, viewsOf } from './record-view.ts';

/** All values are strings: `digits` without leading zeros, `date` and `time` as on the wire. */
export interface Layout<Name extends string> {
  readonly name: string;
  readonly bytes: number;
  /** Exactly `bytes` bytes. @throws FieldFault */
  readonly encode: (values: Readonly<Record<Name, string>>) => Uint8Array;
  /** @throws FieldFault where a field breaks the layout; DepartmentFault `broken` where the length does. */
  readonly decode: (record: Uint8Array) => Readonly<Record<Name, string>>;
  /** The same for the record that begins at `start`, all of it there; its bytes must stay what they are. */
  readonly viewAt: (bytes: Buffer, start: number) => RecordView<Name>;
}

export type FieldFlaw =
  | 'too-long'
  | 'blank'
  | 'outer-blank'
  | 'forbidden-character'
  | 'not-encodable'
  | 'not-of-type'
  | 'not-in-list';

/** A value that its field cannot hold, on the way out or in. The message names the field, never the value. */
export class FieldFault extends DepartmentFault {
  readonly field: Field;
  readonly flaw: FieldFlaw;

  constructor(layout: string, field: Field, flaw: FieldFlaw, cause?: unknown) {
    const message = `field ${field.name} (${field.type}, ${field.bytes} bytes) of record ${layout} is ${flaw}; correct it at its source`;
    super('broken', message, { cause });
    this.name = 'FieldFault';
    this.field = field;
    this.flaw = flaw;
  }
}

const BLANK = 0x20;
const ZERO = 0x30;
const LAST_VISIBLE = 0x7e;
/** Control, line and paragraph separators, writing direction, byte order mark, and the mark of a character already lost. */
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/u;
const CODE = /^[!-~]+$/;
const DIGITS = /^\d+$/;
const CANONICAL_DIGITS = /^(?:0|[1-9]\d*)$/;

/**
 * A codec for the fields of an artefact. `names` are those that the code knows: an artefact with a field more or less
 * is refused here, at the start.
 */
export function layoutOf<const Name extends string>(
  name: string,
  fields: readonly Field[],
  names: readonly Name[],
): Layout<Name> {
  const stated = fields.map((field) => field.name).join(' ');
  if (stated !== names.join(' ')) {
    throw new Error(`record layout ${name} has the fields ${stated}, the code expects ${names.join(' ')}`);
  }
  const bytes = fields.reduce((sum, field) => sum + field.bytes, 0);
  const blank = Object.fromEntries(names.map((each) => [each, '']));
  const decode = (field: Field, record: Buffer, start: number, end: number) =>
    decodedValue(name, field, record, start, end);
  return {
    name,
    bytes,
    encode: (values) => encodeRecord(name, fields, bytes, values),
    decode: (record) => decodeRecord(name, fields, blank, whole(name, bytes, record)) as Readonly<Record<Name, string>>,
    viewAt: viewsOf<Name>(fields, decode),
  };
}

function encodeRecord(
  layout: string,
  fields: readonly Field[],
  bytes: number,
  values: Readonly<Record<string, string>>,
): Uint8Array {
  const record = Buffer.alloc(bytes, BLANK);
  let at = 0;
  for (const field of fields) {
    const value = values[field.name] ?? '';
    checkValue(layout, field, value);
    const encoded = encodeValue(layout, field, value);
    if (encoded.length > field.bytes) throw new FieldFault(layout, field, 'too-long');
    if (field.type === 'digits') record.fill(ZERO, at, at + field.bytes - encoded.length);
    record.set(encoded, field.type === 'digits' ? at + field.bytes - encoded.length : at);
    at += field.bytes;
  }
  return record;
}

function encodeValue(layout: string, field: Field, value: string): Uint8Array {
  try {
    return encodeGb18030(value);
  } catch (cause) {
    if (!(cause instanceof DepartmentFault)) throw cause;
    throw new FieldFault(layout, field, 'not-encodable', cause);
  }
}

function whole(layout: string, bytes: number, record: Uint8Array): Buffer {
  if (record.length === bytes) return Buffer.from(record.buffer, record.byteOffset, bytes);
  throw new DepartmentFault(
    'broken',
    `record ${layout} has ${record.length} bytes, its layout ${bytes}; compare the layout with the department's`,
  );
}

/** `blank` has every field already: a value that takes its place costs less than one that is added. */
function decodeRecord(
  layout: string,
  fields: readonly Field[],
  blank: Readonly<Record<string, string>>,
  record: Buffer,
): Readonly<Record<string, string>> {
  const values = { ...blank };
  let at = 0;
  for (const field of fields) {
    values[field.name] = decodedValue(layout, field, record, at, at + field.bytes);
    at += field.bytes;
  }
  return values;
}

function decodedValue(layout: string, field: Field, record: Buffer, start: number, fieldEnd: number): string {
  const end = endOfText(record, start, fieldEnd);
  return field.type === 'text' ? textOf(layout, field, record, start, end) : wordOf(layout, field, record, start, end);
}

function textOf(layout: string, field: Field, record: Buffer, start: number, end: number): string {
  const value = end === start ? '' : decodeText(layout, field, record, start, end);
  checkValue(layout, field, value);
  return value;
}

/** A code, number, date or time: nothing but visible ASCII. */
function wordOf(layout: string, field: Field, record: Buffer, start: number, end: number): string {
  const isDigits = field.type === 'digits';
  if (isDigits && end - start !== field.bytes) throw new FieldFault(layout, field, 'not-of-type');
  if (!isVisible(record, start, end)) return textOf(layout, field, record, start, end);
  const word = record.toString('latin1', start, end);
  if (isDigits && !DIGITS.test(word)) throw new FieldFault(layout, field, 'not-of-type');
  const value = isDigits ? word.replace(/^0+(?=\d)/, '') : word;
  checkValue(layout, field, value);
  return value;
}

function isVisible(record: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = record[at] ?? 0;
    if (byte <= BLANK || byte > LAST_VISIBLE) return false;
  }
  return true;
}

function decodeText(layout: string, field: Field, record: Buffer, start: number, end: number): string {
  try {
    return decodeGb18030Part(record, start, end);
  } catch (cause) {
    if (!(cause instanceof DepartmentFault)) throw cause;
    throw new FieldFault(layout, field, 'not-encodable', cause);
  }
}

/** The same rules both ways: what we would refuse to send, we refuse to believe. */
function checkValue(layout: string, field: Field, value: string): void {
  const flaw = flawOf(field, value);
  if (flaw) throw new FieldFault(layout, field, flaw);
}

function flawOf(field: Field, value: string): FieldFlaw | undefined {
  if (value === '') return field.optional ? undefined : 'blank';
  // What is of one of the other types has neither blanks nor characters that are forbidden.
  if (field.type !== 'text' && isOfType(field, value)) return isListed(field, value) ? undefined : 'not-in-list';
  if (value.startsWith(' ') || value.endsWith(' ')) return 'outer-blank';
  if (FORBIDDEN.test(value)) return 'forbidden-character';
  if (!isOfType(field, value)) return 'not-of-type';
  return isListed(field, value) ? undefined : 'not-in-list';
}

function isListed({ values }: Field, value: string): boolean {
  return !values || values.includes(value);
}

function isOfType(field: Field, value: string): boolean {
  switch (field.type) {
    case 'text':
      return true;
    case 'code':
      return CODE.test(value);
    case 'digits':
      return CANONICAL_DIGITS.test(value) && Number.isSafeInteger(Number(value));
    case 'date':
      return isDate(value);
    case 'time':
      return value.length === 14 && isDate(value.slice(0, 8)) && isTimeOfDay(value.slice(8));
  }
}

function isDate(value: string): boolean {
  return /^\d{8}$/.test(value) && isDayOfCalendar(numberAt(value, 0, 4), numberAt(value, 4, 6), numberAt(value, 6, 8));
}

function isTimeOfDay(value: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/.test(value);
}
