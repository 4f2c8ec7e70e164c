// A department's act of acceptance, as a projection of the record: number and promise follow from when it accepted.
import { deadline } from '../time/clocks.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import type { PartRecord } from './cases.ts';
import { centreDateTime } from './centre-time.ts';
import { bundlePart } from './message.ts';

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
  const startedAt = fold.acceptedAt.getTime();
  const due = deadline(time, { startedAt, budget, stops: [] }, startedAt);
  return {
    number: `S${row.key}`,
    acceptedAt: centreDateTime(fold.acceptedAt),
    promisedBy: due.kind === 'published' ? centreDateTime(new Date(due.value.dueAt)) : null,
  };
}
