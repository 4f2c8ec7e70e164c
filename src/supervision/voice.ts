// What the applicant has to say of the service: one rating for a case, and complaints about parts, each with its own clock.

import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { centreDay } from '../cases/clocks/centre-time.ts';
import { ownEvent } from '../cases/history/own-event.ts';
import { checkDigit } from '../cases/reception/numbers.ts';
import type { Clock } from '../clock.ts';
import { badInput } from '../errors.ts';
import type { Store } from '../store/pool.ts';
import type { NoticedPart } from './receipt-holder.ts';
import type { RuleBook } from './rules.ts';
import {
  answerComplaint,
  type ComplaintRow,
  complaintSerial,
  insertComplaint,
  insertRating,
  lookAgain,
  type RatingRow,
} from './sql/complaints.ts';
import { insertFindings } from './sql/sweep.ts';

export interface VoiceDependencies {
  readonly store: Store;
  readonly cases: Pick<Cases, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly book: RuleBook;
}

const TEXT_MAX = 2_000;
const PHONE = /^[+\d][\d -]{4,24}$/;
/** Below this a rating needs a reason, and supervision looks into it. */
const SATISFIED = 3;

/** Throws BAD_USER_INPUT for a level or reason that is wrong, and for a second rating. */
export async function rate(
  { row }: CaseRecord,
  { level, reason }: { readonly level: number; readonly reason: string | null },
  { cases, clock, book }: VoiceDependencies,
): Promise<RatingRow> {
  const words = reason?.trim() || null;
  if (!Number.isInteger(level) || level < 1 || level > 5) throw badInput(`A rating is 1 to 5, not ${level}.`);
  if (level < SATISFIED && !words) throw badInput(`A rating below ${SATISFIED} needs a reason; send one.`);
  if (words && words.length > TEXT_MAX) throw badInput(`A reason has at most ${TEXT_MAX} characters.`);
  const rating = { level, reason: words, ratedAt: clock.now() };
  // Statistics read events alone, so the rating is one, in the transaction that keeps it.
  await cases.append(row.id, async ({ fold }, session) => {
    if (!(await insertRating(session, row.id, rating))) {
      throw badInput(`Case ${row.number} was rated before; a service is rated once, and the rating stands.`);
    }
    const rule = level < SATISFIED ? book.ofFinding('BAD_RATING') : undefined;
    if (rule) {
      const finding = { rule, subject: row.number, department: null, caseId: row.id, part: null, at: rating.ratedAt };
      await insertFindings(session, [{ ...finding, detail: { level } }], rating.ratedAt);
    }
    return [ownEvent('RATED', null, fold, rating.ratedAt, { level })];
  });
  return rating;
}

/** Throws BAD_USER_INPUT for a text or phone that is wrong. */
export async function complain(
  { record, part }: NoticedPart,
  { text, phone }: { readonly text: string; readonly phone: string | null },
  { store, clock }: VoiceDependencies,
): Promise<ComplaintRow> {
  const words = text.trim();
  if (words === '' || words.length > TEXT_MAX) throw badInput(`A complaint has 1 to ${TEXT_MAX} characters.`);
  if (phone !== null && !PHONE.test(phone)) {
    throw badInput('The phone number is not one: send digits, with + - and blanks at most, or leave it out.');
  }
  const receivedAt = clock.now();
  const day = centreDay(receivedAt);
  return store.retryingTransaction(async (session) => {
    const body = day.replaceAll('-', '') + String(await complaintSerial(session, day)).padStart(6, '0');
    const number = `T${body}${checkDigit(body)}`;
    const kept = await insertComplaint(session, {
      number,
      caseId: record.row.id,
      part,
      text: words,
      phone,
      receivedAt,
    });
    await lookAgain(session, record.row.id, receivedAt);
    return kept;
  });
}

/** Throws BAD_USER_INPUT where nothing of that number waits for an answer. */
export async function answer(
  { number, words, by }: { readonly number: string; readonly words: string; readonly by: string },
  { store, clock }: VoiceDependencies,
): Promise<ComplaintRow> {
  const text = words.trim();
  if (text === '' || text.length > TEXT_MAX) throw badInput(`An answer has 1 to ${TEXT_MAX} characters.`);
  const now = clock.now();
  return store.retryingTransaction(async (session) => {
    const answered = await answerComplaint(session, { number, answer: text, at: now, by });
    if (!answered) throw badInput(`No complaint "${number.slice(0, 40)}" waits for an answer.`);
    await lookAgain(session, answered.caseId, now);
    return answered;
  });
}
