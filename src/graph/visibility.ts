// Who may know of a case. A case that may not be known looks like one that is not there.
import type { CaseRecord } from '../cases/cases.ts';
import type { RequestContext } from './context.ts';

export function mayKnowCase({ principal }: RequestContext, { row }: CaseRecord): boolean {
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
