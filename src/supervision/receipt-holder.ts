// Whoever holds a receipt may follow the case, rate it, and complain: number and check code, nothing else. A wrong code and an
// unknown number look the same, and take the same time.
import { type Attempts, attempted, isCheckCode } from '../access/check-code.ts';
import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { casesByIds } from '../cases/sql/cases.ts';
import { casesByPartKeys } from '../cases/sql/parts.ts';
import type { Store } from '../store/pool.ts';

export interface HolderDependencies {
  readonly store: Store;
  readonly cases: Pick<Cases, 'byNumber' | 'records'>;
  readonly attempts: Attempts;
}

/** A part whose acceptance notice was named. */
export interface NoticedPart {
  readonly record: CaseRecord;
  readonly part: string;
}

const NUMBER_MAX = 100;

/** Undefined where number and code do not belong together. Throws OVERLOADED where it was tried too often. */
export function caseOfHolder(
  number: string,
  checkCode: string,
  address: string,
  { cases, attempts }: HolderDependencies,
): Promise<CaseRecord | undefined> {
  return attempted(attempts, { number, address }, async () => {
    const record = number.length > NUMBER_MAX ? undefined : await cases.byNumber(number);
    return isCheckCode(record?.row.checkCode, checkCode) ? record : undefined;
  });
}

/** The same by the number of an acceptance notice: `S` and the key of the part. A part not accepted yet has none. */
export function partOfHolder(
  noticeNumber: string,
  checkCode: string,
  address: string,
  { store, cases, attempts }: HolderDependencies,
): Promise<NoticedPart | undefined> {
  return attempted(attempts, { number: noticeNumber, address }, async () => {
    const key = /^S([0-9A-Z]{45})$/.exec(noticeNumber)?.[1];
    const [owner] = key ? await casesByPartKeys(store, [key]) : [];
    const [record] = owner ? await cases.records(await casesByIds(store, [owner.caseId])) : [];
    if (!isCheckCode(record?.row.checkCode, checkCode) || !record || !owner) return undefined;
    const accepted = (await record.particulars()).fold.parts.get(owner.code)?.acceptedAt;
    return accepted ? { record, part: owner.code } : undefined;
  });
}
