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
  readonly faults: Faults;
  readonly lastsMs: number;
}

const DEPARTMENTS = ['tax', 'land', 'licensing', 'police'] as const;
const SPELL_MS = { least: 2_500, most: 6_000 };
/** A department that is shut or silent stays so for less than this, so that work goes on between. */
const SHUT_MS = { least: 1_500, most: 4_000 };
const LATE_APPLY_MS = [0, 0, 500, 2_000];

/** For each department spells of that length together, or a little more. */
export function drawWeather(seed: number, stormMs: number): ReadonlyMap<string, readonly Spell[]> {
  return new Map(
    DEPARTMENTS.map((department) => [department, drawSpells(drawsFor(seed, `weather ${department}`), stormMs)]),
  );
}

function drawSpells(draws: Draws, stormMs: number): Spell[] {
  const spells: Spell[] = [];
  for (let coveredMs = 0; coveredMs < stormMs; coveredMs += spells.at(-1)?.lastsMs ?? 0) spells.push(drawSpell(draws));
  return spells;
}

function drawSpell(draws: Draws): Spell {
  const kind = draws.fraction();
  const shut = (faults: Faults) => ({ faults, lastsMs: draws.between(SHUT_MS.least, SHUT_MS.most) });
  if (kind < 0.07) return shut({ maintenance: true });
  if (kind < 0.13) return shut({ hang: true });
  if (kind < 0.19) return shut({ refuseConnections: true });
  return { faults: rough(draws), lastsMs: draws.between(SPELL_MS.least, SPELL_MS.most) };
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
