// What a case and its parts count for, derived from the case's events. Pure: the same events give the same facts.

import { type CaseClocks, caseClocks } from '../cases/clocks/case-clocks.ts';
import { centreDay } from '../cases/clocks/centre-time.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import { type CaseFold, type CasePlan, foldOnce } from '../cases/history/fold.ts';
import type { EventRow } from '../cases/sql/events.ts';
import type { CaseHistory } from './case-history.ts';
import { caseLight, type LightCourse, partLight } from './light-course.ts';
import { isCompleted, isSettledCase, isSettledPart, type Kind } from './outcomes.ts';
import { regionOf } from './region.ts';
import { workingSeconds } from './working-seconds.ts';

/** See the table `statistics_facts`. */
export interface Fact extends LightCourse {
  readonly caseId: number;
  /** 0 for the case itself, 1, 2, 3 … for its parts. */
  readonly position: number;
  readonly receivedOn: string;
  readonly region: string | null;
  readonly bundle: string;
  readonly departments: readonly string[];
  readonly items: readonly string[];
  readonly channel: string;
  readonly kind: Kind | null;
  readonly state: string;
  readonly settled: boolean;
  readonly openSince: number | null;
  readonly promised: boolean;
  readonly kept: boolean;
  readonly supplemented: boolean;
  readonly rating: number | null;
  readonly seconds: number | null;
}

/** What is worked out once for a case and all its parts. */
interface Reading extends CaseHistory {
  readonly plan: CasePlan;
  readonly fold: CaseFold;
  readonly clocks: CaseClocks;
  readonly rules: ClockRules;
}

/** The case's own fact first, then one for each part. */
export function factsOf(history: CaseHistory, rules: ClockRules): readonly Fact[] {
  const { row, edition, events } = history;
  const plan = edition.plan(row.form);
  const fold = foldOnce(plan, events);
  const clocks = caseClocks({ row, edition, fold, events, complaints: [] }, rules, lastTold(history));
  const reading: Reading = { ...history, plan, fold, clocks, rules };
  const shared = {
    caseId: row.id,
    receivedOn: centreDay(row.receivedAt),
    region: regionOf(history),
    bundle: edition.bundle.code,
    channel: row.channel,
    rating: ratingOf(events),
  };
  const parts = history.parts.flatMap((part, index) => {
    const measures = partMeasures(part.code, reading);
    return measures ? [{ ...shared, ...measures, position: index + 1, departments: [part.department] }] : [];
  });
  const whole: Fact = {
    ...shared,
    ...caseMeasures(reading),
    position: 0,
    departments: unique(parts.flatMap(({ departments }) => departments)),
    items: unique(parts.flatMap(({ items }) => items)),
    supplemented: parts.some(({ supplemented }) => supplemented),
  };
  return [whole, ...parts];
}

function partMeasures(code: string, { edition, plan, fold, clocks, rules, row }: Reading) {
  const part = fold.parts.get(code);
  const known = clocks.parts.get(code);
  const item = edition.bundle.parts.find((each) => each.code === code)?.item;
  if (!part || !known || !item) return undefined;
  const { state } = part;
  const settled = isSettledPart(state);
  const readyAt = readinessOf(code, plan, fold, row.receivedAt);
  const endedAt = isCompleted(state) ? (known.history.endedAt?.getTime() ?? null) : null;
  const course = partLight(known, rules);
  return {
    ...course,
    items: [item.code],
    kind: part.acceptedAt ? item.kind : null,
    state,
    settled,
    openSince: settled || state === 'WAITING' ? null : readyAt,
    ...promiseOf(course, endedAt !== null && part.acceptedAt !== null),
    supplemented: part.deficiencies > 0,
    seconds: endedAt === null || readyAt === null ? null : workingSeconds(rules.time, readyAt, endedAt, known.pauses),
  };
}

function caseMeasures({ fold, clocks, rules, row }: Reading) {
  const { state, kind } = fold;
  const settled = isSettledCase(state);
  const completed = isCompleted(state);
  const endedAt = (fold.releasedAt ?? clocks.total.endedAt)?.getTime() ?? null;
  const course = caseLight(clocks.total);
  return {
    ...course,
    kind,
    state,
    settled,
    openSince: settled ? null : row.receivedAt.getTime(),
    ...promiseOf(course, completed && kind !== null),
    seconds: completed && endedAt !== null ? workingSeconds(rules.time, row.receivedAt.getTime(), endedAt, []) : null,
  };
}

/** Kept or broken where it ended under a promise whose calendar is published. */
function promiseOf({ light }: LightCourse, ended: boolean): { promised: boolean; kept: boolean } {
  const promised = ended && light !== null;
  return { promised, kept: promised && light !== 'RED' };
}

/** When a part could be worked on: received, and every prerequisite approved. Null while one is not. */
function readinessOf(code: string, plan: CasePlan, fold: CaseFold, receivedAt: Date): number | null {
  let readyAt = receivedAt.getTime();
  for (const need of plan.parts.find((part) => part.code === code)?.needs ?? []) {
    const prerequisite = fold.parts.get(need);
    if (!prerequisite?.wasApproved || !prerequisite.decidedAt) return null;
    readyAt = Math.max(readyAt, prerequisite.decidedAt.getTime());
  }
  return readyAt;
}

/** One rating a case, of five levels; the first one stands. */
function ratingOf(events: readonly EventRow[]): number | null {
  return events.find(({ kind }) => kind === 'RATED')?.data.level ?? null;
}

/** Facts do not depend on when they are derived: time stands still where the last event was told. */
function lastTold({ events, row }: CaseHistory): Date {
  return new Date(Math.max(row.receivedAt.getTime(), ...events.map(({ observedAt }) => observedAt.getTime())));
}

function unique(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)].sort();
}
