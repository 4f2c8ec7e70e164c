// Single values of the licensing wire, checked and turned canonical; and the way back for what is submitted.
import { z } from 'zod';
import { isCalendarDate } from '../../../src/values/civil-date.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { type Money, parseFen } from '../../../src/values/money.ts';
import { numberText, wireCount } from '../strict-json.ts';

/** C0, DEL and C1 controls, U+FFFD, lone surrogates: signs of a broken codec, never part of a name or an address. */
const DAMAGED = /[\p{Cc}\p{Cs}\uFFFD]/u;
const TIME = /^(\d{4}-\d{2}-\d{2}) ((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d{3})?$/;
/** 万元 with up to six decimals; the last four of them are yuan, the two before the end fen. */
const WANYUAN = /^(0|[1-9]\d{0,10})(?:\.(\d{1,6}))?$/;
const FEN_IN_WANYUAN = 1_000_000n;
const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** A zod type out of a parser that answers undefined for what it does not accept. The message never quotes the value. */
function checked<T>(parse: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const parsed = parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: 'custom', message: 'not as the contract says' });
    return z.NEVER;
  });
}

export const wireCreditCode = checked(parseCreditCode);
export const wireShortText = checked((value) => parseText(value, 64));
export const wireTime = checked(parseWireTime);
export const wireSequence = checked((value) => wireCount(value) || undefined);
export const wireKey = z.string().regex(/^[0-9A-Z]{45}$/);
export const wireReference = z.string().regex(/^[0-9A-Z]{1,32}$/);

/** A value of one of the department's code tables. */
export function wireCode<T>(table: Readonly<Record<string, T>>) {
  const words = new Map(Object.entries(table));
  return checked((value) => parseCode(words, value));
}

/** The word for a code, undefined for what is none of the table. */
export function parseCode<T>(words: ReadonlyMap<string, T>, value: unknown): T | undefined {
  return typeof value === 'string' ? words.get(value) : undefined;
}

/** Text that is there, undamaged and at most `max` characters long. */
export function parseText(value: unknown, max: number): string | undefined {
  if (typeof value !== 'string' || value.trim() === '' || value.length > max) return undefined;
  return DAMAGED.test(value) ? undefined : value;
}

/** Yuan of a wire number in 万元, digit by digit: four of its decimals are yuan, two are fen. */
export function parseWanyuan(value: unknown): Money | undefined {
  const match = WANYUAN.exec(numberText(value) ?? '');
  if (!match) return undefined;
  const [, whole = '', decimals = ''] = match;
  const padded = decimals.padEnd(6, '0');
  const yuan = whole === '0' ? padded.slice(0, 4).replace(/^0{1,3}/, '') : whole + padded.slice(0, 4);
  return `${yuan}.${padded.slice(4)}` as Money;
}

/** Digits in 万元 of an amount in yuan, or undefined where it is no amount that may be registered. */
export function wanyuanOfYuan(yuan: string): string | undefined {
  const fen = parseFen(yuan);
  if (fen === undefined || fen < 0n) return undefined;
  const decimals = String(fen % FEN_IN_WANYUAN).padStart(6, '0');
  const digits = `${fen / FEN_IN_WANYUAN}.${decimals}`.replace(/\.?0+$/, '');
  return WANYUAN.test(digits) ? digits : undefined;
}

/** RFC 3339 of the department's Beijing time, or undefined where no such moment exists. */
function parseWireTime(value: unknown): string | undefined {
  const match = typeof value === 'string' ? TIME.exec(value) : null;
  if (!match?.[1] || !isCalendarDate(match[1])) return undefined;
  return `${match[1]}T${match[2]}${match[3] ?? ''}+08:00`;
}

/** The department's Beijing time of an RFC 3339 moment, or undefined where it is none. */
export function wireTimeOf(rfc3339: string): string | undefined {
  const ms = Date.parse(rfc3339);
  if (Number.isNaN(ms)) return undefined;
  return new Date(ms + BEIJING_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Names of the fields that a zod error is about, for messages: paths only, never values. */
export function fieldsOf(error: z.ZodError): string {
  const paths = error.issues.map((issue) => issue.path.join('.') || 'the record itself');
  return [...new Set(paths)].join(', ');
}
