// Brings queued deliveries to their departments. Attempt and key are committed before anything is sent; what may have arrived
// is never sent again before the department was asked. At most as many are under way as the department allows.
import type { Departments, Department } from '../departments/registry.ts';
import { DepartmentFault } from '../departments/fault.ts';
import type { Outcome, Submission, SubmitCapability } from '../departments/port.ts';
import type { Exchange } from '../departments/resilience.ts';
import type { Log } from '../log.ts';
import { PRESENCE_LOCKS, type Presence } from '../store/presence.ts';
import type { Session, Store } from '../store/pool.ts';
import { type CaseEvent, type EventData, type EventKind, OWN_SOURCE } from './events.ts';
import { bundlePart, submissionOf } from './message.ts';
import { type LockedCase, openLocked, type Recorder, record } from './record.ts';
import { stepEvents } from './progress.ts';
import type { PartRow } from './sql/cases.ts';
import {
  beginAttempt,
  type DeliveryRow,
  endAttempt,
  leaseDeliveries,
  lockDelivery,
  lostDeliveries,
  reclaimDeliveries,
  updateDelivery,
} from './sql/deliveries.ts';
import { type DeliveryMove, type DeliveryState, moveDelivery } from './transitions.ts';
import { type Round, openRounds } from './rounds.ts';

export interface DispatchDependencies {
  readonly store: Store;
  readonly presence: Presence;
  readonly departments: Departments;
  readonly recorder: Recorder;
  readonly log: Log;
  readonly machineMs: () => number;
  readonly callbackUrl: (department: string) => string;
  /** Told after each commit, with the departments for which something was queued. */
  readonly changed: (queued: readonly string[]) => void;
}

/** Purpose under which the centre asks departments while it works on a case. */
const PURPOSE = 'acceptance';
const IDLE_MS = 200;
const SWEEP_MS = 500;
/** Beyond the department's worst late apply, for what was still on its way. */
const QUARANTINE_MARGIN_MS = 1_000;
const FIRST_LOOKUP_MS = 250;
const LOOKUP_AGAIN_MS = 1_500;
const RETURN_MS = 500;
/** A message is not sent when this much time passed since its attempt was committed: the process was stopped meanwhile. */
const SEND_WITHIN_MS = 5_000;

export interface Dispatch {
  readonly wake: (department: string) => void;
  /** Takes on nothing new and waits for what is under way. */
  readonly close: () => Promise<void>;
}

export function openDispatch(dependencies: DispatchDependencies): Dispatch {
  const { departments, log } = dependencies;
  const underWay = new Set<number>();
  const work = async (delivery: DeliveryRow) => {
    underWay.add(delivery.id);
    try {
      await workOn(delivery, departments.department(delivery.department), dependencies);
    } finally {
      underWay.delete(delivery.id);
    }
  };
  const rounds = new Map<string, Round>(
    departments.all.map((department) => [
      department.code,
      openRounds({
        name: `dispatch ${department.code}`,
        idleMs: IDLE_MS,
        placesMax: department.concurrency,
        log,
        take: (places) => lease(department, places, dependencies),
        work,
      }),
    ]),
  );
  const sweep = openRounds({
    name: 'dispatch sweep',
    idleMs: SWEEP_MS,
    placesMax: 1,
    log,
    take: async () => {
      await declareLost([...underWay], dependencies);
      return [];
    },
    work: async () => undefined,
  });
  return {
    wake: (department) => rounds.get(department)?.wake(),
    close: async () => {
      await Promise.all([...rounds.values(), sweep].map((round) => round.close()));
    },
  };
}

async function lease(department: Department, places: number, { store, presence }: DispatchDependencies) {
  const worker = presence.worker();
  if (worker === null) return [];
  // While the department does not answer, one delivery at a time finds out whether it does again.
  const wanted = department.status().state === 'OPEN' ? places : 1;
  return leaseDeliveries(store, department.code, worker, wanted);
}

async function workOn(delivery: DeliveryRow, department: Department, dependencies: DispatchDependencies): Promise<void> {
  switch (delivery.state) {
    case 'QUEUED':
    case 'HELD':
      return send(delivery, department, dependencies);
    case 'UNKNOWN':
      return askAfter(delivery, department, dependencies);
    case 'SENT':
    case 'ACKNOWLEDGED':
    case 'REFUSED':
      // Nothing to do: it changed between being due and being leased.
      return updateDelivery(dependencies.store, { id: delivery.id, state: delivery.state, nextInMs: null, quarantineMs: null });
  }
}

async function send(delivery: DeliveryRow, department: Department, dependencies: DispatchDependencies): Promise<void> {
  const { store, presence, machineMs } = dependencies;
  const exchange: Exchange = { purpose: PURPOSE, traceId: delivery.key };
  const prepared = await prepare(delivery, exchange, dependencies);
  if (prepared instanceof DepartmentFault) {
    return settle(delivery, department, { kind: 'not-sent', fault: prepared }, 0, dependencies);
  }
  const attempt = delivery.attempts + 1;
  const worker = presence.worker();
  const startedMs = machineMs();
  const begun =
    worker !== null &&
    (await beginAttempt(store, { id: delivery.id, attempt, worker, message: JSON.stringify(prepared.submission) }));
  if (!begun) return;
  const outcome =
    machineMs() - startedMs > SEND_WITHIN_MS
      ? ({ kind: 'not-sent', fault: new DepartmentFault('unavailable', 'The process was stopped before sending.') } as const)
      : await department.submit(prepared.submit, prepared.submission, exchange);
  await settle(delivery, department, outcome, attempt, dependencies);
}

interface Prepared {
  readonly submit: string;
  readonly submission: Submission;
}

async function prepare(
  delivery: DeliveryRow,
  exchange: Exchange,
  { store, recorder, departments, callbackUrl }: DispatchDependencies,
): Promise<Prepared | DepartmentFault> {
  const view = await store.transaction((session) => openLocked(session, delivery.caseId, recorder));
  const part = partOf(view, delivery);
  const { submit } = bundlePart(view, part.code).item;
  if (delivery.message !== null) return { submit, submission: delivery.message as Submission };
  try {
    const url = callbackUrl(delivery.department);
    return { submit, submission: await submissionOf(view, part, departments, exchange, url) };
  } catch (error) {
    if (error instanceof DepartmentFault) return error;
    throw error;
  }
}

function partOf({ parts, row }: LockedCase, { partId }: DeliveryRow): PartRow {
  const part = parts.find(({ id }) => id === partId);
  if (part) return part;
  throw new Error(`Case ${row.number} has no part ${partId}.`);
}

/** Writes down how an attempt ended, and all that follows from it, in one transaction. `attempt` 0: none was begun. */
async function settle(
  delivery: DeliveryRow,
  department: Department,
  outcome: Outcome,
  attempt: number,
  dependencies: DispatchDependencies,
): Promise<void> {
  const plan = (locked: LockedCase, part: PartRow) => {
    const { submit } = bundlePart(locked, part.code).item;
    return nextOf(outcome, department.code, department.submitCapability(submit));
  };
  await change(delivery, plan, dependencies, async (session) => {
    if (attempt === 0) return;
    await endAttempt(session, { id: delivery.id, attempt, outcome: outcome.kind, detail: detailOf(outcome) });
  });
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

interface DeliveryPlan {
  readonly move: DeliveryMove;
  readonly nextInMs: number | null;
  readonly quarantineMs: number | null;
  readonly event: { readonly kind: EventKind; readonly data: EventData } | null;
  readonly steps: readonly CaseEvent[];
}

function nextOf(outcome: Outcome, department: string, capability: SubmitCapability): DeliveryPlan {
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
      const nextInMs = Math.max(outcome.fault.retryAfterMs ?? 0, RETURN_MS);
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
      const quarantineMs = capability.lateApplyMaxMs + QUARANTINE_MARGIN_MS;
      const event = { kind: 'DELIVERY_UNKNOWN', data: {} } as const;
      return { ...still, move: 'lose', nextInMs: FIRST_LOOKUP_MS, quarantineMs, event };
    }
  }
}

/** Asks the department whether it has the key. Absent counts only after the quarantine; until then it is asked again. */
async function askAfter(delivery: DeliveryRow, department: Department, dependencies: DispatchDependencies): Promise<void> {
  const again = { id: delivery.id, state: 'UNKNOWN', nextInMs: LOOKUP_AGAIN_MS, quarantineMs: null } as const;
  try {
    const found = await department.lookup(delivery.key, { purpose: PURPOSE, traceId: delivery.key });
    if (found.kind === 'found') {
      const event = { kind: 'DELIVERY_ACKNOWLEDGED', data: { reference: found.reference } } as const;
      const plan: DeliveryPlan = { move: 'found', nextInMs: null, quarantineMs: null, event, steps: [] };
      return await change(delivery, () => plan, dependencies);
    }
    if (delivery.quarantined) return await updateDelivery(dependencies.store, { ...again, nextInMs: FIRST_LOOKUP_MS });
    const plan: DeliveryPlan = { move: 'absent', nextInMs: 0, quarantineMs: null, event: null, steps: [] };
    await change(delivery, () => plan, dependencies);
  } catch (error) {
    if (!(error instanceof DepartmentFault)) throw error;
    await updateDelivery(dependencies.store, again);
  }
}

/** Deliveries whose worker is gone: what was sent is of unknown fate from now on, and is looked up. */
async function declareLost(underWay: readonly number[], dependencies: DispatchDependencies): Promise<void> {
  const { store, departments, presence } = dependencies;
  const worker = presence.worker();
  if (worker === null) return;
  const reclaimed = await reclaimDeliveries(store, PRESENCE_LOCKS, worker, underWay);
  const lost = reclaimed.length > 0 ? reclaimed : await lostDeliveries(store);
  for (const delivery of lost) {
    const fault = new DepartmentFault('timeout', 'The worker that sent it is gone.');
    const department = departments.department(delivery.department);
    await settle(delivery, department, { kind: 'unknown', fault }, delivery.attempts, dependencies);
  }
}

/** Moves a delivery and records what follows. Where somebody else settled it meanwhile, nothing is written. */
async function change(
  delivery: DeliveryRow,
  planOf: (locked: LockedCase, part: PartRow) => DeliveryPlan,
  { store, recorder, changed }: DispatchDependencies,
  also: (session: Session) => Promise<void> = async () => undefined,
): Promise<void> {
  const queued = await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, delivery.caseId, recorder);
    const part = partOf(locked, delivery);
    const plan = planOf(locked, part);
    const now = await lockDelivery(session, delivery.id);
    const state = now && moveDelivery(now.state, plan.move);
    if (!state) return [];
    await updateDelivery(session, { id: delivery.id, state, nextInMs: plan.nextInMs, quarantineMs: plan.quarantineMs });
    await also(session);
    const news = state === now.state ? [] : ownEvents(plan, part, locked, recorder.now());
    const steps = plan.steps.map((step) => ({ ...step, part: part.code }));
    const deliveries = new Map<string, DeliveryState>([[part.code, state]]);
    return (await record(session, locked, { events: [...news, ...steps], deliveries }, recorder)).queued;
  });
  changed(queued);
}

function ownEvents({ event }: DeliveryPlan, part: PartRow, { fold }: LockedCase, at: Date): CaseEvent[] {
  if (!event) return [];
  const sourceSequence = fold.parts.get(part.code)?.stepsApplied ?? 0;
  return [{ ...event, part: part.code, at, source: OWN_SOURCE, sourceId: null, sourceSequence }];
}
