// As of when facts hold, on the centre's clock, as readers are shown it.
import { centreDateTime } from '../cases/centre-time.ts';
import { asOfMs } from '../departments/as-of.ts';
import type { Gateway } from './context.ts';

/** What an object of the schema was made of, as departments told it. */
export interface Told {
  readonly told: readonly object[];
}

/** RFC 3339, of the oldest of them; null where no department told any. */
export function asOf(told: readonly object[], { shownAt }: Pick<Gateway, 'shownAt'>): string | null {
  const instants = told.flatMap((fact) => asOfMs(fact) ?? []);
  return instants.length === 0 ? null : centreDateTime(shownAt(Math.min(...instants)));
}
