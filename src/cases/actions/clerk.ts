// A clerk of the counter acts in departments' names within their mandates only: looked up under the case's lock, and told in the
// event of what was done.
import { requireMandate } from '../../mandates/mandates.ts';
import type { Session } from '../../store/pool.ts';
import type { CivilDate } from '../../values/civil-date.ts';
import { countiesOf } from '../case-record.ts';
import { centreDay } from '../clocks/centre-time.ts';
import { bundlePart } from '../editions.ts';
import type { LockedCase } from '../locked-case.ts';

/** Ids of the mandates under which the clerk acts for the departments of these parts. Throws FORBIDDEN where one is lacking. */
export async function mandatesFor(
  session: Session,
  { row, edition }: LockedCase,
  parts: readonly string[],
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<readonly string[]> {
  const day = centreDay(at) as CivilDate;
  const counties = countiesOf(row);
  const found = new Set<string>();
  for (const part of parts) {
    const { code, department } = bundlePart({ edition }, part).item;
    found.add((await requireMandate(session, by, { department: department.code, item: code, counties, day })).id);
  }
  return [...found];
}
