// The one way a case changes after it was received: under the lock of its row, new events are appended, the whole is folded
// again, and what follows from the fold is written in the same transaction: releases, remedies, tasks, what became ready.
import { randomUUID } from 'node:crypto';
import type { TaskKind } from '../catalogue/catalogue.ts';
import type { Session } from '../store/pool.ts';
import { type AmendmentDraft, amend } from './amendments.ts';
import { type DueRemedy, remediesDue } from './compensation.ts';
import type { Edition, Editions } from './editions.ts';
import { type CaseEvent, type EventData, type EventKind, OWN_SOURCE } from './events.ts';
import { type CaseFold, type CasePlan, foldCase, type PartFold } from './fold.ts';
import { contradicts, withoutRepetitions } from './retellings.ts';
import {
  type CaseRow,
  lockCase,
  type PartChange,
  type PartRow,
  partsOfCase,
  updateCase,
  updateParts,
} from './sql/cases.ts';
import { cancelQueued, queueSubmissions } from './sql/deliveries.ts';
import { type EventRow, eventsOfCase, insertEvents, type NewEvent } from './sql/events.ts';
import { insertTasks } from './sql/tasks.ts';
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
  /** What the applicant adds to parts that the department found deficient. */
  readonly supplements?: readonly AmendmentDraft[];
  readonly tasks?: readonly { readonly kind: string; readonly part: string }[];
}

export interface Recorder {
  readonly editions: Editions;
  readonly now: () => Date;
  /** First question about a part's progress, this long after the department took it in. */
  readonly firstPollMs: (department: string) => number;
  readonly taskKind: (code: string) => TaskKind;
  /** When a task opened at a time is due; null where no calendar is published. */
  readonly taskDueAt: (kind: TaskKind, openedAt: Date) => Date | null;
}

export interface Recorded {
  readonly fold: CaseFold;
  /** Departments for which something was queued: they can be woken after the commit. */
  readonly queued: readonly string[];
}

export async function openLocked(session: Session, caseId: number, { editions }: Recorder): Promise<LockedCase> {
  const row = await lockCase(session, caseId);
  if (!row) throw new Error(`Case ${caseId} is not on record.`);
  const parts = await partsOfCase(session, caseId);
  const events = await eventsOfCase(session, caseId);
  const edition = await editions.byId(row.editionId);
  const plan = edition.plan(row.form);
  return { row, edition, plan, parts, events, fold: foldCase(plan, events) };
}

/** Appends what is new and everything that follows from it. */
export async function record(
  session: Session,
  locked: LockedCase,
  change: CaseChange,
  recorder: Recorder,
): Promise<Recorded> {
  const deliveries = change.deliveries ?? new Map<string, DeliveryState>();
  const draft = new CaseDraft(locked, recorder.now(), deliveries);
  for (const event of withoutRepetitions(locked.events, change.events)) draft.append(event);
  for (const { kind, part } of change.tasks ?? []) draft.openTask(kind, part);
  if (draft.appended.length === 0 && deliveries.size === 0) return { fold: locked.fold, queued: [] };
  await draft.follow((parts) => cancelQueued(session, parts));
  const { fold, appended, tasks } = draft;
  await insertEvents(session, locked.row.id, appended);
  await updateParts(session, partChanges(locked, fold, deliveries, appended, recorder));
  await insertTasks(
    session,
    locked.row.id,
    tasks.map((task) => withDueTime(task, recorder)),
  );
  const ready = becameReady(locked, fold);
  await queueSubmissions(session, locked.row.id, ready);
  const amended = await amend(session, locked, fold, deliveries, change.supplements ?? [], recorder.now());
  await updateCase(session, {
    id: locked.row.id,
    state: fold.state,
    kind: locked.row.kind ?? fold.kind,
    releasedAt: fold.releasedAt,
    lastSequence: appended.at(-1)?.sequence ?? locked.row.lastSequence,
  });
  return { fold, queued: [...ready.map(({ department }) => department), ...amended] };
}

/** An event of our own about a part, after the steps of its department that were applied so far. */
export function ownEvent(
  kind: EventKind,
  part: string | null,
  fold: CaseFold,
  at: Date,
  data: EventData = {},
): CaseEvent {
  const sourceSequence = part === null ? 0 : (fold.parts.get(part)?.stepsApplied ?? 0);
  return { kind, part, at, source: OWN_SOURCE, sourceId: null, sourceSequence, data };
}

interface TaskDraft {
  readonly id: string;
  readonly part: string | null;
  readonly kind: string;
  readonly openedAt: Date;
}

/** More consequences than a bundle can have: each part is released, asked, withdrawn or handed to a person a few times at most. */
const CONSEQUENCES_MAX = 50;

/** A case while a change is worked out; folded after each event, so that each carries the state after it. */
class CaseDraft {
  readonly appended: NewEvent[] = [];
  readonly tasks: TaskDraft[] = [];
  fold: CaseFold;
  readonly #locked: LockedCase;
  readonly #now: Date;
  readonly #deliveries: ReadonlyMap<string, DeliveryState>;
  readonly #events: CaseEvent[];

  constructor(locked: LockedCase, now: Date, deliveries: ReadonlyMap<string, DeliveryState>) {
    this.#locked = locked;
    this.#now = now;
    this.#deliveries = deliveries;
    this.#events = [...locked.events];
    this.fold = locked.fold;
  }

  append(event: CaseEvent): void {
    const before = this.fold;
    // What stood first stands until a person decides: it may have been acted upon. Said beforehand, so that no state between
    // follows the newcomer.
    if (contradicts(this.#events, event)) {
      this.#own('RESULT_SET_ASIDE', event.part, { contradiction: event.sourceId ?? '' });
    }
    const sequence = this.#locked.row.lastSequence + this.appended.length + 1;
    this.#events.push({ ...event, sequence });
    this.fold = foldCase(this.#locked.plan, this.#events);
    const state = (event.part === null ? undefined : this.fold.parts.get(event.part)?.state) ?? this.fold.state;
    this.appended.push({ ...event, sequence, state, observedAt: this.#now });
    if (event.part !== null) this.#noteIrregularities(event.part, before);
  }

  /** `cancel` takes submissions out of the queue that nobody has begun to send, and says which it could. */
  async follow(cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<void> {
    for (let round = 0; round < CONSEQUENCES_MAX; round += 1) {
      if (await this.#endUnsent(cancel)) continue;
      const { releasable } = this.fold;
      if (releasable.length > 0) this.#own('LICENCES_RELEASED', null, { parts: releasable });
      const [due] = remediesDue(this.#locked.edition.bundle, this.fold, this.#events);
      if (due) await this.#apply(due, cancel);
      else if (releasable.length === 0) return;
    }
    throw new Error(`Case ${this.#locked.row.number}: the bundle's policy does not come to an end.`);
  }

  /** A withdrawal that was asked for while the message was out needs no answer once it is certain that it never arrived. */
  async #endUnsent(cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<boolean> {
    for (const part of this.#locked.parts) {
      const pending = this.fold.parts.get(part.code)?.state === 'WITHDRAWAL_PENDING';
      if (!pending || !this.#isUnsent(part) || (await cancel([part.id])).length === 0) continue;
      this.#own('WITHDRAWN', part.code, {});
      return true;
    }
    return false;
  }

  #isUnsent(part: PartRow): boolean {
    const delivery = this.#deliveries.get(part.code) ?? part.delivery;
    return delivery === 'QUEUED' || delivery === 'HELD';
  }

  async #apply(remedy: DueRemedy, cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<void> {
    if (remedy.do === 'task') return this.openTask(remedy.task, remedy.part);
    const part = this.#locked.parts.find(({ code }) => code === remedy.part);
    const waits = this.fold.parts.get(remedy.part)?.state === 'WAITING';
    if (waits || (part && this.#isUnsent(part) && (await cancel([part.id])).length > 0))
      return this.#own('WITHDRAWN', remedy.part, {});
    this.#own('WITHDRAWAL_REQUESTED', remedy.part, { remedy: remedy.do });
  }

  /** Contradictions go to a person; a second notice of deficiency is a finding. */
  #noteIrregularities(code: string, before: CaseFold): void {
    const [was, is] = [before.parts.get(code), this.fold.parts.get(code)];
    if (!was || !is) return;
    if (is.setAside.length > was.setAside.length && was.setAside.length === 0) {
      if (!this.#events.some(({ part, kind }) => part === code && kind === 'RESULT_SET_ASIDE'))
        this.#own('RESULT_SET_ASIDE', code, {});
      this.openTask('RESOLVE_CONFLICT', code);
    }
    if (is.deficiencies > was.deficiencies && is.deficiencies > 1) this.#own('LATE_DEFECT_NOTICED', code, {});
  }

  openTask(kind: string, part: string): void {
    const id = randomUUID();
    this.tasks.push({ id, part, kind, openedAt: this.#now });
    this.#own('TASK_OPENED', part, { task: kind, taskId: id });
  }

  #own(kind: EventKind, part: string | null, data: EventData): void {
    this.append(ownEvent(kind, part, this.fold, this.#now, data));
  }
}

function withDueTime(task: TaskDraft, { taskKind, taskDueAt }: Recorder) {
  const kind = taskKind(task.kind);
  return { ...task, role: kind.role, dueAt: taskDueAt(kind, task.openedAt) };
}

function partChanges(
  { parts }: LockedCase,
  fold: CaseFold,
  deliveries: ReadonlyMap<string, DeliveryState>,
  appended: readonly NewEvent[],
  recorder: Recorder,
): PartChange[] {
  const references = new Map(
    appended.flatMap(({ part, data }) => (part && data.reference ? [[part, data.reference]] : [])),
  );
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
