// Who may know of a case. A case that may not be known looks like one that is not there.
import { withinRegions } from '../../access/region.ts';
import { type CaseRecord, countiesOf } from '../../cases/case-record.ts';
import { badInput } from '../../errors.ts';
import type { RequestContext } from '../context.ts';

export function mayKnowCase({ principal }: RequestContext, { row }: CaseRecord): boolean {
  if (!withinRegions(principal, countiesOf(row))) return false;
  switch (principal?.role) {
    case 'window':
    case 'supervisor':
    case 'analyst':
    case 'operator':
      return true;
    case 'front-end':
      return row.applicantNumber === principal.subject;
    case undefined:
      return false;
  }
}

/** The case; refused in the same words where there is none and where it may not be known. */
export async function knownCase(number: string, context: RequestContext): Promise<CaseRecord> {
  const found = await context.cases.byNumber(number);
  if (found && mayKnowCase(context, found)) return found;
  throw badInput(`There is no case "${number}"; check the number on the receipt.`);
}
