// Share of an owner 份额 under ownership by shares (民法典 298), as a fraction: `1/2`.
import type { Branded } from './brand.ts';

export type Share = Branded<'Share'>;

const FRACTION = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/;

/** The share, or undefined where it is no fraction of at most the whole. */
export function parseShare(text: unknown): Share | undefined {
  const [, part, whole] = (typeof text === 'string' && FRACTION.exec(text)) || [];
  return part !== undefined && Number(part) <= Number(whole) ? (text as Share) : undefined;
}
