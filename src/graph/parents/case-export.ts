// Who may fetch cases for another platform, and what the audit trail is told of it.
import type { ExportProfile } from '../../catalogue/export-rules.ts';
import { badInput, PublicError } from '../../errors.ts';
import type { BatchRow, Standing } from '../../exchange/case-exports.ts';
import type { RequestContext } from '../context.ts';

export interface CaseExportParent {
  readonly profile: ExportProfile;
  readonly standing: Standing;
}

export interface CaseExportBatchParent {
  readonly profile: ExportProfile;
  readonly batch: BatchRow;
}

/** The receiver's profile. Refused where the purpose in force is not the receiver's, or the account is none of its. */
export function exportProfile(
  consumer: string,
  { catalogue, principal, purpose }: Pick<RequestContext, 'catalogue' | 'principal' | 'purpose'>,
): ExportProfile {
  const profile = catalogue.exports.get(consumer);
  if (!profile) throw badInput(`There is no receiver "${consumer}"; { caseExports { consumer } } lists them.`);
  if (purpose !== profile.purpose) {
    throw new PublicError(
      'FORBIDDEN',
      `Cases for "${consumer}" are fetched for the purpose "${profile.purpose}" alone; state it in the token or in X-Purpose.`,
    );
  }
  const { accounts } = profile;
  if (accounts.length > 0 && !accounts.includes(principal?.subject ?? '')) {
    throw new PublicError('FORBIDDEN', `The account of the token is none of those that fetch cases for "${consumer}".`);
  }
  return profile;
}

/** Notes whose cases are told, and who is told of in plain. */
export async function toldBatch(
  profile: ExportProfile,
  batch: BatchRow,
  { caseExports, sightings }: RequestContext,
): Promise<CaseExportBatchParent> {
  const plain = [...profile.case, ...profile.part].some(({ show }) => show === 'PLAIN');
  for (const { caseNumber, kind, number } of await caseExports.applicants(batch)) {
    sightings.cases.add(caseNumber);
    if (plain && kind === 'person') sightings.read.add(number);
  }
  return { profile, batch };
}

/** What was sent. Refused where it is kept no more. */
export function contentOf({ profile, batch }: CaseExportBatchParent): string {
  if (batch.content !== null) return batch.content;
  throw badInput(
    `Batch ${batch.number} of "${profile.code}" was acknowledged more than ${profile.keepDays} days ago and is kept no more.`,
  );
}
