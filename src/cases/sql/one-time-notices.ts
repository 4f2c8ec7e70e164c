// Statements over one-time notices of applications that were not taken in.
import type { Deficiency } from '../../catalogue/deficiencies.ts';
import type { Session } from '../../store/pool.ts';

export interface OneTimeNoticeRow {
  readonly number: string;
  readonly checkCode: string;
  readonly editionId: number;
  readonly applicantNumber: string;
  readonly applicantName: string;
  readonly deficiencies: readonly Deficiency[];
  readonly issuedAt: Date;
}

const COLUMNS = `number, check_code as "checkCode", edition_id as "editionId", applicant_number as "applicantNumber",
  applicant_name as "applicantName", deficiencies, issued_at as "issuedAt"`;

/** The notice that is on record for these defects: this one, or the one that came first. */
export async function keepOneTimeNotice(
  session: Session,
  notice: OneTimeNoticeRow & { readonly fingerprint: Buffer },
): Promise<OneTimeNoticeRow> {
  const [kept] = await session.query<OneTimeNoticeRow>(
    `insert into one_time_notices (number, check_code, edition_id, applicant_number, applicant_name, fingerprint,
       deficiencies, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (applicant_number, fingerprint) do update set number = one_time_notices.number
     returning ${COLUMNS}`,
    [
      notice.number,
      notice.checkCode,
      notice.editionId,
      notice.applicantNumber,
      notice.applicantName,
      notice.fingerprint,
      JSON.stringify(notice.deficiencies),
      notice.issuedAt,
    ],
    'keep-one-time-notice',
  );
  return kept ?? notice;
}

export async function oneTimeNotice(session: Session, number: string): Promise<OneTimeNoticeRow | undefined> {
  const [row] = await session.query<OneTimeNoticeRow>(
    `select ${COLUMNS} from one_time_notices where number = $1`,
    [number],
    'one-time-notice',
  );
  return row;
}

/** Those of before a day, at most `max` of them, with the documents that were made of them; how many there were. */
export async function deleteOneTimeNotices(session: Session, day: string, max: number): Promise<number> {
  // The day stands in the number, by which they are found.
  const first = `G${day.slice(2).replaceAll('-', '')}`;
  const gone = await session.query(
    `with gone as (
       delete from one_time_notices where number in (
         select number from one_time_notices where number < $1 order by number limit $2)
       returning number
     ), drawn as (
       delete from documents where case_id is null and number in (select number from gone)
     )
     select number from gone`,
    [first, max],
  );
  return gone.length;
}
