// A department's act of acceptance, as a projection of the record: number and promise follow from when it accepted.
import type { WorkingTime } from '../../time/working-hours.ts';
import type { PartRecord } from '../case-record.ts';
import { bundlePart } from '../editions.ts';
import { centreDateTime } from './centre-time.ts';
import { dueAt } from './promise.ts';

export interface AcceptanceNotice {
  readonly number: string;
  readonly acceptedAt: string;
  /** Null where the calendar of that time is not published. */
  readonly promisedBy: string | null;
}

/** Null before acceptance. */
export function acceptanceNotice({ row, fold, edition }: PartRecord, time: WorkingTime): AcceptanceNotice | null {
  if (!fold.acceptedAt) return null;
  const budget = bundlePart({ edition }, row.code).item.timeLimit;
  const due = dueAt(time, budget, fold.acceptedAt);
  return {
    number: `S${row.key}`,
    acceptedAt: centreDateTime(fold.acceptedAt),
    promisedBy: due && centreDateTime(due),
  };
}
