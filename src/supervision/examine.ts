// What supervision has to say of one case at one moment: alerts that are due, findings, what has to be deemed accepted, and when
// to look again. Pure: looked at twice, it says the same.

import type { CaseClocks } from '../cases/clocks/case-clocks.ts';
import { clockMilestones, readClock } from '../cases/clocks/clock-reading.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { CaseClock } from '../cases/clocks/clocks.ts';
import type { PartState } from '../cases/history/transitions.ts';
import type { Light } from '../time/clocks.ts';
import type { Milestones } from '../time/milestones.ts';
import type { ExaminedCase } from './examined-case.ts';
import { findingsOf, type NewFinding } from './findings.ts';
import type { AlertLight, RuleBook } from './rules.ts';

export interface NewAlert {
  readonly rule: string;
  readonly subject: string;
  readonly light: AlertLight | null;
  readonly caseId: number | null;
  readonly part: string | null;
  readonly department: string | null;
  readonly at: Date | null;
  readonly dueAt: Date | null;
  readonly calendar: string | null;
}

/** What `supervised_cases` keeps of a case. */
export interface CaseStanding {
  readonly caseId: number;
  readonly dueAt: Date | null;
  readonly warningAt: Date | null;
  readonly yellowAt: Date | null;
  readonly redAt: Date | null;
  readonly endedLight: Light | null;
  readonly dated: boolean;
  readonly running: boolean;
  readonly nextAt: Date | null;
}

export interface Examination {
  readonly standing: CaseStanding;
  readonly alerts: readonly NewAlert[];
  readonly findings: readonly NewFinding[];
  /** Parts whose department kept silent for longer than it may, and since when they count as accepted. */
  readonly silent: readonly { readonly part: string; readonly since: Date }[];
  /** Parts whose applicant left a deficiency unanswered for longer than allowed. */
  readonly lapsed: readonly string[];
}

/** Another clock of a part, with whom it belongs to. */
interface Watched {
  readonly clock: CaseClock;
  readonly subject: string;
  readonly part: string | null;
  readonly department: string | null;
}

interface Looked extends Watched {
  /** Null where the calendar is not published. */
  readonly marks: Milestones | null;
}

const SILENT_STATES: ReadonlySet<PartState> = new Set<PartState>(['IN_REVIEW', 'RESUBMITTED']);

export function examine(found: ExaminedCase, rules: ClockRules, book: RuleBook, now: Date): Examination {
  const watched = found.parts.flatMap(({ code, key, department }): Watched[] =>
    (found.clocks.parts.get(code)?.clocks ?? []).map((clock) => ({
      clock,
      subject: `${key} ${clock.id}`,
      part: code,
      department,
    })),
  );
  const looked = watched.map((each) => ({ ...each, marks: clockMilestones(each.clock, rules) }));
  const silent = silentParts(found, looked, now);
  const lapsed = lapsedParts(found, looked, now);
  const later = [
    ...looked.flatMap(({ clock, marks }) => laterMarks(marks, clock.endedAt, now)),
    ...laterMarks(found.clocks.total.milestones, found.clocks.total.endedAt, now),
    ...pauseCaps(found.clocks, now),
    ...[...silent, ...lapsed].map(() => now.getTime()),
  ];
  return {
    standing: standingOf(found, watched, later),
    alerts: [
      ...looked.flatMap((each) => clockAlerts(each, found.id, rules, book, now)),
      ...totalAlerts(found, rules, book, now),
      ...calendarAlerts(looked, rules, book, now),
    ],
    findings: findingsOf(found, found.events, rules, book),
    silent,
    lapsed,
  };
}

function clockAlerts(
  { clock, marks, subject, part, department }: Looked,
  caseId: number,
  rules: ClockRules,
  book: RuleBook,
  now: Date,
): NewAlert[] {
  const passed = passedMarks(marks, clock.endedAt, now);
  if (passed.length === 0) return [];
  const calendar = readClock(clock, rules, now).versions.join(', ') || null;
  return passed.flatMap(({ light, at }) => {
    const rule = book.ofClock(clock.kind, light);
    const dueAt = marks && dateOf(marks.redAt);
    return rule ? [{ rule, subject, light, caseId, part, department, at: new Date(at), dueAt, calendar }] : [];
  });
}

/** The case's own promise has begun only when it was accepted; the notices before that have clocks of their own. */
function totalAlerts({ id, number, clocks }: ExaminedCase, rules: ClockRules, book: RuleBook, now: Date): NewAlert[] {
  const { total } = clocks;
  if (!total.startedAt) return [];
  return passedMarks(total.milestones, total.endedAt, now).flatMap(({ light, at }) => {
    const rule = book.ofClock('TOTAL', light);
    if (!rule) return [];
    const dueAt = total.milestones && dateOf(total.milestones.redAt);
    const calendar = rules.time.calendar.versions.join(', ');
    return [
      {
        rule,
        subject: `${number} TOTAL`,
        light,
        caseId: id,
        part: null,
        department: null,
        at: new Date(at),
        dueAt,
        calendar,
      },
    ];
  });
}

/** Once for each year that is missing, whichever case needs it first. */
function calendarAlerts(looked: readonly Looked[], rules: ClockRules, book: RuleBook, now: Date): NewAlert[] {
  const rule = book.ofFinding('CALENDAR_MISSING');
  if (!rule) return [];
  const years = new Set(
    looked
      .filter(({ clock, marks }) => clock.endedAt === null && !marks)
      .flatMap(({ clock }) => readClock(clock, rules, now).missing?.year ?? []),
  );
  return [...years].map((year) => ({
    rule,
    subject: `calendar ${year}`,
    light: null,
    caseId: null,
    part: null,
    department: null,
    at: null,
    dueAt: null,
    calendar: null,
  }));
}

/** A light that another one hid from the beginning was never shown. */
function passedMarks(marks: Milestones | null, endedAt: Date | null, now: Date) {
  if (!marks) return [];
  const { warningAt, yellowAt, redAt } = marks;
  const upTo = Math.min(now.getTime(), endedAt?.getTime() ?? Number.POSITIVE_INFINITY);
  const passed: { light: AlertLight; at: number }[] = [];
  if (warningAt < Math.min(yellowAt, redAt) && upTo >= warningAt) passed.push({ light: 'WARNING', at: warningAt });
  if (yellowAt < redAt && upTo >= yellowAt) passed.push({ light: 'YELLOW', at: yellowAt });
  if (upTo > redAt) passed.push({ light: 'RED', at: redAt });
  return passed;
}

function laterMarks(marks: Milestones | null, endedAt: Date | null, now: Date): number[] {
  if (!marks || endedAt) return [];
  const { warningAt, yellowAt, redAt } = marks;
  // RED is shown after its instant, not at it.
  return [warningAt, yellowAt, redAt + 1].filter((mark) => mark > now.getTime());
}

/** A pause that lasts becomes a finding when it has lasted too long. */
function pauseCaps({ parts }: CaseClocks, now: Date): number[] {
  return [...parts.values()]
    .flatMap(({ pauses }) => pauses)
    .flatMap(({ credited, to }) => (to === null && credited ? [credited.capAt + 1] : []))
    .filter((cap) => cap > now.getTime());
}

function silentParts({ parts }: ExaminedCase, looked: readonly Looked[], now: Date): Examination['silent'] {
  return parts
    .filter(({ state }) => SILENT_STATES.has(state))
    .flatMap(({ code }) => {
      const notice = looked.find(
        ({ clock, part }) => part === code && clock.kind === 'NOTICE' && clock.endedAt === null,
      );
      if (!notice?.marks || now.getTime() <= notice.marks.redAt) return [];
      return [{ part: code, since: notice.clock.startedAt }];
    });
}

function lapsedParts({ parts, events }: ExaminedCase, looked: readonly Looked[], now: Date): readonly string[] {
  if (events.some(({ kind }) => kind === 'CASE_LAPSED')) return [];
  const isOver = ({ clock, marks }: Looked) =>
    clock.kind === 'SUPPLEMENT' && clock.endedAt === null && marks !== null && now.getTime() > marks.redAt;
  const over = new Set(looked.filter(isOver).map(({ part }) => part));
  return parts.filter(({ code, state }) => state === 'DEFICIENT' && over.has(code)).map(({ code }) => code);
}

function standingOf({ id, clocks }: ExaminedCase, watched: readonly Watched[], later: readonly number[]): CaseStanding {
  const { total } = clocks;
  const finite = later.filter(Number.isFinite);
  return {
    caseId: id,
    dueAt: total.dueAt,
    warningAt: total.milestones && dateOf(total.milestones.warningAt),
    yellowAt: total.milestones && dateOf(total.milestones.yellowAt),
    redAt: total.milestones && dateOf(total.milestones.redAt),
    endedLight: total.endedAt ? total.light : null,
    dated: total.dated,
    running: total.endedAt === null || watched.some(({ clock }) => clock.endedAt === null),
    nextAt: finite.length > 0 ? new Date(Math.min(...finite)) : null,
  };
}

function dateOf(at: number): Date | null {
  return Number.isFinite(at) ? new Date(at) : null;
}
