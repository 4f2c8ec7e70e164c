// How the light of a promise runs on: what of it no longer changes, and when the rest will. By the same clocks as supervision.
import { clockMilestones, lightAt } from '../cases/clocks/clock-reading.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { PartClocks } from '../cases/clocks/clocks.ts';
import type { TotalClock } from '../cases/clocks/total.ts';
import type { Light } from '../time/clocks.ts';
import type { Milestones } from '../time/milestones.ts';

/** Instants in ms since the epoch; all null where no promise runs, or its calendar is not published. */
export interface LightCourse {
  /** The light that stays; null while it may change. */
  readonly light: Light | null;
  readonly warningAt: number | null;
  readonly yellowAt: number | null;
  readonly redAt: number | null;
}

const none: LightCourse = { light: null, warningAt: null, yellowAt: null, redAt: null };

/** By the part's own promise. */
export function partLight({ clocks }: PartClocks, rules: ClockRules): LightCourse {
  const promise = clocks.find(({ kind }) => kind === 'PROMISE');
  const marks = promise ? clockMilestones(promise, rules) : null;
  if (!promise || !marks) return none;
  return promise.endedAt ? { ...none, light: lightAt(marks, promise.endedAt.getTime(), true) } : running(marks);
}

/** By the clock of the case as a whole. */
export function caseLight({ milestones, endedAt, light, dated }: TotalClock): LightCourse {
  if (endedAt || !milestones) return { ...none, light };
  return dated ? running(milestones) : none;
}

function running({ warningAt, yellowAt, redAt }: Milestones): LightCourse {
  return { light: null, warningAt: finite(warningAt), yellowAt: finite(yellowAt), redAt: finite(redAt) };
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? Math.ceil(instant) : null;
}
