// What a clock shows at a moment: use, deadline and light, read off its start, budget and ledger of pauses. Pure.
import type { Unpublished } from '../../time/calendar.ts';
import { deadline, type Light, used } from '../../time/clocks.ts';
import { type Milestones, milestones } from '../../time/milestones.ts';
import type { ClockRules } from './clock-rules.ts';
import type { CaseClock } from './clocks.ts';
import { openSince, type Pause, stopsOf } from './pauses.ts';

/** What a clock shows at a moment; null where the calendar that it needs is not published. */
export interface Reading {
  readonly used: number | null;
  readonly dueAt: Date | null;
  readonly light: Light | null;
  /** Calendar versions by which it was counted. */
  readonly versions: readonly string[];
  readonly missing: Unpublished | null;
}

/** At `now`, or at its end where it has ended: in time is GREEN then, late is RED. */
export function readClock(clock: CaseClock, rules: ClockRules, now: Date): Reading {
  const asOf = Math.min(now.getTime(), clock.endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const counted = {
    startedAt: clock.startedAt.getTime(),
    budget: clock.budget,
    stops: stopsOf(clock.pauses, asOf),
  };
  const due = deadline(rules.time, counted, asOf);
  const spent = used(rules.time, counted, asOf);
  const missing = due.kind === 'unpublished' ? due : spent.kind === 'unpublished' ? spent : null;
  const marks = clockMilestones(clock, rules);
  return {
    used: spent.kind === 'published' ? spent.value : null,
    dueAt: due.kind === 'published' ? new Date(due.value.dueAt) : null,
    light: missing || !marks ? null : lightAt(marks, asOf, clock.endedAt !== null),
    versions: due.kind === 'published' ? due.versions : [],
    missing,
  };
}

/** With a pause that lasts taken to last as long as it may; null where the calendar is not published. */
export function clockMilestones(
  { budget, startedAt, pauses }: Pick<CaseClock, 'startedAt' | 'budget' | 'pauses'>,
  { time, lights }: Pick<ClockRules, 'time' | 'lights'>,
): Milestones | null {
  return milestonesUnderPauses(pauses, (asOf) => {
    const counted = { startedAt: startedAt.getTime(), budget, stops: stopsOf(pauses, asOf) };
    const marks = milestones(time, counted, lights);
    return marks.kind === 'published' ? marks.value : null;
  });
}

/**
 * `at` reads the milestones with pauses that last ended at an instant, or at their latest (null). Where that is beyond the
 * published calendar, what had been reached before the pause stands, and nothing comes while it lasts.
 */
export function milestonesUnderPauses(
  pauses: readonly Pause[],
  at: (asOf: number | null) => Milestones | null,
): Milestones | null {
  const whole = at(null);
  const since = openSince(pauses);
  const before = whole || since === undefined ? null : at(since);
  if (!before || since === undefined) return whole;
  const reached = (mark: number) => (mark <= since ? mark : Number.POSITIVE_INFINITY);
  return {
    warningAt: reached(before.warningAt),
    yellowAt: reached(before.yellowAt),
    redAt: reached(before.redAt),
  };
}

export function lightAt({ warningAt, yellowAt, redAt }: Milestones, at: number, ended: boolean): Light {
  if (at > redAt) return 'RED';
  if (ended) return 'GREEN';
  if (at >= yellowAt) return 'YELLOW';
  return at >= warningAt ? 'WARNING' : 'GREEN';
}
