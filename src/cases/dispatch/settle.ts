// Writes down how an attempt ended and all that follows from it, in one transaction under the case's lock.
import type { Outcome, SubmitCapability } from '../../departments/port.ts';
import type { Department } from '../../departments/registry.ts';
import { bundlePart } from '../editions.ts';
import type { CaseEvent, EventData, EventKind } from '../history/events.ts';
import { ownEvent } from '../history/own-event.ts';
import { type DeliveryMove, moveDelivery } from '../history/transitions.ts';
import type { LockedCase } from '../locked-case.ts';
import type { Decision } from '../record/changes.ts';
import type { AttemptEnd } from '../sql/attempts.ts';
import type { DeliveryRow } from '../sql/deliveries.ts';
import type { PartRow } from '../sql/parts.ts';
import type { DispatchDependencies } from './dispatch-dependencies.ts';
import { stepEvents } from './progress.ts';

/** Beyond the department's worst late apply, for what was still on its way. */
const QUARANTINE_MARGIN_MS = 1_000;
const FIRST_LOOKUP_MS = 250;
const RETURN_MS = 500;
const RETURN_MAX_MS = 30_000;
/** However long a department says it is closed: one of what it holds back finds out whether it has opened earlier. */
const HELD_MAX_MS = 1_000;

/** What becomes of a delivery. */
export interface DeliveryPlan {
  readonly move: DeliveryMove;
  /** When it is worked on next; null where nothing is left to do. */
  readonly nextInMs: number | null;
  readonly quarantineMs: number | null;
  readonly event: { readonly kind: EventKind; readonly data: EventData } | null;
  readonly steps: readonly CaseEvent[];
}

/**
 * `attempt` 0: none was begun. `stillOutMs`: for how long from now the message may still be on its way to the department.
 * Nothing is written where the delivery has moved on: an answer belongs to its own attempt, and what was never begun to the
 * lease.
 */
export async function settle(
  delivery: DeliveryRow,
  department: Department,
  outcome: Outcome,
  attempt: number,
  dependencies: DispatchDependencies,
  stillOutMs = 0,
): Promise<void> {
  const planOf = (locked: LockedCase, part: PartRow) => {
    const capability = department.submitCapability(bundlePart(locked, part.code).item.submit);
    const next = nextOf(outcome, department.code, capability, stillOutMs);
    return delivery.kind === 'submission' ? next : amendmentPlan(next, delivery);
  };
  const isStill = attempt === 0 ? isHeldStill(delivery) : isAtAttempt(attempt);
  const end = { id: delivery.id, attempt, outcome: outcome.kind, detail: detailOf(outcome) };
  await change(delivery, { planOf, isStill, ...(attempt === 0 ? {} : { end }) }, dependencies);
}

type IsStill = (now: DeliveryRow) => boolean;

/** The worker has it leased as it took it: a lease that was lost and taken by another one gives no right to write. */
export function isHeldStill({ state, leasedBy, attempts }: DeliveryRow): IsStill {
  return (now) => now.state === state && now.leasedBy === leasedBy && now.attempts === attempts;
}

function isAtAttempt(attempt: number): IsStill {
  return ({ state, attempts }) => state === 'SENT' && attempts === attempt;
}

export interface DeliveryStep {
  readonly planOf: (locked: LockedCase, part: PartRow) => DeliveryPlan;
  /** Whether the delivery, as it is now, is still the one that the plan is for. */
  readonly isStill: IsStill;
  /** The attempt that ends with it. */
  readonly end?: AttemptEnd;
}

/** Moves a delivery and records what follows. Where somebody else settled it meanwhile, nothing is written. */
export async function change(
  delivery: DeliveryRow,
  step: DeliveryStep,
  { changes, recorder }: Pick<DispatchDependencies, 'changes' | 'recorder'>,
): Promise<void> {
  await changes.change({
    caseId: delivery.caseId,
    deliveryId: delivery.id,
    decide: (locked, now) => now && decide(delivery, now, locked, step, recorder.now()),
  });
}

function decide(
  delivery: DeliveryRow,
  now: DeliveryRow,
  locked: LockedCase,
  { planOf, isStill, end }: DeliveryStep,
  at: Date,
): Decision | undefined {
  const part = partOf(locked, delivery);
  const { move, nextInMs, quarantineMs, event, steps } = planOf(locked, part);
  const state = isStill(now) ? moveDelivery(now.state, move) : undefined;
  if (!state) return undefined;
  const isNews = event !== null && state !== now.state && !isStillHeld(event.kind, part, locked);
  const own = isNews ? [ownEvent(event.kind, part.code, locked.fold, at, event.data)] : [];
  return {
    delivery: { id: delivery.id, state, nextInMs, quarantineMs },
    ...(end ? { attempt: end } : {}),
    events: [...own, ...steps.map((step) => ({ ...step, part: part.code }))],
    deliveries: new Map(delivery.kind === 'submission' ? [[part.code, state]] : []),
  };
}

/** Hands an unknown outcome to a person, unless one is at work on it. */
export async function openReconciliation(
  delivery: DeliveryRow,
  { changes }: Pick<DispatchDependencies, 'changes'>,
): Promise<void> {
  await changes.change({
    caseId: delivery.caseId,
    decide: (locked) => {
      const { code } = partOf(locked, delivery);
      const task = 'RECONCILE_DELIVERY';
      const ofTask = locked.events.filter(({ part, data }) => part === code && data.task === task);
      const opened = ofTask.filter(({ kind }) => kind === 'TASK_OPENED').length;
      const settled = ofTask.filter(({ kind }) => kind === 'TASK_SETTLED').length;
      return opened === settled ? { events: [], tasks: [{ kind: task, part: code }] } : undefined;
    },
  });
}

/** Each try while the department is closed would tell the same again. */
function isStillHeld(kind: EventKind, { code }: PartRow, { events }: LockedCase): boolean {
  const last = events.findLast(({ part, kind: told }) => part === code && told.startsWith('DELIVERY_'));
  return kind === 'DELIVERY_HELD' && last?.kind === 'DELIVERY_HELD';
}

export function partOf({ parts, row }: Pick<LockedCase, 'parts' | 'row'>, { partId }: DeliveryRow): PartRow {
  const part = parts.find(({ id }) => id === partId);
  if (part) return part;
  throw new Error(`Case ${row.number} has no part ${partId}.`);
}

function nextOf(outcome: Outcome, department: string, capability: SubmitCapability, stillOutMs: number): DeliveryPlan {
  const still = { nextInMs: null, quarantineMs: null, steps: [] } as const;
  switch (outcome.kind) {
    case 'acknowledged': {
      const data = { reference: outcome.reference };
      const steps = stepEvents(department, outcome.progress);
      return { ...still, move: 'acknowledge', event: { kind: 'DELIVERY_ACKNOWLEDGED', data }, steps };
    }
    case 'refused':
      return { ...still, move: 'refuse', event: { kind: 'DELIVERY_REFUSED', data: { reason: outcome.reason } } };
    case 'not-sent': {
      const saidMs = outcome.fault.retryAfterMs ?? 0;
      const nextInMs = Math.min(Math.max(saidMs, RETURN_MS), outcome.fault.maintenance ? HELD_MAX_MS : RETURN_MAX_MS);
      const held = outcome.fault.maintenance;
      return {
        ...still,
        move: held ? 'hold' : 'return',
        nextInMs,
        event: held ? { kind: 'DELIVERY_HELD', data: {} } : null,
      };
    }
    case 'unknown': {
      // A check that changes nothing is simply asked again.
      if (capability.effect === 'none') return { ...still, move: 'return', nextInMs: RETURN_MS, event: null };
      const quarantineMs = stillOutMs + capability.lateApplyMaxMs + QUARANTINE_MARGIN_MS;
      const event = { kind: 'DELIVERY_UNKNOWN', data: {} } as const;
      return { ...still, move: 'lose', nextInMs: FIRST_LOOKUP_MS, quarantineMs, event };
    }
  }
}

/** An amendment's way is not the part's; only a withdrawal that the department will not take in changes the part. */
function amendmentPlan(plan: DeliveryPlan, { kind }: DeliveryRow): DeliveryPlan {
  const refused = plan.move === 'refuse' && kind === 'withdrawal';
  return { ...plan, event: refused && plan.event ? { ...plan.event, kind: 'WITHDRAWAL_REFUSED' } : null };
}

function detailOf(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case 'acknowledged':
      return null;
    case 'refused':
      return `${outcome.code}: ${outcome.reason}`;
    case 'not-sent':
    case 'unknown':
      return `${outcome.fault.kind}: ${outcome.fault.message}`;
  }
}
