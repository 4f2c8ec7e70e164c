// How a submission ended, as the rest of the gateway sees it.
import type { CaseRecord } from '../case-record.ts';
import type { CaseRow } from '../sql/cases.ts';
import type { OneTimeNoticeRow } from '../sql/one-time-notices.ts';
import { type DeficiencyRecord, noticeOf } from './review.ts';
import type { Submitted } from './submit.ts';

export interface Received {
  readonly __typename: 'CaseReceived';
  readonly record: CaseRecord;
  readonly replayed: boolean;
}

export interface Deficient {
  readonly __typename: 'CaseDeficient';
  /** Of an application; a supplement that is deficient has none. */
  readonly notice?: OneTimeNoticeRow;
  readonly deficiencies: readonly DeficiencyRecord[];
}

export interface Conflict {
  readonly __typename: 'IdempotencyConflict';
}

export type SubmitResult = Received | Deficient | Conflict;

export async function submitResult(
  submitted: Submitted,
  recordOf: (row: CaseRow) => Promise<CaseRecord>,
): Promise<SubmitResult> {
  switch (submitted.kind) {
    case 'received':
      return {
        __typename: 'CaseReceived',
        record: await recordOf(submitted.row),
        replayed: submitted.replayed,
      };
    case 'deficient': {
      const { edition, deficiencies, notice } = submitted;
      return {
        __typename: 'CaseDeficient',
        deficiencies: noticeOf(deficiencies, edition),
        notice,
      };
    }
    case 'conflict':
      return { __typename: 'IdempotencyConflict' };
  }
}
