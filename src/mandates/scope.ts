// What a mandate covers, and why none does. Pure.
import type { CivilDate } from '../values/civil-date.ts';

/** A department's authority for a clerk, or for every clerk of the counter, to act in its name 授权委托书. */
export interface Mandate {
  readonly id: string;
  /** Subject of the clerk's token; null: every clerk of the counter. */
  readonly holder: string | null;
  readonly department: string;
  /** Null: every item of the department. */
  readonly items: readonly string[] | null;
  /** County codes; null: every county. */
  readonly regions: readonly string[] | null;
  /** Both days included. */
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate;
  /** Number of the signed paper. */
  readonly document: string;
  /** The clerk for whom the holder stands in AB 岗. */
  readonly substituteFor: string | null;
  readonly grantedBy: string;
  readonly grantedAt: Date;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
  readonly revocationReason: string | null;
}

/** Something that is to be done in a department's name. */
export interface Act {
  readonly department: string;
  readonly item: string;
  /** Counties in which the matter lies; none where it lies nowhere. */
  readonly counties: readonly string[];
  /** Day on which it is done. */
  readonly day: CivilDate;
}

export type MandateState = 'IN_FORCE' | 'NOT_YET' | 'EXPIRED' | 'REVOKED';

export function stateOf({ validFrom, validTo, revokedAt }: Mandate, day: CivilDate): MandateState {
  if (revokedAt) return 'REVOKED';
  if (day < validFrom) return 'NOT_YET';
  return day > validTo ? 'EXPIRED' : 'IN_FORCE';
}

/** Why nobody may act: of several mandates the one that comes closest says so. */
export type Lack =
  | { readonly why: 'NONE' }
  | { readonly why: 'ITEM' | 'REGION' | 'NOT_YET' | 'EXPIRED' | 'REVOKED'; readonly of: Mandate };

/** The first mandate that covers the act, or what is lacking. */
export function coverage(mandates: readonly Mandate[], act: Act): Mandate | Lack {
  let lack: Lack = { why: 'NONE' };
  for (const mandate of mandates) {
    const found = lackOf(mandate, act);
    if (!found) return mandate;
    if (CLOSENESS[found.why] > CLOSENESS[lack.why]) lack = found;
  }
  return lack;
}

const CLOSENESS = { NONE: 0, ITEM: 1, REGION: 2, REVOKED: 3, NOT_YET: 4, EXPIRED: 5 } as const satisfies Record<
  Lack['why'],
  number
>;

function lackOf(mandate: Mandate, { item, counties, day }: Act): Exclude<Lack, { why: 'NONE' }> | undefined {
  const { items, regions } = mandate;
  if (items && !items.includes(item)) return { why: 'ITEM', of: mandate };
  if (regions && !counties.some((county) => regions.includes(county))) return { why: 'REGION', of: mandate };
  const state = stateOf(mandate, day);
  return state === 'IN_FORCE' ? undefined : { why: state, of: mandate };
}
