// What stands behind joint site visits while their fields are resolved.

import type { CaseRecord } from '../../cases/case-record.ts';
import type { SiteVisit, VisitedPart } from '../../cases/clocks/site-visits.ts';
import type { Conflict } from '../../cases/reception/submit-result.ts';

export interface SiteVisitParent extends SiteVisit {
  readonly of: CaseRecord;
}

export interface VisitedPartParent extends VisitedPart {
  readonly of: CaseRecord;
}

export interface SiteVisitRecorded {
  readonly __typename: 'SiteVisitRecorded';
  readonly record: CaseRecord;
  readonly replayed: boolean;
}
export type SiteVisitAnswer = SiteVisitRecorded | Conflict;
