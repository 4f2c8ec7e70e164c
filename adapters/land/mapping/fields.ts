// Strict readers of single columns. What a column may not hold throws a `broken` fault that names the subject and the
// column, never the value.
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { type CivilDate, isCalendarDate } from '../../../src/values/civil-date.ts';
import type { Row } from '../transport.ts';

/** What a row is about, for messages: `unit 3504…`, `application 1135…`. No personal data. */
export type Subject = string;

export function malformed(subject: Subject, column: string, why: string): DepartmentFault {
  return new DepartmentFault('broken', `land ${subject}: ${column} ${why}; ask the registry to correct the row`);
}

const CONTROL_OR_REPLACEMENT = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFFFD\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Text that a register may hold: not blank, no controls, of the writing direction neither, nothing that a decoder replaced. */
export function cleanText(text: string, maxLength: number): boolean {
  return text.length <= maxLength && text.trim() !== '' && !CONTROL_OR_REPLACEMENT.test(text);
}

function required(row: Row, column: string, subject: Subject): string {
  const value = row[column];
  if (value === null || value === undefined) throw malformed(subject, column, 'is missing');
  return value;
}

export function text(row: Row, column: string, subject: Subject, maxLength = 200): string {
  const value = required(row, column, subject);
  if (!cleanText(value, maxLength)) throw malformed(subject, column, 'is blank, too long or damaged text');
  return value;
}

/** Null, or text as `text` reads it. */
export function optionalText(row: Row, column: string, subject: Subject, maxLength = 500): string | null {
  return row[column] === null ? null : text(row, column, subject, maxLength);
}

/** The value for the column's code. */
export function coded<Word>(row: Row, column: string, subject: Subject, words: ReadonlyMap<string, Word>): Word {
  const word = words.get(required(row, column, subject));
  if (word === undefined) throw malformed(subject, column, 'holds a code that its table does not have');
  return word;
}

/** The value as one of our checked types. */
export function parsed<Value>(
  row: Row,
  column: string,
  subject: Subject,
  parse: (text: string) => Value | undefined,
): Value {
  const value = parse(required(row, column, subject));
  if (value === undefined) throw malformed(subject, column, 'is malformed');
  return value;
}

export function positiveInteger(row: Row, column: string, subject: Subject): number {
  return parsed(row, column, subject, (value) => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined));
}

/** A count. */
export function wholeNumber(row: Row, column: string, subject: Subject): number {
  return parsed(row, column, subject, (value) => (/^(?:0|[1-9]\d{0,14})$/.test(value) ? Number(value) : undefined));
}

/** Positive, at most two decimals; such a number prints as it was written, so nothing is rounded. */
export function area(row: Row, column: string, subject: Subject): number {
  const value = parsed(row, column, subject, (text) =>
    /^(?:0|[1-9]\d{0,12})(?:\.\d{1,2})?$/.test(text) ? Number(text) : undefined,
  );
  if (value <= 0) throw malformed(subject, column, 'is not positive');
  return value;
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?)$/;

/** The civil date of a timestamp without zone. */
export function civilDate(row: Row, column: string, subject: Subject): CivilDate {
  return parsed(row, column, subject, (value) => {
    const date = TIMESTAMP.exec(value)?.[1];
    return date !== undefined && isCalendarDate(date) ? date : undefined;
  });
}

/** A timestamp in Beijing time as RFC 3339. */
export function instant(row: Row, column: string, subject: Subject): string {
  return parsed(row, column, subject, (value) => {
    const [, date, time] = TIMESTAMP.exec(value) ?? [];
    return date !== undefined && isCalendarDate(date) ? `${date}T${time}+08:00` : undefined;
  });
}
