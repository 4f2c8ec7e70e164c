// JSON as the department's contract allows it: UTF-8, no name twice, and numbers kept as the digits that were sent.
import { DepartmentFault } from '../../src/departments/fault.ts';

const digits = Symbol('digits');

/** A number as it stood on the wire. No float was made of it, and no string passes for one. */
interface WireNumber {
  readonly [digits]: string;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The value of one JSON text; every number in it is a `WireNumber`. Parsed as a whole, then every number is given back its digits:
 * a reviver, which is called for each value, takes ten times as long.
 * @throws DepartmentFault `broken` for what is not UTF-8, not JSON, or names a member twice.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  let flaw = 'name a member twice';
  try {
    const text = decoder.decode(bytes);
    const parsed: unknown = JSON.parse(text);
    const { names, numbers } = surveyOf(text);
    const restoring: Restoring = { numbers, at: 0, members: 0 };
    const value = withDigits(parsed, restoring);
    if (restoring.members === names) return value;
  } catch (cause) {
    // The cause is left out: a syntax error quotes the text, which may hold personal data.
    if (!(cause instanceof Error)) throw cause;
    flaw = cause instanceof SyntaxError ? 'are not JSON' : 'are not UTF-8 or nested too deeply';
  }
  throw new DepartmentFault('broken', `licensing: the ${bytes.length} bytes it answered ${flaw}; ask it what it sent`);
}

/** The digits of a wire number, or undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !(digits in value)) return undefined;
  return String(value[digits]);
}

/** A count of at most nine digits, or undefined. */
export function wireCount(value: unknown): number | undefined {
  const text = numberText(value);
  return text !== undefined && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : undefined;
}

interface Restoring {
  /** In the order in which they stand in the text. */
  readonly numbers: readonly string[];
  at: number;
  members: number;
}

/** In place: every number becomes its digits. Members are met in the order of the text, which only numbers as names would change. */
function withDigits(value: unknown, restoring: Restoring): unknown {
  if (typeof value === 'number') return { [digits]: restoring.numbers[restoring.at++] ?? '' } satisfies WireNumber;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) if (mayHold(item)) value[index] = withDigits(item, restoring);
    return value;
  }
  const record = value as Record<string, unknown>;
  const names = Object.keys(record);
  restoring.members += names.length;
  if (restoring.numbers.length > 0 && INDEX.test(names[0] ?? '')) throw new SyntaxError('a number as a name');
  for (const name of names) if (mayHold(record[name])) record[name] = withDigits(record[name], restoring);
  return record;
}

/** Engines list members that are named so before all others. */
const INDEX = /^(?:0|[1-9]\d*)$/;

function mayHold(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null);
}

const QUOTE = 0x22;
const MINUS = 0x2d;
const COLON = 0x3a;
const BACKSLASH = 0x5c;

/** What a text that is JSON has outside its strings: how many names, doubles included, and the digits of its numbers. */
function surveyOf(text: string): { readonly names: number; readonly numbers: readonly string[] } {
  const numbers: string[] = [];
  let names = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfBlanks(text, endOfString(text, at));
      if (text.charCodeAt(at) === COLON) names += 1;
    } else if (code === MINUS || isDigit(code)) {
      const end = endOfNumber(text, at);
      numbers.push(text.slice(at, end));
      at = end;
    } else at += 1;
  }
  return { names, numbers };
}

/** The place behind the closing quotation mark. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end + 1;
  }
}

function endOfBlanks(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (isDigit(text.charCodeAt(at)) || '.eE+-'.includes(text.charAt(at) || ' ')) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
