// The one way a case changes after it was received: under the lock of its row, new events are appended, the whole is folded
// again, and what follows from the fold (releases, parts that became ready) is written in the same transaction.
import type { Session } from '../store/pool.ts';
import type { Edition, Editions } from './editions.ts';
import { type CaseEvent, OWN_SOURCE } from './events.ts';
import { type CaseFold, type CasePlan, foldCase, type PartFold } from './fold.ts';
import { type CaseRow, lockCase, type PartChange, type PartRow, partsOfCase, updateCase, updateParts } from './sql/cases.ts';
import { queueSubmissions } from './sql/deliveries.ts';
import { type EventRow, eventsOfCase, insertEvents, type NewEvent } from './sql/events.ts';
import { type DeliveryState, settledStates } from './transitions.ts';

/** A case as it stands inside a transaction, before the change. */
export interface LockedCase {
  readonly row: CaseRow;
  readonly edition: Edition;
  readonly plan: CasePlan;
  readonly parts: readonly PartRow[];
  readonly events: readonly EventRow[];
  readonly fold: CaseFold;
}

export interface CaseChange {
  readonly events: readonly CaseEvent[];
  /** New delivery states of parts, by code. */
  readonly deliveries?: ReadonlyMap<string, DeliveryState>;
}

export interface Recorder {
  readonly editions: Editions;
  readonly now: () => Date;
  /** First question about a part's progress, this long after the department took it in. */
  readonly firstPollMs: (department: string) => number;
}

export async function openLocked(session: Session, caseId: number, { editions }: Recorder): Promise<LockedCase> {
  const row = await lockCase(session, caseId);
  if (!row) throw new Error(`Case ${caseId} is not on record.`);
  const [parts, events, edition] = await Promise.all([
    partsOfCase(session, caseId),
    eventsOfCase(session, caseId),
    editions.byId(row.editionId),
  ]);
  const plan = edition.plan(row.form);
  return { row, edition, plan, parts, events, fold: foldCase(plan, events) };
}

export interface Recorded {
  readonly fold: CaseFold;
  /** Departments for which something was queued: they can be woken after the commit. */
  readonly queued: readonly string[];
}

/** Appends what is new and everything that follows from it. */
export async function record(
  session: Session,
  locked: LockedCase,
  change: CaseChange,
  recorder: Recorder,
): Promise<Recorded> {
  const fresh = withoutRepetitions(locked.events, change.events);
  const { fold, appended } = settle(locked, fresh, recorder.now());
  const deliveries = change.deliveries ?? new Map<string, DeliveryState>();
  if (appended.length === 0 && deliveries.size === 0) return { fold: locked.fold, queued: [] };
  const ready = becameReady(locked, fold);
  await insertEvents(session, locked.row.id, appended);
  await updateParts(session, partChanges(locked, fold, deliveries, appended, recorder));
  await queueSubmissions(session, locked.row.id, ready);
  await updateCase(session, {
    id: locked.row.id,
    state: fold.state,
    kind: locked.row.kind ?? fold.kind,
    releasedAt: fold.releasedAt,
    lastSequence: appended.at(-1)?.sequence ?? locked.row.lastSequence,
  });
  return { fold, queued: ready.map(({ department }) => department) };
}

function withoutRepetitions(known: readonly EventRow[], events: readonly CaseEvent[]): readonly CaseEvent[] {
  const seen = new Set(known.map(({ source, sourceId }) => (sourceId === null ? '' : `${source} ${sourceId}`)));
  return events.filter(({ source, sourceId }) => {
    if (sourceId === null) return true;
    const name = `${source} ${sourceId}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Folds event by event, so that each carries the state after it, and adds the release that the bundle's rule allows. */
function settle(locked: LockedCase, fresh: readonly CaseEvent[], now: Date): { fold: CaseFold; appended: NewEvent[] } {
  const events: CaseEvent[] = [...locked.events];
  const appended: NewEvent[] = [];
  let fold = locked.fold;
  const append = (event: CaseEvent) => {
    events.push(event);
    fold = foldCase(locked.plan, events);
    const state = (event.part === null ? undefined : fold.parts.get(event.part)?.state) ?? fold.state;
    appended.push({ ...event, sequence: locked.row.lastSequence + appended.length + 1, state });
  };
  for (const event of fresh) append(event);
  if (fresh.length > 0 && fold.releasable.length > 0) append(release(fold, now));
  return { fold, appended };
}

function release({ releasable }: CaseFold, at: Date): CaseEvent {
  return {
    kind: 'LICENCES_RELEASED',
    part: null,
    at,
    source: OWN_SOURCE,
    sourceId: null,
    sourceSequence: 0,
    data: { parts: releasable },
  };
}

function partChanges(
  { parts }: LockedCase,
  fold: CaseFold,
  deliveries: ReadonlyMap<string, DeliveryState>,
  appended: readonly NewEvent[],
  recorder: Recorder,
): PartChange[] {
  const references = new Map(appended.flatMap(({ part, data }) => (part && data.reference ? [[part, data.reference]] : [])));
  return parts.flatMap((part) => {
    const folded = fold.parts.get(part.code);
    if (!folded) return [];
    const delivery = deliveries.get(part.code) ?? part.delivery;
    const change: PartChange = {
      id: part.id,
      delivery,
      state: folded.state,
      departmentReference: references.get(part.code) ?? part.departmentReference,
      stepsApplied: folded.stepsApplied,
      acknowledged: delivery === 'ACKNOWLEDGED',
      asks: delivery === 'ACKNOWLEDGED' && isOpen(folded),
      firstPollMs: recorder.firstPollMs(part.department),
    };
    return isChanged(part, change) ? [change] : [];
  });
}

/** A step that waits for an earlier one keeps the question open even where the part looks settled. */
function isOpen({ state, early }: PartFold): boolean {
  return early > 0 || !settledStates.has(state);
}

function isChanged(part: PartRow, change: PartChange): boolean {
  return (
    part.delivery !== change.delivery ||
    part.state !== change.state ||
    part.departmentReference !== change.departmentReference ||
    part.stepsApplied !== change.stepsApplied ||
    part.polled !== change.asks
  );
}

function becameReady({ parts, fold: before }: LockedCase, after: CaseFold) {
  return parts
    .filter(({ code }) => before.parts.get(code)?.state === 'WAITING' && after.parts.get(code)?.state === 'IN_REVIEW')
    .map(({ id, department, key }) => ({ partId: id, department, key }));
}
