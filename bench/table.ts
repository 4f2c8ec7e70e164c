// Figures as a person reads them.
import type { Figure } from './scenario.ts';

const NAME_WIDTH = 52;
const VALUE_WIDTH = 12;

export function headLine(name: string, about: string): string {
  return `\n${name}: ${about}`;
}

/** The value, and whether it reaches its target. */
export function figureLine({ name, value, unit, target }: Figure): string {
  const shown = `${rounded(value)} ${unit}`;
  return `  ${name.padEnd(NAME_WIDTH)}${shown.padStart(VALUE_WIDTH)}${target ? `   ${verdict(value, target)}` : ''}`;
}

function verdict(value: number, target: NonNullable<Figure['target']>): string {
  if ('atLeast' in target) return `${value >= target.atLeast ? 'reached' : 'missed'}: at least ${target.atLeast}`;
  return `${value <= target.atMost ? 'reached' : 'missed'}: at most ${target.atMost}`;
}

/** Three digits that say something. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
