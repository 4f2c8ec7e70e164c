// What the licensing authority knows, in canonical shapes.
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import type { CivilDate } from '../../src/values/civil-date.ts';
import type { CountyCode } from '../../src/values/county-code.ts';
import type { CreditCode } from '../../src/values/credit-code.ts';
import type { Money } from '../../src/values/money.ts';

export interface BusinessLicence {
  readonly creditCode: CreditCode;
  readonly name: string;
  readonly kind: string;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'CANCELLED';
  readonly legalRepresentative: { readonly number: CitizenNumber; readonly name: string };
  readonly registeredCapital: Money;
  readonly establishedOn: CivilDate;
  readonly validFrom: CivilDate;
  /** Null for an unlimited term. */
  readonly validTo: CivilDate | null;
  readonly scope: string;
  readonly address: string;
  readonly county: CountyCode;
  /** Industry letter and digits of GB/T 4754. */
  readonly industry: string;
}

export interface EnterpriseRole {
  readonly role: 'LEGAL_REPRESENTATIVE' | 'DIRECTOR' | 'SUPERVISOR' | 'MANAGER' | 'SHAREHOLDER';
  readonly creditCode: CreditCode;
}

declare module '../../src/departments/port.ts' {
  interface Reads {
    readonly licences: { key: CreditCode; value: BusinessLicence };
    /** Ordered by credit code, then role. */
    readonly roles: { key: CitizenNumber; value: readonly EnterpriseRole[] };
  }
  interface Listings {
    /** Ordered by credit code. */
    readonly licencesByCounty: { where: { readonly county: CountyCode }; item: BusinessLicence };
  }
}
