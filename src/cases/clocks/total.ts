// The clock of a case as a whole: its parts' promises one after the other along the prerequisites. A part's pause moves the end
// only where it lies on the chain that determines it. Pure.
import { orderOf } from '../../catalogue/plan.ts';
import { deadline, type Light } from '../../time/clocks.ts';
import { type Milestones, milestones } from '../../time/milestones.ts';
import type { TimeLimit } from '../../time/time-limit.ts';
import { clockMilestones, lightAt, milestonesUnderPauses } from './clock-reading.ts';
import type { ClockRules } from './clock-rules.ts';
import type { CaseClock } from './clocks.ts';
import type { PartHistory } from './part-history.ts';
import { type Pause, stopsOf } from './pauses.ts';

export interface TotalPart {
  readonly code: string;
  /** Codes of the parts of this case that it needs. */
  readonly needs: readonly string[];
  readonly budget: TimeLimit;
  readonly history: PartHistory;
  readonly pauses: readonly Pause[];
  readonly clocks: readonly CaseClock[];
  /** Whether nothing more is to be done about it. */
  readonly settled: boolean;
}

export interface TotalClock {
  /** When the case was accepted; null before: the promise has not begun. */
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Before acceptance, as if accepted at receipt. Null where the calendar is not published. */
  readonly dueAt: Date | null;
  readonly criticalPath: readonly string[];
  readonly pauses: readonly Pause[];
  /** Null where the calendar is not published, or no clock runs yet. */
  readonly milestones: Milestones | null;
  readonly dated: boolean;
  readonly light: Light | null;
}

export interface TotalQuestion {
  readonly parts: readonly TotalPart[];
  readonly receivedAt: Date;
  readonly accepted: boolean;
}

interface Segment {
  readonly code: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly after: string | undefined;
  readonly budget: TimeLimit;
  readonly pauses: readonly Pause[];
}

const NEVER = Number.POSITIVE_INFINITY;

export function totalClock(question: TotalQuestion, rules: ClockRules, now: Date): TotalClock {
  const { parts, accepted } = question;
  const settledAt = parts.every(({ settled }) => settled) ? latest(parts.map(({ history }) => history.endedAt)) : null;
  const asOf = settledAt ?? now;
  const chain = criticalChain(question, rules, asOf.getTime());
  const end = chain.at(-1)?.endsAt ?? NEVER;
  const pauses = chain.flatMap((segment) => segment.pauses);
  const marks = accepted
    ? milestonesUnderPauses(pauses, (until) => chainMilestones(criticalChain(question, rules, until), until, rules))
    : noticeMilestones(parts, rules);
  const dated = end !== NEVER && (marks !== null || !accepted);
  return {
    startedAt: accepted ? latest(parts.filter(isRoot).map(({ history }) => history.acceptedAt)) : null,
    endedAt: settledAt,
    dueAt: end === NEVER ? null : new Date(end),
    criticalPath: chain.map(({ code }) => code),
    pauses,
    milestones: marks,
    dated,
    light: lightOf(marks, dated, asOf, settledAt !== null),
  };
}

function lightOf(marks: Milestones | null, dated: boolean, asOf: Date, ended: boolean): Light | null {
  if (marks) return lightAt(marks, asOf.getTime(), ended);
  return dated ? 'GREEN' : null;
}

function isRoot({ needs }: TotalPart): boolean {
  return needs.length === 0;
}

/** The chain that ends last, first part first. `asOf` null: pauses that last take as long as they may. */
function criticalChain(
  { parts, receivedAt }: TotalQuestion,
  rules: ClockRules,
  asOf: number | null,
): readonly Segment[] {
  const byCode = new Map(parts.map((part) => [part.code, part]));
  const segments = new Map<string, Segment>();
  for (const code of orderOf(
    parts.map(({ code, needs }) => ({ code, needs: needs.map((part) => ({ part, evidence: '' })) })),
  )) {
    const part = byCode.get(code);
    if (!part) continue;
    const before = part.needs.flatMap((need) => segments.get(need) ?? []);
    const last = longest(before);
    const startedAt = last?.endsAt ?? (part.history.acceptedAt ?? receivedAt).getTime();
    segments.set(code, segmentOf(part, startedAt, last?.code, rules, asOf));
  }
  const chain: Segment[] = [];
  for (let each = longest([...segments.values()]); each; each = each.after ? segments.get(each.after) : undefined) {
    chain.unshift(each);
  }
  return chain;
}

function segmentOf(
  { code, budget, pauses, history }: TotalPart,
  startedAt: number,
  after: string | undefined,
  rules: ClockRules,
  asOf: number | null,
): Segment {
  const waiting = history.deficiencies.map(({ from, to }) => ({
    from: from.getTime(),
    to: to?.getTime() ?? asOf ?? from.getTime(),
  }));
  const stops = [...stopsOf(pauses, asOf), ...(history.acceptedAt ? [] : waiting)];
  const segment = { code, startedAt, after, budget, pauses };
  if (startedAt === NEVER) return { ...segment, endsAt: NEVER };
  const due = deadline(rules.time, { startedAt, budget, stops }, startedAt);
  return { ...segment, endsAt: due.kind === 'published' ? due.value.dueAt : NEVER };
}

function longest(segments: readonly Segment[]): Segment | undefined {
  return segments.reduce<Segment | undefined>(
    (last, each) => (last && last.endsAt >= each.endsAt ? last : each),
    undefined,
  );
}

/** WARNING when its share of all the promised hours is used, YELLOW as the last part says. */
function chainMilestones(chain: readonly Segment[], asOf: number | null, rules: ClockRules): Milestones | null {
  const last = chain.at(-1);
  if (!last || last.endsAt === NEVER) return null;
  const weights = chain.map(({ budget }) => hoursOf(budget, rules));
  const total = weights.reduce((sum, each) => sum + each, 0);
  let left = (total * rules.lights.warningPercent) / 100;
  let warningAt = NEVER;
  for (const [index, segment] of chain.entries()) {
    const weight = weights[index] ?? 0;
    if (left <= weight) {
      warningAt = segmentMilestones(segment, asOf, rules, (left / weight) * 100)?.warningAt ?? NEVER;
      break;
    }
    left -= weight;
  }
  const yellowAt = segmentMilestones(last, asOf, rules, 100)?.yellowAt ?? NEVER;
  return { warningAt, yellowAt, redAt: last.endsAt };
}

function segmentMilestones(
  { startedAt, budget, pauses }: Segment,
  asOf: number | null,
  rules: ClockRules,
  warningPercent: number,
) {
  const counted = { startedAt, budget, stops: stopsOf(pauses, asOf) };
  const marks = milestones(rules.time, counted, { ...rules.lights, warningPercent });
  return marks.kind === 'published' ? marks.value : null;
}

/** Before acceptance only the departments' notices run. */
function noticeMilestones(parts: readonly TotalPart[], rules: ClockRules): Milestones | null {
  const running = parts
    .flatMap(({ clocks }) => clocks)
    .filter(({ kind, endedAt }) => kind === 'NOTICE' && endedAt === null)
    .flatMap((clock) => clockMilestones(clock, rules) ?? []);
  if (running.length === 0) return null;
  return {
    warningAt: Math.min(...running.map(({ warningAt }) => warningAt)),
    yellowAt: Math.min(...running.map(({ yellowAt }) => yellowAt)),
    redAt: Math.min(...running.map(({ redAt }) => redAt)),
  };
}

function hoursOf({ amount, unit }: TimeLimit, { time }: ClockRules): number {
  if (unit === 'WORKING_HOUR') return amount;
  const minutes = time.workingDay.hours.reduce((sum, { from, to }) => sum + to - from, 0);
  const days = unit === 'WORKING_DAY' ? amount : (amount * 5) / 7;
  return (days * minutes) / 60;
}

function latest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((last, time) => (time && (!last || time > last) ? time : last), null);
}
