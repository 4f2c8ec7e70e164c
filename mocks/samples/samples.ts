// Valid inputs of `submitCase` by bundle: different numbers, different applicants and units.
import type { Population } from '../population/population.ts';
import type { InlineDocument } from './documents.ts';
import { closings, openings, relocations } from './enterprises.ts';
import { homeTransfers } from './home-transfer.ts';

export type Material =
  | { readonly code: string; readonly inline: InlineDocument }
  | { readonly code: string; readonly shared: string };

/** `SubmitCaseInput` of the schema. */
export interface Sample {
  readonly idempotencyKey: string;
  readonly bundle: string;
  readonly channel: 'WINDOW';
  readonly applicant:
    | { readonly person: { readonly number: string; readonly name: string; readonly phone: string } }
    | { readonly enterprise: { readonly creditCode: string; readonly name: string; readonly phone: string } };
  readonly form: Readonly<Record<string, unknown>>;
  readonly materials: readonly Material[];
}

/** By bundle: the n-th sample from 0 on, or undefined where the town is too small for it. */
export function openSamples(population: Population): ReadonlyMap<string, (n: number) => Sample | undefined> {
  return new Map([
    ['home-transfer', homeTransfers(population)],
    ['enterprise-opening', openings(population)],
    ['enterprise-relocation', relocations(population)],
    ['enterprise-closing', closings(population)],
  ]);
}
