// Fixed-width records that are read where they lie: every field is held against its layout when a record is met, and made into
// text only where somebody wants it. Of the records of a household most fields say again what others said.
import { isDayOfCalendar } from '../../src/values/civil-date.ts';
import type { Field } from './field.ts';
import { decodeGb18030Part, encodeGb18030, isCommonGb18030 } from './gb18030.ts';

/** Values as `Layout.decode` has them, each made anew when it is asked for. */
export type RecordView<Name extends string> = Readonly<Record<Name, string>> & {
  /** Whether the field is this text, without one being made of it. */
  readonly says: (name: Name, text: string) => boolean;
};

/** The value of a field between two places of the bytes. @throws FieldFault */
type Decode = (field: Field, bytes: Buffer, start: number, end: number) => string;

interface Column {
  readonly field: Field;
  readonly at: number;
  readonly end: number;
  /** Everything that may stand here, as it is written. */
  readonly words: readonly Word[] | undefined;
}

interface Word {
  readonly text: string;
  readonly bytes: Uint8Array;
}

const BLANK = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LAST_VISIBLE = 0x7e;
const DATE_BYTES = 8;
/** With so many a number is exact, whatever they are. */
const DIGITS_MAX = 15;

/** Views of records of one layout. `decode` judges whatever is out of the ordinary. */
export function viewsOf<Name extends string>(
  fields: readonly Field[],
  decode: Decode,
): (bytes: Buffer, start: number) => RecordView<Name> {
  class View {
    readonly #bytes: Buffer;
    readonly #start: number;

    constructor(bytes: Buffer, start: number) {
      this.#bytes = bytes;
      this.#start = start;
    }

    says(name: string, text: string): boolean {
      const column = byName.get(name);
      return column !== undefined && isText(column, this.#bytes, this.#start, text);
    }

    static open(column: Column): void {
      Object.defineProperty(View.prototype, column.field.name, {
        get(this: View) {
          return textOf(column, this.#bytes, this.#start);
        },
      });
    }
  }
  const byName = new Map<string, Column>();
  // With the first record: what the words of a table take is no concern of a start.
  const open = (): readonly Column[] => {
    const columns = columnsOf(fields);
    for (const column of columns) {
      byName.set(column.field.name, column);
      View.open(column);
    }
    return columns;
  };
  let opened: readonly Column[] | undefined;
  return (bytes, start) => {
    opened ??= open();
    for (const column of opened) {
      if (isSurelySound(column, bytes, start)) continue;
      decode(column.field, bytes, start + column.at, start + column.end);
    }
    return new View(bytes, start) as unknown as RecordView<Name>;
  };
}

function columnsOf(fields: readonly Field[]): readonly Column[] {
  let end = 0;
  return fields.map((field) => {
    const at = end;
    end += field.bytes;
    const words = field.values?.map((text) => ({ text, bytes: encodeGb18030(text) }));
    return { field, at, end, words };
  });
}

/** False for what needs a second look: nothing that its layout forbids passes here. */
function isSurelySound(column: Column, bytes: Buffer, recordStart: number): boolean {
  const { field, words } = column;
  const start = recordStart + column.at;
  const end = endOfText(bytes, start, recordStart + column.end);
  if (end === start) return field.optional === true;
  if (words) return field.type !== 'digits' && wordAt(words, bytes, start, end) !== undefined;
  switch (field.type) {
    case 'code':
      return isWithin(bytes, start, end, BLANK + 1, LAST_VISIBLE);
    case 'digits':
      return end - start === field.bytes && field.bytes <= DIGITS_MAX && isWithin(bytes, start, end, ZERO, NINE);
    case 'date':
      return end - start === DATE_BYTES && isWithin(bytes, start, end, ZERO, NINE) && isDay(bytes, start);
    case 'text':
      return bytes[start] !== BLANK && isCommonGb18030(bytes, start, end);
    case 'time':
      return false;
  }
}

/** Of a field that was found sound. */
function textOf({ field, at, end: fieldEnd, words }: Column, bytes: Buffer, recordStart: number): string {
  const start = recordStart + at;
  const end = endOfText(bytes, start, recordStart + fieldEnd);
  if (end === start) return '';
  const word = words && wordAt(words, bytes, start, end);
  if (word) return word.text;
  if (field.type === 'text') return decodeGb18030Part(bytes, start, end);
  if (field.type === 'digits') return String(numberIn(bytes, start, end));
  return bytes.toString('latin1', start, end);
}

function isText(column: Column, bytes: Buffer, recordStart: number, text: string): boolean {
  const { field, at, end: fieldEnd } = column;
  if (field.type === 'text' || field.type === 'digits') return textOf(column, bytes, recordStart) === text;
  const start = recordStart + at;
  const end = endOfText(bytes, start, recordStart + fieldEnd);
  if (end - start !== text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** Where the blanks begin that fill up a field. */
export function endOfText(bytes: Buffer, start: number, fieldEnd: number): number {
  let end = fieldEnd;
  while (end > start && bytes[end - 1] === BLANK) end -= 1;
  return end;
}

function isWithin(bytes: Buffer, start: number, end: number, least: number, most: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < least || byte > most) return false;
  }
  return true;
}

function isDay(bytes: Buffer, start: number): boolean {
  const [month, day] = [start + 4, start + 6];
  return isDayOfCalendar(
    numberIn(bytes, start, month),
    numberIn(bytes, month, day),
    numberIn(bytes, day, start + DATE_BYTES),
  );
}

function numberIn(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = 10 * value + ((bytes[at] ?? ZERO) - ZERO);
  return value;
}

function wordAt(words: readonly Word[], bytes: Buffer, start: number, end: number): Word | undefined {
  for (const word of words) if (isWord(word.bytes, bytes, start, end)) return word;
  return undefined;
}

function isWord(word: Uint8Array, bytes: Buffer, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let index = 0; index < word.length; index += 1) if (word[index] !== bytes[start + index]) return false;
  return true;
}
