// The case's agent acts for the applicant, told as such in the events of what was done.

import { neededParts } from '../../catalogue/plan.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { centreDay } from '../clocks/centre-time.ts';
import type { EventData } from '../history/events.ts';
import type { LockedCase } from '../locked-case.ts';
import { requireAgency } from '../reception/agents.ts';

/** Throws BAD_USER_INPUT where the case has no agent, or his or her mandate is over. */
export function agencyOf({ row, edition }: Pick<LockedCase, 'row' | 'edition'>, at: Date): Pick<EventData, 'by'> {
  requireAgency(row.number, row.agent, neededParts(edition.bundle, row.form), centreDay(at) as CivilDate);
  return { by: 'AGENT' };
}
