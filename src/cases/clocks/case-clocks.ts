// Every clock of a case at one moment. Pure.
import { neededParts } from '../../catalogue/plan.ts';
import type { Edition } from '../editions.ts';
import type { CaseFold } from '../history/fold.ts';
import { settledStates } from '../history/transitions.ts';
import type { CaseRow } from '../sql/cases.ts';
import type { EventRow } from '../sql/events.ts';
import type { ClockRules } from './clock-rules.ts';
import { type ComplaintSpan, type PartClocks, partClocks } from './clocks.ts';
import { type TotalClock, totalClock } from './total.ts';

export interface ClockedCase {
  readonly row: Pick<CaseRow, 'form' | 'materials' | 'receivedAt'>;
  readonly edition: Pick<Edition, 'bundle' | 'plan'>;
  readonly fold: CaseFold;
  readonly events: readonly EventRow[];
  readonly complaints: readonly (ComplaintSpan & { readonly part: string })[];
}

export interface CaseClocks {
  readonly parts: ReadonlyMap<string, PartClocks>;
  readonly total: TotalClock;
}

export function caseClocks(
  { row, edition, fold, events, complaints }: ClockedCase,
  rules: ClockRules,
  now: Date,
): CaseClocks {
  const planned = neededParts(edition.bundle, row.form);
  const deferred = deferredMaterials(row, events);
  const parts = new Map<string, PartClocks>();
  for (const { code, item } of planned) {
    const folded = fold.parts.get(code);
    if (!folded) continue;
    const answersFor = (material: string) =>
      planned.find((part) => part.item.materials.some((each) => each.code === material))?.code === code;
    const own = {
      code,
      item,
      fold: folded,
      events,
      deferred: deferred.filter((material) => answersFor(material.code)),
      complaints: complaints.filter(({ part }) => part === code),
    };
    parts.set(code, partClocks(own, rules, now));
  }
  const needs = new Map(edition.plan(row.form).parts.map((part) => [part.code, part.needs]));
  const total = totalClock(
    {
      receivedAt: row.receivedAt,
      accepted: fold.kind !== null,
      parts: planned.flatMap(({ code, item }) => {
        const clocks = parts.get(code);
        const state = fold.parts.get(code)?.state;
        if (!clocks || !state) return [];
        return [
          { ...clocks, code, needs: needs.get(code) ?? [], budget: item.timeLimit, settled: settledStates.has(state) },
        ];
      }),
    },
    rules,
    now,
  );
  return { parts, total };
}

/** Materials that the applicant was allowed to bring later, and when they came. */
function deferredMaterials({ materials }: ClockedCase['row'], events: readonly EventRow[]) {
  const open = materials.filter(({ by }) => by === 'deferred').map(({ code }) => ({ code, receivedAt: null }));
  const came = events
    .filter(({ kind }) => kind === 'MATERIAL_RECEIVED')
    .flatMap(({ at, data }) => (data.materials ?? []).map((code) => ({ code, receivedAt: at })));
  return [...open, ...came];
}
