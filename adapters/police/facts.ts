// What the police know, in canonical shapes.
import type { CitizenNumber } from '../../src/values/citizen-number.ts';

export interface HouseholdMember {
  readonly relation: 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'OTHER';
  readonly number: CitizenNumber;
  readonly name: string;
}

export interface Household {
  /** Number of the household register 户号. */
  readonly number: string;
  readonly address: string;
  /** Everybody in the register, the person asked for included, in the register's order. */
  readonly members: readonly HouseholdMember[];
}

/** A resident on record with the household that is current; `household` is null where none is. */
export interface Resident {
  readonly number: CitizenNumber;
  readonly name: string;
  readonly household: Household | null;
}

/** Whether number and name belong together: 一致, 不一致, 库中无此号. */
export interface IdentityKey {
  readonly number: CitizenNumber;
  readonly name: string;
}
export type IdentityVerdict = 'MATCH' | 'MISMATCH' | 'UNKNOWN_NUMBER';

declare module '../../src/departments/port.ts' {
  interface Reads {
    readonly residents: { key: CitizenNumber; value: Resident };
    readonly identities: { key: IdentityKey; value: IdentityVerdict };
  }
}
