// A case as statistics look at it.
import type { Edition } from '../cases/editions.ts';
import type { CaseRow } from '../cases/sql/cases.ts';
import type { EventRow } from '../cases/sql/events.ts';

/** All that a case's facts are derived from. */
export interface CaseHistory {
  readonly row: Pick<
    CaseRow,
    'id' | 'channel' | 'applicantKind' | 'applicantNumber' | 'form' | 'materials' | 'receivedAt'
  >;
  readonly edition: Edition;
  /** In their order; `department` is the one that had it, whatever the catalogue says later. */
  readonly parts: readonly { readonly code: string; readonly department: string }[];
  readonly events: readonly EventRow[];
}
