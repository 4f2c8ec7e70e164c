// Joint site visits 联合踏勘 as the events of a case tell them: one visit, the parts that it serves, who came, and what was found.
// Pure.
import type { Item } from '../../catalogue/catalogue.ts';
import type { SpecialProcedure } from '../../catalogue/special-procedure.ts';
import type { CaseEvent } from '../history/events.ts';
import type { PartFold } from '../history/fold.ts';
import type { PartState } from '../history/transitions.ts';
import type { EventRow } from '../sql/events.ts';
import type { ToldSpan } from './part-history.ts';

export type Attendance = 'CALLED' | 'PRESENT' | 'ABSENT' | 'CANCELLED';

export interface SiteVisit {
  readonly id: string;
  /** When it is to begin. */
  readonly at: Date;
  readonly place: string | null;
  /** The visit that a department had missed. */
  readonly followUpOf: string | null;
  readonly calledAt: Date;
  readonly parts: readonly VisitedPart[];
}

export interface VisitedPart {
  readonly part: string;
  readonly attendance: Attendance;
  /** What was found, or why it was cancelled. */
  readonly finding: string | null;
  readonly recordedAt: Date | null;
}

/** Kind of catalogue/tasks.yaml: what is left to do about a part whose department was absent. */
export const FOLLOW_UP_TASK = 'FOLLOW_UP_VISIT';

const ENDS: Readonly<Record<string, Exclude<Attendance, 'CALLED'>>> = {
  SITE_VISIT_FOUND: 'PRESENT',
  SITE_VISIT_MISSED: 'ABSENT',
  SITE_VISIT_CANCELLED: 'CANCELLED',
};
/** With its department, and not decided. */
const OPEN: ReadonlySet<PartState> = new Set(['IN_REVIEW', 'RESUBMITTED', 'ACCEPTED', 'DEEMED_ACCEPTED', 'SUSPENDED']);

/** In the order in which they were called. */
export function siteVisitsOf(events: readonly CaseEvent[]): readonly SiteVisit[] {
  const visits = new Map<string, SiteVisit & { readonly parts: VisitedPart[] }>();
  for (const event of events) {
    const { visit } = event.data;
    if (!visit || event.part === null) continue;
    const known = visits.get(visit.id) ?? {
      ...{ id: visit.id, at: new Date(visit.at), place: visit.place, followUpOf: visit.followUpOf },
      ...{ calledAt: event.at, parts: [] },
    };
    visits.set(visit.id, { ...known, parts: [...known.parts.filter(({ part }) => part !== event.part), told(event)] });
  }
  return [...visits.values()];
}

function told({ kind, part, at, data }: CaseEvent): VisitedPart {
  const attendance = ENDS[kind];
  if (!attendance) return { part: part ?? '', attendance: 'CALLED', finding: null, recordedAt: null };
  return { part: part ?? '', attendance, finding: data.reason ?? null, recordedAt: at };
}

/** How far the visit of a part has come: `OPEN` while it is called, or was missed and nobody has made up for it. */
export type VisitProgress = 'NONE' | 'OPEN' | 'DONE';

export function visitProgress(part: string, events: readonly CaseEvent[]): VisitProgress {
  let progress: VisitProgress = 'NONE';
  for (const event of events) {
    if (event.part !== part) continue;
    if (event.kind === 'SITE_VISIT_CALLED' || event.kind === 'SITE_VISIT_MISSED') progress = 'OPEN';
    if (event.kind === 'SITE_VISIT_CANCELLED') progress = 'NONE';
    if (event.kind === 'SITE_VISIT_FOUND') progress = 'DONE';
    // The department went by itself.
    if (event.kind === 'TASK_SETTLED' && event.data.task === FOLLOW_UP_TASK && !event.data.visit) progress = 'DONE';
  }
  return progress;
}

/** Codes of the parts that the next visit serves: each that needs one, is open, and neither was visited nor is called. */
export function partsToVisit(
  parts: readonly { readonly fold: PartFold; readonly item: Pick<Item, 'siteVisit'> }[],
  events: readonly CaseEvent[],
): readonly string[] {
  const called = new Set(
    siteVisitsOf(events).flatMap((visit) =>
      visit.parts.filter(({ attendance }) => attendance === 'CALLED').map(({ part }) => part),
    ),
  );
  return parts
    .filter(({ fold, item }) => item.siteVisit && OPEN.has(fold.state) && !called.has(fold.code))
    .map(({ fold }) => fold.code)
    .filter((code) => visitProgress(code, events) !== 'DONE');
}

/**
 * The spans for which visits stop the clock of a part, as far as its item says that a visit is a special procedure: from the time
 * for which it was called to what was told of it. Told beforehand, as far as its beginning goes.
 */
export function visitSpans(
  part: string,
  events: readonly EventRow[],
  procedure: SpecialProcedure | undefined,
): readonly ToldSpan[] {
  if (!procedure) return [];
  const own = events.filter((event) => event.part === part && event.data.visit);
  return own
    .filter(({ kind }) => kind === 'SITE_VISIT_CALLED')
    .flatMap((call): ToldSpan[] => {
      const from = new Date(call.data.visit?.at ?? call.at);
      const end = own.find(({ kind, data }) => ENDS[kind] !== undefined && data.visit?.id === call.data.visit?.id);
      if (end && end.at <= from) return [];
      return [
        {
          ...{ from, to: end?.at ?? null, fromReportedAt: call.observedAt, toReportedAt: end?.observedAt ?? null },
          reason: procedure.name.zh,
        },
      ];
    });
}

/** The special procedure of the item under which its visit stops the clock. */
export function visitProcedure({ siteVisit, specialProcedures }: Item): SpecialProcedure | undefined {
  return specialProcedures.find(({ code }) => code === siteVisit?.procedure);
}
