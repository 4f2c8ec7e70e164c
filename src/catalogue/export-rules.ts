// What the catalogue says of the export of cases to other platforms 数据上报. Which fields there are is code; which of them a
// receiver gets, and under which names, is data.
import type { Text } from './text.ts';

export const caseFields = [
  'number',
  'sequence',
  'bundle',
  'bundleVersion',
  'receivedAt',
  'channel',
  'kind',
  'state',
  'applicantKind',
  'applicantNumber',
  'applicantName',
  'releasedAt',
] as const;
export type CaseField = (typeof caseFields)[number];

export const partFields = [
  'code',
  'key',
  'item',
  'implementationCode',
  'department',
  'state',
  'departmentReference',
  'acceptedAt',
  'promisedBy',
  'decidedAt',
  'reason',
  'licences',
] as const;
export type PartField = (typeof partFields)[number];

/** Personal data where the applicant is a person; how it is masked. A reason is an official's free text, and may name somebody. */
export const personalFields = { applicantNumber: 'CITIZEN_NUMBER', applicantName: 'NAME', reason: 'HIDDEN' } as const;

/** Every value of the fields that have a few: a receiver's own codes must cover them. */
export const valuesOf = {
  case: {
    channel: ['WINDOW', 'ONLINE', 'KIOSK', 'APP', 'WECHAT'],
    kind: ['ON_THE_SPOT', 'PROMISED'],
    state: [
      'RECEIVED',
      'DEFICIENT',
      'RESUBMITTED',
      'ACCEPTED',
      'DEEMED_ACCEPTED',
      'NOT_ACCEPTED',
      'IN_PROGRESS',
      'AWAITING_ISSUE',
      'ISSUED',
      'DELIVERED',
      'PARTLY_REFUSED',
      'REFUSED',
      'WITHDRAWN',
      'LAPSED',
      'REVOKED',
    ],
    applicantKind: ['person', 'enterprise'],
  },
  part: {
    state: [
      'WAITING',
      'IN_REVIEW',
      'DEFICIENT',
      'RESUBMITTED',
      'ACCEPTED',
      'DEEMED_ACCEPTED',
      'SUSPENDED',
      'APPROVED',
      'REFUSED',
      'NOT_ACCEPTED',
      'WITHDRAWAL_PENDING',
      'WITHDRAWN',
      'REVOKED',
    ],
  },
} as const satisfies {
  case: Partial<Record<CaseField, readonly string[]>>;
  part: Partial<Record<PartField, readonly string[]>>;
};

export interface ExportedField<Name extends string> {
  readonly from: Name;
  /** The receiver's name for it. */
  readonly as: string;
  /** The receiver's codes, by our values; null where it gets our own words. */
  readonly codes: Readonly<Record<string, string>> | null;
  /** Of personal data alone. */
  readonly show: 'MASKED' | 'PLAIN' | null;
  readonly legalBasis: Text | null;
}

export interface ExportProfile {
  readonly code: string;
  readonly name: Text;
  readonly version: string;
  /** Code of the purpose that must be in force. */
  readonly purpose: string;
  /** Subjects of tokens that may fetch; empty where every operator may. */
  readonly accounts: readonly string[];
  readonly keepDays: number;
  readonly case: readonly ExportedField<CaseField>[];
  readonly part: readonly ExportedField<PartField>[];
}
