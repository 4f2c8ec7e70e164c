// The authority's habits on the wire: envelopes, Beijing time, amounts in 万元 as JSON numbers of exact digits.
import { messageOf } from './contract.ts';

export interface Answer {
  readonly code: string;
  readonly datas: readonly unknown[];
  /** Where it differs from the number of `datas`: lists count all pages. */
  readonly dataCount?: number;
  readonly next?: string | null;
}

export function success(datas: readonly unknown[], page: Pick<Answer, 'dataCount' | 'next'> = {}): Answer {
  return { code: '00', datas, ...page };
}

export function failure(code: string): Answer {
  return { code, datas: [] };
}

export function bytesOf({ code, datas, dataCount, next }: Answer): Buffer {
  const envelope = { code, msg: messageOf(code), dataCount: dataCount ?? datas.length, datas, next };
  return Buffer.from(JSON.stringify(envelope), 'utf8');
}

/** `yyyy-MM-dd HH:mm:ss.SSS`, Beijing time. */
export function beijing(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 23);
}

/** A JSON number of exactly these digits. */
export function exact(digits: string): unknown {
  return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(digits);
}

/** Digits in 万元 of an amount in fen. */
export function wanyuan(fen: number): string {
  const whole = Math.floor(fen / 1_000_000);
  return `${whole}.${String(fen - whole * 1_000_000).padStart(6, '0')}`;
}

/** The body with its amounts as the digits that were sent, which a float would not keep. */
export function withExactAmounts(text: string): Record<string, unknown> {
  return JSON.parse(text, (name: string, value: unknown, context?: { source?: string }) =>
    (name === 'regcap' || name === 'subconam') && typeof value === 'number' ? context?.source : value,
  );
}
