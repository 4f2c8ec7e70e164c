// Whoever holds a receipt may follow the case, rate it, and complain: number and check code, nothing else. A wrong code and an
// unknown number look the same, and take the same time.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { casesByIds } from '../cases/sql/cases.ts';
import { casesByPartKeys } from '../cases/sql/parts.ts';
import { errorCodes, PublicError } from '../errors.ts';
import type { Store } from '../store/pool.ts';
import type { Attempts } from './attempts.ts';

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
  return attempted(number, address, attempts, async () => {
    const record = number.length > NUMBER_MAX ? undefined : await cases.byNumber(number);
    return isCodeOf(record, checkCode) ? record : undefined;
  });
}

/** The same by the number of an acceptance notice: `S` and the key of the part. A part not accepted yet has none. */
export function partOfHolder(
  noticeNumber: string,
  checkCode: string,
  address: string,
  { store, cases, attempts }: HolderDependencies,
): Promise<NoticedPart | undefined> {
  return attempted(noticeNumber, address, attempts, async () => {
    const key = /^S([0-9A-Z]{45})$/.exec(noticeNumber)?.[1];
    const [owner] = key ? await casesByPartKeys(store, [key]) : [];
    const [record] = owner ? await cases.records(await casesByIds(store, [owner.caseId])) : [];
    if (!isCodeOf(record, checkCode) || !owner) return undefined;
    const accepted = (await record.particulars()).fold.parts.get(owner.code)?.acceptedAt;
    return accepted ? { record, part: owner.code } : undefined;
  });
}

async function attempted<Found>(
  number: string,
  address: string,
  attempts: Attempts,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const name = number.slice(0, NUMBER_MAX);
  const retryAfterMs = attempts.begin(address, name);
  if (retryAfterMs > 0) {
    const { zh } = errorCodes.OVERLOADED;
    throw new PublicError('OVERLOADED', `${zh}：查询过于频繁，请稍后再试。Too many tries; come back later.`, {
      retryAfterMs,
    });
  }
  const found = await find();
  if (found !== undefined) attempts.wasRight(address, name);
  return found;
}

/** Digests have one length, so that the comparison takes one time. */
function isCodeOf(record: CaseRecord | undefined, checkCode: string): record is CaseRecord {
  const same = timingSafeEqual(digest(record?.row.checkCode ?? ''), digest(checkCode));
  return same && record !== undefined;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
