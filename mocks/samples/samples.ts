// Valid inputs of `submitCase` by bundle: different numbers, different applicants and units.

import type { Population } from '../population/population.ts';
import { closings, openings, relocations } from './enterprises.ts';
import { homeTransfers } from './home-transfer.ts';
import type { Sample } from './sample.ts';

/** By bundle: the n-th sample from 0 on, or undefined where the town is too small for it. */
export function openSamples(population: Population): ReadonlyMap<string, (n: number) => Sample | undefined> {
  return new Map([
    ['home-transfer', homeTransfers(population)],
    ['enterprise-opening', openings(population)],
    ['enterprise-relocation', relocations(population)],
    ['enterprise-closing', closings(population)],
  ]);
}
