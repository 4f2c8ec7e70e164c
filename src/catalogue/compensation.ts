// What a bundle's policy makes of the other parts when one is refused, or of all when the applicant withdraws. Pure.

import type { Bundle, BundlePart, Compensation, Remedy, RemedyRule } from './catalogue.ts';
import { dependentsOf, type PlannedPart } from './plan.ts';
import type { RawBundle, RawPolicy } from './shapes/bundle.ts';

/** `waiting`: not taken in by the department yet, so that nothing needs undoing. */
export type Standing = 'waiting' | 'open' | 'granted' | 'over';

export type Cause = { readonly refused: string } | 'withdrawal';

export interface PartRemedy {
  readonly part: string;
  readonly remedy: Exclude<Remedy, { readonly do: 'keep' }>;
  /** Parts of the same list whose remedies must be settled before. */
  readonly after: readonly string[];
}

/**
 * What must be done now, in an order in which it can be done. A part that was open is judged again by its `granted`
 * remedy should it be granted after all. Parts that wait or are over need nothing.
 */
export function remediesFor(
  bundle: Pick<Bundle, 'compensation'>,
  cause: Cause,
  standing: ReadonlyMap<string, Standing>,
): readonly PartRemedy[] {
  const acts = rulesFor(bundle.compensation, cause).flatMap(({ part, open, granted, after }) => {
    const now = standing.get(part);
    const remedy = now === 'open' ? open : now === 'granted' ? granted : undefined;
    return remedy && remedy.do !== 'keep' ? [{ part, remedy, after }] : [];
  });
  const listed = new Set(acts.map(({ part }) => part));
  const narrowed = acts.map((act) => ({ ...act, after: act.after.filter((part) => listed.has(part)) }));
  return inOrder(narrowed);
}

export function rulesFor(compensation: Compensation, cause: Cause): readonly RemedyRule[] {
  return cause === 'withdrawal' ? compensation.withdrawal : (compensation.refused[cause.refused] ?? []);
}

/** The rules as they stand in a bundle, with the order that follows from the evidence: dependents are undone first. */
export function compensationOf(raw: RawBundle['compensation'], parts: readonly BundlePart[]): Compensation {
  const refused = Object.entries(raw.refused).map(([code, policy]) => {
    const rules = policy === 'keep' ? keepOthers(code, parts) : rulesOf(policy, parts);
    return [code, rules] as const;
  });
  return { refused: Object.fromEntries(refused), withdrawal: rulesOf(raw.withdrawal, parts) };
}

/** Every part that may be under way or granted by then. */
function keepOthers(refused: string, parts: readonly PlannedPart[]): readonly RemedyRule[] {
  const never = new Set([refused, ...dependentsOf(parts, refused)]);
  const others = parts.filter(({ code }) => !never.has(code));
  return others.map(({ code }) => ({ part: code, open: { do: 'keep' }, granted: { do: 'keep' }, after: [] }));
}

function rulesOf(policy: RawPolicy, parts: readonly PlannedPart[]): readonly RemedyRule[] {
  return Object.entries(policy).map(([part, { open, granted, after }]) => ({
    part,
    open,
    granted,
    after: [...new Set([...dependentsOf(parts, part).filter((each) => each in policy), ...after])],
  }));
}

function inOrder(acts: readonly PartRemedy[]): readonly PartRemedy[] {
  const ordered: PartRemedy[] = [];
  let left = acts;
  while (left.length > 0) {
    const open = new Set(left.map(({ part }) => part));
    const next = left.filter(({ after }) => !after.some((part) => open.has(part)));
    if (next.length === 0) throw new Error(`remedies wait for each other: ${[...open].join(', ')}`);
    ordered.push(...next);
    left = left.filter((act) => !next.includes(act));
  }
  return ordered;
}
