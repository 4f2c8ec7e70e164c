// Events of the centre's own, in their place among those of departments.
import { type CaseEvent, type EventData, type EventKind, OWN_SOURCE } from './events.ts';
import type { CaseFold } from './fold.ts';

/** An event of our own about a part, after the steps of its department that were applied so far. */
export function ownEvent(
  kind: EventKind,
  part: string | null,
  fold: CaseFold,
  at: Date,
  data: EventData = {},
): CaseEvent {
  const sourceSequence = part === null ? 0 : (fold.parts.get(part)?.stepsApplied ?? 0);
  return { kind, part, at, source: OWN_SOURCE, sourceId: null, sourceSequence, data };
}
