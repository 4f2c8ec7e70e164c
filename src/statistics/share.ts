// A share as it is published: never without its base.

/** Percent with two decimals, rounded half up in whole numbers; null over a zero base. */
export function percentOf(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  const [part, whole] = [BigInt(numerator), BigInt(denominator)];
  return Number((part * 20_000n + whole) / (2n * whole)) / 100;
}
