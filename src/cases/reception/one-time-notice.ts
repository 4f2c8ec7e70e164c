// The one-time notice 一次性告知单 of an application that was not taken in: on record before anybody reads it, so that it can be
// printed, and so that a later notice of the same thing is known for what it is.
import { createHash } from 'node:crypto';
import type { Deficiency } from '../../catalogue/deficiencies.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/pool.ts';
import { centreDay } from '../clocks/centre-time.ts';
import type { Edition } from '../editions.ts';
import { keepOneTimeNotice, type OneTimeNoticeRow } from '../sql/one-time-notices.ts';
import type { Application } from './application.ts';
import { checkCode, type Numbers } from './numbers.ts';

export interface NoticeDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly numbers: Numbers;
}

/** `fingerprint`: of the application. The same application with the same defects gets the same notice. */
export async function giveNotice(
  { applicant }: Application,
  fingerprint: Buffer,
  { id }: Edition,
  deficiencies: readonly Deficiency[],
  { store, clock, numbers }: NoticeDependencies,
): Promise<OneTimeNoticeRow> {
  const issuedAt = clock.now();
  return keepOneTimeNotice(store, {
    number: await numbers.noticeNumber(centreDay(issuedAt)),
    checkCode: checkCode(),
    editionId: id,
    applicantNumber: applicant.number,
    applicantName: applicant.name,
    fingerprint: createHash('sha256').update(fingerprint).update(JSON.stringify(deficiencies)).digest(),
    deficiencies,
    issuedAt,
  });
}
