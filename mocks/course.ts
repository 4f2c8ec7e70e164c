// The course of one application: its steps, past and planned, as a pure result of orders, supplements and
// withdrawals and of their times. Nothing here reads a clock, so a restart comes to the same steps.
import { z } from 'zod';
import type { StepKind } from './simulator.ts';

export const OUTCOMES = ['approve', 'refuse', 'deficient', 'suspend', 'resume', 'hold'] as const;
export type DecisionOutcome = (typeof OUTCOMES)[number];

/** What an official is told to do with an application. Times in machine ms. */
export const order = z.strictObject({
  outcome: z.enum(OUTCOMES),
  afterMs: z.number().int().min(0).max(86_400_000),
  reason: z.string().min(1).max(200).nullable().default(null),
});
export type Order = z.infer<typeof order>;

export interface PlannedStep {
  readonly kind: StepKind;
  readonly dueMs: number;
  readonly reason: string | null;
  /** End of the log line that led to it: shown once that line is durable. */
  readonly recordEnd: number;
}

export interface Course {
  steps: PlannedStep[];
  /** What follows a supplement or a resumption. */
  next: Order;
}

/** Where an event comes from: its machine time and the end of its log line. */
export interface Moment {
  readonly ms: number;
  readonly recordEnd: number;
}

type Standing = 'IN_REVIEW' | 'DEFICIENT' | 'ACCEPTED' | 'SUSPENDED' | 'APPROVED' | 'REFUSED' | 'WITHDRAWN';

/** Between intake and acceptance, and between a request to withdraw and its answer. */
const SOON_MS = 10;
const REASONS: Readonly<Partial<Record<StepKind, string>>> = {
  DEFICIENT: '申请材料不齐全或者不符合法定形式，请补正',
  SUSPENDED: '专家评审',
  REFUSED: '不符合法定条件，不予许可',
  WITHDRAWAL_REFUSED: '已作出决定，不能撤回',
};

/** The course that an application takes from its intake under an order. */
export function begin(given: Order, moment: Moment): Course {
  const course: Course = { steps: [], next: given };
  review(course, given, moment);
  return course;
}

/** Applies an order to an application that is there, or says why it cannot be. */
export function decide(course: Course, given: Order, moment: Moment): { refused: string } | undefined {
  const standing = standingAt(course, moment.ms);
  switch (standing) {
    case 'APPROVED':
    case 'REFUSED':
    case 'WITHDRAWN':
      return FINAL[given.outcome] === standing ? undefined : { refused: `it is ${standing} already` };
    case 'DEFICIENT':
      if (given.outcome === 'resume') return { refused: 'it is DEFICIENT, not SUSPENDED' };
      course.next = given;
      return undefined;
    case 'SUSPENDED':
      return decideSuspended(course, given, moment);
    case 'ACCEPTED':
    case 'IN_REVIEW':
      if (given.outcome === 'resume') return { refused: 'it is not SUSPENDED' };
      if (given.outcome === 'deficient' && standing === 'ACCEPTED') {
        return { refused: 'it is ACCEPTED, and 补正 comes before acceptance' };
      }
      forgetPlans(course, moment.ms);
      if (given.outcome !== 'suspend') course.next = given;
      review(course, given, moment);
      return undefined;
  }
}

const FINAL: Readonly<Partial<Record<DecisionOutcome, Standing>>> = { approve: 'APPROVED', refuse: 'REFUSED' };

function decideSuspended(course: Course, given: Order, moment: Moment): { refused: string } | undefined {
  if (given.outcome === 'deficient') return { refused: 'it is SUSPENDED, and 补正 comes before acceptance' };
  forgetPlans(course, moment.ms);
  switch (given.outcome) {
    case 'suspend':
      return undefined;
    case 'hold':
      course.next = given;
      return undefined;
    case 'resume':
      plan(course, 'RESUMED', moment, given.afterMs, given.reason);
      conclude(course, course.next, { ...moment, ms: moment.ms + given.afterMs });
      return undefined;
    case 'approve':
    case 'refuse':
      plan(course, 'RESUMED', moment, Math.min(SOON_MS, given.afterMs), null);
      conclude(course, given, moment);
      return undefined;
  }
}

/** An answer to a 补正: review goes on where the application waits for one, and nothing changes elsewhere. */
export function supplement(course: Course, moment: Moment): void {
  if (standingAt(course, moment.ms) !== 'DEFICIENT') return;
  forgetPlans(course, moment.ms);
  review(course, course.next, moment);
}

/** A request to withdraw: granted in review, refused after a decision, without effect on what is withdrawn. */
export function withdraw(course: Course, moment: Moment): void {
  const standing = standingAt(course, moment.ms);
  if (standing === 'WITHDRAWN') return;
  forgetPlans(course, moment.ms);
  const decided = standing === 'APPROVED' || standing === 'REFUSED';
  plan(course, decided ? 'WITHDRAWAL_REFUSED' : 'WITHDRAWN', moment, SOON_MS, null);
}

/** How many steps lie at or before a time. */
export function happened(course: Course, ms: number): number {
  const next = course.steps.findIndex((step) => step.dueMs > ms);
  return next < 0 ? course.steps.length : next;
}

function review(course: Course, given: Order, moment: Moment): void {
  if (given.outcome === 'hold') return;
  if (given.outcome === 'deficient') {
    plan(course, 'DEFICIENT', moment, given.afterMs, given.reason);
    course.next = afterwards(given);
    return;
  }
  const accepted = standingAt(course, moment.ms) === 'ACCEPTED';
  if (!accepted) plan(course, 'ACCEPTED', moment, Math.min(SOON_MS, given.afterMs), null);
  conclude(course, given, moment);
}

/** The last step of an order for an application that is accepted. */
function conclude(course: Course, given: Order, moment: Moment): void {
  if (given.outcome === 'approve') plan(course, 'APPROVED', moment, given.afterMs, given.reason);
  if (given.outcome === 'refuse') plan(course, 'REFUSED', moment, given.afterMs, given.reason);
  if (given.outcome !== 'suspend') return;
  plan(course, 'SUSPENDED', moment, given.afterMs, given.reason);
  // Something decided before takes its course after the pause; an application that was only ever suspended is approved.
  if (course.next.outcome === 'suspend') course.next = afterwards(given);
}

function afterwards({ afterMs }: Order): Order {
  return { outcome: 'approve', afterMs, reason: null };
}

function plan(course: Course, kind: StepKind, moment: Moment, afterMs: number, reason: string | null): void {
  course.steps.push({
    kind,
    dueMs: moment.ms + afterMs,
    reason: reason ?? REASONS[kind] ?? null,
    recordEnd: moment.recordEnd,
  });
}

function forgetPlans(course: Course, ms: number): void {
  course.steps.length = happened(course, ms);
}

function standingAt(course: Course, ms: number): Standing {
  for (const step of course.steps.slice(0, happened(course, ms)).reverse()) {
    const standing = STANDING[step.kind];
    if (standing !== undefined) return standing;
  }
  return 'IN_REVIEW';
}

const STANDING: Readonly<Partial<Record<StepKind, Standing>>> = {
  DEFICIENT: 'DEFICIENT',
  ACCEPTED: 'ACCEPTED',
  RESUMED: 'ACCEPTED',
  SUSPENDED: 'SUSPENDED',
  APPROVED: 'APPROVED',
  REFUSED: 'REFUSED',
  WITHDRAWN: 'WITHDRAWN',
};
