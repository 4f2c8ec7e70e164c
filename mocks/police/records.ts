// The record layout as the police's own side reads it: records and headers to bytes and back.
import { readFileSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { load } from 'js-yaml';
import { isAsciiText, readAscii, readGb18030, writeGb18030 } from './gb18030.ts';

interface Field {
  readonly name: string;
  readonly bytes: number;
  readonly type: 'code' | 'digits' | 'text' | 'date' | 'time';
  readonly optional?: boolean;
  readonly values?: readonly string[];
}

interface RecordLayout {
  readonly version: string;
  readonly frame: { readonly lengthBytes: number; readonly maxBytes: number };
  readonly registration: {
    readonly operator: string;
    readonly unit: string;
    readonly terminal: string;
    readonly dailyQuota: number;
    readonly purposes: Readonly<Record<string, string>>;
  };
  readonly header: readonly Field[];
  readonly returnCodes: Readonly<Record<string, { readonly title: string }>>;
  readonly transactions: Readonly<Record<string, { readonly question: readonly string[]; readonly max: number }>>;
  readonly records: Readonly<Record<string, { readonly fields: readonly Field[] }>>;
}

export type Values = Readonly<Record<string, string>>;
export type ReturnCode =
  | '000'
  | '101'
  | '102'
  | '103'
  | '901'
  | '902'
  | '903'
  | '904'
  | '905'
  | '906'
  | '911'
  | '912'
  | '999';

export interface Message {
  readonly head: Values;
  /** The bytes of the records. */
  readonly body: Uint8Array;
}

const source = new URL('../../adapters/police/contract/record-layout.yaml', import.meta.url);
export const layout = load(readFileSync(source, 'utf8')) as RecordLayout;
const widths = new Map<readonly Field[], number>();
const HEADER_BYTES = widthOf(layout.header);
const CHECK_BYTES = 8;
const BLANK = 0x20;
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A record of a question with its letter. */
export interface NamedRecord {
  readonly letter: string;
  readonly values: Values;
}

/** The records of a question in their order, or undefined where the layout is broken (902). */
export function readQuestion({ head, body }: Message): readonly NamedRecord[] | undefined {
  const transaction = layout.transactions[head['transaction'] ?? ''];
  if (!transaction) return undefined;
  const found: NamedRecord[] = [];
  for (let at = 0; at < body.length; ) {
    const letter = String.fromCharCode(body[at] ?? 0);
    const fields = transaction.question.includes(letter) ? layout.records[letter]?.fields : undefined;
    if (!fields) return undefined;
    const width = 1 + widthOf(fields);
    const values = readFields(fields, body.subarray(at + 1, at + width));
    if (!values) return undefined;
    found.push({ letter, values });
    at += width;
  }
  const leading = found.filter(({ letter }) => letter === transaction.question[0]).length;
  const counted = String(found.length) === head['records'];
  return counted && leading >= 1 && leading <= transaction.max ? found : undefined;
}

/** A record to send. A value that does not fit is a fault of the simulator's own data. */
export function writeRecord(letter: string, values: Values): Uint8Array {
  const fields = layout.records[letter]?.fields;
  if (!fields) throw new Error(`record-layout.yaml states no record ${letter}`);
  return Buffer.concat([Buffer.from(letter, 'latin1'), writeFields(fields, values)]);
}

/** The header and records of a frame's content, or undefined where the header is broken or the check code differs. */
export function readMessage(content: Uint8Array): Message | undefined {
  if (content.length < HEADER_BYTES) return undefined;
  const [head, body] = [content.subarray(0, HEADER_BYTES), content.subarray(HEADER_BYTES)];
  const values = readFields(layout.header, head);
  return values?.['check'] === checkOf(head, body) ? { head: values, body } : undefined;
}

/** The content of the frame that answers a question. */
export function writeAnswer(question: Values, returnCode: ReturnCode, records: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(records);
  const head = writeFields(layout.header, {
    ...question,
    version: layout.version,
    direction: 'A',
    records: String(records.length),
    returnCode,
    message: layout.returnCodes[returnCode]?.title ?? '',
    check: '0'.repeat(CHECK_BYTES),
  });
  return sealed(head, body);
}

/** Puts the check code of header and records into the header. */
export function sealed(head: Buffer, body: Uint8Array): Buffer {
  head.write(checkOf(head, body), head.length - CHECK_BYTES, 'latin1');
  return Buffer.concat([head, body]);
}

export function headerBytes(): number {
  return HEADER_BYTES;
}

/** Length and content. An answer beyond the limit is a fault of the simulator's own. */
export function frameOf(content: Uint8Array): Buffer {
  if (content.length > layout.frame.maxBytes) throw new Error(`an answer of ${content.length} bytes fits no frame`);
  const length = Buffer.alloc(layout.frame.lengthBytes);
  length.writeUIntBE(content.length, 0, layout.frame.lengthBytes);
  return Buffer.concat([length, content]);
}

function checkOf(head: Uint8Array, body: Uint8Array): string {
  const covered = crc32(body, crc32(head.subarray(0, HEADER_BYTES - CHECK_BYTES)));
  return covered.toString(16).padStart(CHECK_BYTES, '0');
}

function widthOf(fields: readonly Field[]): number {
  const known = widths.get(fields) ?? fields.reduce((sum, { bytes }) => sum + bytes, 0);
  widths.set(fields, known);
  return known;
}

function writeFields(fields: readonly Field[], values: Values): Buffer {
  const record = Buffer.alloc(widthOf(fields), BLANK);
  let at = 0;
  for (const field of fields) {
    const value = values[field.name] ?? '';
    writeField(field, field.type === 'digits' ? value.padStart(field.bytes, '0') : value, record, at);
    at += field.bytes;
  }
  return record;
}

function writeField(field: Field, text: string, record: Buffer, at: number): void {
  if (isAsciiText(text) && text.length <= field.bytes) {
    record.write(text, at, 'latin1');
    return;
  }
  const bytes = writeGb18030(text);
  if (!bytes || bytes.length > field.bytes) throw new Error(`${field.name} does not fit ${field.bytes} bytes`);
  record.set(bytes, at);
}

function readFields(fields: readonly Field[], bytes: Uint8Array): Values | undefined {
  if (bytes.length !== widthOf(fields)) return undefined;
  // Where all of a record is ASCII, as every header of a question is, it is decoded once.
  const ascii = readAscii(bytes);
  const values: Record<string, string> = {};
  let at = 0;
  for (const field of fields) {
    const end = at + field.bytes;
    const text = ascii === undefined ? readGb18030(bytes.subarray(at, end)) : ascii.slice(at, end);
    const value = text === undefined ? undefined : readField(field, text);
    if (value === undefined) return undefined;
    values[field.name] = value;
    at = end;
  }
  return values;
}

/** The value of a field, which is filled up with blanks. */
function readField(field: Field, text: string): string | undefined {
  const end = endOfText(text);
  if (end === 0) return field.optional && field.type !== 'digits' ? '' : undefined;
  const value = text.slice(0, end);
  if (value.startsWith(' ') || FORBIDDEN.test(value)) return undefined;
  if (field.type === 'digits') return end === text.length && DIGITS.test(value) ? String(Number(value)) : undefined;
  if (field.values && !field.values.includes(value)) return undefined;
  return SHAPES[field.type].test(value) ? value : undefined;
}

/** Blanks alone are cut off: what else Unicode takes for a space may be part of the text. */
function endOfText(text: string): number {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === BLANK) end -= 1;
  return end;
}

const DIGITS = /^\d+$/;
const SHAPES: Readonly<Record<Exclude<Field['type'], 'digits'>, RegExp>> = {
  code: /^[!-~]+$/,
  text: /^/,
  date: /^\d{8}$/,
  time: /^\d{14}$/,
};
