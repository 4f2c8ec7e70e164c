// Whose data departments changed by what happened to a case.
import type { DataChange } from '../../departments/facts.ts';
import { identifiersIn } from '../../values/identifiers.ts';
import type { CaseEvent, EventKind } from '../history/events.ts';
import type { CaseRow } from '../sql/cases.ts';
import type { PartRow } from '../sql/parts.ts';

/** After these a department's own data may be other than before: it has the application, or has decided or undone it. */
const DATA_CHANGES: ReadonlySet<EventKind> = new Set(['DELIVERY_ACKNOWLEDGED', 'APPROVED', 'REVOKED', 'WITHDRAWN']);

/** Everybody and everything that the case names is concerned; undefined where no department did anything. */
export function dataChangeOf(
  { row, parts }: { readonly row: CaseRow; readonly parts: readonly PartRow[] },
  events: readonly CaseEvent[],
): DataChange | undefined {
  const changes = events.filter(({ kind, part }) => part !== null && DATA_CHANGES.has(kind));
  if (changes.length === 0) return undefined;
  const changed = new Set(changes.map(({ part }) => part));
  return {
    departments: parts.filter(({ code }) => changed.has(code)).map(({ department }) => department),
    numbers: [...identifiersIn([row.applicantNumber, row.form, changes.map(({ data }) => data)])],
  };
}
