// How a submission ended, as the rest of the gateway sees it.
import type { CaseRecord, SubmitResult } from './cases.ts';
import { noticeOf } from './review.ts';
import type { CaseRow } from './sql/cases.ts';
import type { Submitted } from './submit.ts';

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
