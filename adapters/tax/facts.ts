// What the tax department knows, in canonical shapes.
import type { CitizenNumber } from '../../src/values/citizen-number.ts';
import type { CreditCode } from '../../src/values/credit-code.ts';
import type { Money } from '../../src/values/money.ts';

/** A natural person is known by the citizen number, an enterprise by its credit code. */
export type TaxpayerNumber = CitizenNumber | CreditCode;

export interface TaxAccount {
  readonly taxpayerNumber: TaxpayerNumber;
  readonly name: string;
  readonly arrears: Money;
  readonly status: 'NORMAL' | 'ABNORMAL' | 'CANCELLED';
}

declare module '../../src/departments/port.ts' {
  interface Reads {
    readonly taxAccounts: { key: TaxpayerNumber; value: TaxAccount };
  }
}
