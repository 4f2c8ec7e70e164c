// Money in yuan as a decimal string with two digits; computed in integer fen, never in floats.
import type { Branded } from './brand.ts';

export type Money = Branded<'Money'>;

const SHAPE = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d{1,2}))?$/;

/** Fen of a yuan amount such as `12000`, `12000.5` or `-0.01`; undefined where it is not a plain decimal. */
export function parseFen(text: unknown): bigint | undefined {
  const match = typeof text === 'string' ? SHAPE.exec(text) : null;
  if (!match) return undefined;
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -fen : fen;
}

/** Yuan with exactly two decimals. */
export function moneyOfFen(fen: bigint): Money {
  const absolute = fen < 0n ? -fen : fen;
  return `${fen < 0n ? '-' : ''}${absolute / 100n}.${String(absolute % 100n).padStart(2, '0')}` as Money;
}

/** The amount with two decimals, or undefined where the text is not a plain decimal. */
export function parseMoney(text: unknown): Money | undefined {
  const fen = parseFen(text);
  return fen === undefined ? undefined : moneyOfFen(fen);
}
