// What the land registry knows, in canonical shapes.
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import type { CivilDate } from '../../src/values/civil-date.ts';
import type { CountyCode } from '../../src/values/county-code.ts';
import type { CreditCode } from '../../src/values/credit-code.ts';
import type { TitleCertificate } from '../../src/values/title-certificate.ts';
import type { UnitNumber } from '../../src/values/unit-number.ts';

export type HolderNumber = CitizenNumber | CreditCode;

export interface Owner {
  readonly number: HolderNumber;
  /** The holder's name as the register has it. */
  readonly name: string;
  /** Fraction `n/d`; null in joint ownership 共同共有. */
  readonly share: string | null;
  readonly certificateNumber: TitleCertificate;
  readonly registeredOn: CivilDate;
}

export interface Title {
  readonly unitNumber: UnitNumber;
  readonly county: CountyCode;
  readonly address: string;
  readonly usage: 'RESIDENTIAL' | 'COMMERCIAL' | 'OFFICE' | 'INDUSTRIAL' | 'GARAGE';
  /** Square metres, at most two decimals. */
  readonly areaSquareMetres: number;
  readonly state: 'NORMAL' | 'MORTGAGED' | 'SEIZED' | 'MORTGAGED_AND_SEIZED' | 'CANCELLED';
  /** Every holder, in the order of the register. */
  readonly owners: readonly Owner[];
}

export interface Encumbrance {
  readonly kind: 'MORTGAGE' | 'SEIZURE';
  /** The mortgagee, or the court that seized. */
  readonly holder: string;
  readonly registeredOn: CivilDate;
}

declare module '../../src/departments/port.ts' {
  interface Reads {
    readonly titles: { key: UnitNumber; value: Title };
    /** Units in which the holder has a share, ordered by unit number; `owners` may hold the asked holder alone. */
    readonly holdings: { key: HolderNumber; value: readonly Title[] };
    readonly encumbrances: { key: UnitNumber; value: readonly Encumbrance[] };
  }
  interface Listings {
    /** Ordered by unit number. */
    readonly titlesByCounty: { where: { readonly county: CountyCode }; item: Title };
  }
}
