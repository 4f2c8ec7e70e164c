// The departments' faults during the storm: spells that follow one another at each department, drawn from the seed.
import { type Draws, drawsFor } from './draws.ts';

/** As the simulators' control API takes them; what is left out is off. */
export interface Faults {
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  readonly hang?: boolean;
  readonly refuseConnections?: boolean;
  readonly maintenance?: boolean;
  readonly errorRate?: number;
  readonly lostReplyRate?: number;
  readonly appliedThenErrorRate?: number;
  readonly lateApplyMs?: number;
  readonly garbleRate?: number;
  readonly duplicateCallbackRate?: number;
  readonly reorderCallbacks?: boolean;
}

export interface Spell {
  readonly department: string;
  readonly atMs: number;
  readonly faults: Faults;
}

export const DEPARTMENTS = ['tax', 'land', 'licensing', 'police'] as const;
const SPELL_MS = { least: 2_500, most: 6_000 };
/** A department that is shut or silent stays so for less than this, so that work goes on between. */
const SHUT_MS = { least: 1_500, most: 4_000 };
const LATE_APPLY_MS = [0, 0, 500, 2_000];

/** Spells in the order in which they begin; the last one of each department lasts until the storm ends. */
export function drawWeather(seed: number, stormMs: number): readonly Spell[] {
  const spells = DEPARTMENTS.flatMap((department) =>
    spellsOf(department, drawsFor(seed, `weather ${department}`), stormMs),
  );
  return spells.sort((one, other) => one.atMs - other.atMs);
}

function spellsOf(department: string, draws: Draws, stormMs: number): Spell[] {
  const spells: Spell[] = [];
  for (let atMs = 0; atMs < stormMs; ) {
    const { faults, lasts } = drawSpell(draws);
    spells.push({ department, atMs, faults });
    atMs += draws.between(lasts.least, lasts.most);
  }
  return spells;
}

function drawSpell(draws: Draws): { readonly faults: Faults; readonly lasts: typeof SPELL_MS } {
  const kind = draws.fraction();
  if (kind < 0.07) return { faults: { maintenance: true }, lasts: SHUT_MS };
  if (kind < 0.13) return { faults: { hang: true }, lasts: SHUT_MS };
  if (kind < 0.19) return { faults: { refuseConnections: true }, lasts: SHUT_MS };
  return { faults: rough(draws), lasts: SPELL_MS };
}

function rough(draws: Draws): Faults {
  const upTo = (most: number) => Math.round(draws.fraction() * most * 100) / 100;
  return {
    latencyMs: draws.between(0, 150),
    jitterMs: draws.between(1, 250),
    errorRate: upTo(0.2),
    lostReplyRate: upTo(0.25),
    appliedThenErrorRate: upTo(0.25),
    lateApplyMs: LATE_APPLY_MS[draws.between(0, LATE_APPLY_MS.length - 1)] ?? 0,
    garbleRate: upTo(0.12),
    duplicateCallbackRate: upTo(0.6),
    reorderCallbacks: draws.chance(0.5),
  };
}
