// A case, its parts and its events, as the rest of the gateway reads them.
import { countiesIn } from '../values/county-of.ts';
import type { Edition } from './editions.ts';
import type { CaseFold, PartFold } from './history/fold.ts';
import type { CaseRow } from './sql/cases.ts';
import type { EventRow, FeedRow } from './sql/events.ts';
import type { PartRow } from './sql/parts.ts';

/** A case as it is read at one moment. */
export interface CaseRecord {
  readonly row: CaseRow;
  readonly edition: Edition;
  /** Read on first use: parts, events and the fold of them. */
  readonly particulars: () => Promise<CaseParticulars>;
}

export interface CaseParticulars {
  readonly fold: CaseFold;
  readonly parts: readonly PartRecord[];
  readonly events: readonly EventRecord[];
  /** The same events with all that the record says of them. */
  readonly history: readonly EventRow[];
}

export interface PartRecord {
  readonly of: CaseRecord;
  readonly row: PartRow;
  readonly fold: PartFold;
  readonly edition: Edition;
  readonly released: boolean;
}

export interface EventRecord extends Omit<FeedRow, 'position'> {
  readonly position: number | null;
}

/** Where the matter of a case lies: the counties of every unit and enterprise in it. */
export function countiesOf({ form, applicantNumber }: Pick<CaseRow, 'form' | 'applicantNumber'>): readonly string[] {
  return countiesIn([form, applicantNumber]);
}
