// Real-estate unit number 不动产单元号: 6 county + 3 cadastral district + 3 sub-district + 2 feature + 5 sequence + 9 fixture.
import type { Branded } from './brand.ts';

export type UnitNumber = Branded<'UnitNumber'>;

const SHAPE = /^\d{6}\d{3}\d{3}[GJZ][ABSXCDEFHGWY]\d{5}(?:[FLQ]\d{8}|W0{8})$/;

/** The number, or undefined where its shape is wrong. It carries no check character. */
export function parseUnitNumber(text: unknown): UnitNumber | undefined {
  return typeof text === 'string' && SHAPE.test(text) ? (text as UnitNumber) : undefined;
}
