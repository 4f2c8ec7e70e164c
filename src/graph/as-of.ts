// As of when facts hold, on the centre's clock, as readers are shown it: kept beside the facts of a request, so that neither
// departments' shapes nor resolvers carry it along, and sorted out only where an operation asks.
import { centreDateTime } from '../cases/clocks/centre-time.ts';
import type { Clock } from '../clock.ts';
import type { Fact } from '../departments/facts.ts';

/** What an object of the schema was made of, as departments told it. */
export interface Told {
  readonly told: readonly object[];
}

export interface Ages {
  readonly note: (fact: Fact<unknown>) => void;
  /** The machine's time at which a department was asked for it, or for the list or page it stands in; undefined for what none told. */
  readonly asOfMs: (told: object) => number | undefined;
}

/** Of one request. */
export function openAges(): Ages {
  const facts: Fact<unknown>[] = [];
  const instants = new Map<unknown, number>();
  let sorted = 0;
  return {
    note: (fact) => facts.push(fact),
    asOfMs: (told) => {
      for (const { value, asOfMs } of facts.slice(sorted)) {
        for (const each of [value, ...membersOf(value)]) instants.set(each, asOfMs);
      }
      sorted = facts.length;
      return instants.get(told);
    },
  };
}

function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const isPage = typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
  return isPage ? (value.items as readonly unknown[]) : [];
}

/** RFC 3339, of the oldest of them; null where no department told any. */
export function asOf(
  told: readonly object[],
  { shownAt, asOfMs }: Pick<Clock, 'shownAt'> & Pick<Ages, 'asOfMs'>,
): string | null {
  const instants = told.flatMap((fact) => asOfMs(fact) ?? []);
  return instants.length === 0 ? null : centreDateTime(shownAt(Math.min(...instants)));
}
