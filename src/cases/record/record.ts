// The one way a case changes after it was received: under the lock of its row, new events are appended, the whole is folded
// again, and what follows from the fold is written in the same transaction: releases, remedies, tasks, what became ready.

import type { Session } from '../../store/pool.ts';
import type { CaseEvent } from '../history/events.ts';
import { type CaseFold, keepFold, type PartFold } from '../history/fold.ts';
import { withoutRepetitions } from '../history/retellings.ts';
import { type DeliveryState, settledStates } from '../history/transitions.ts';
import type { CaseContent } from '../known-cases.ts';
import type { LockedCase } from '../locked-case.ts';
import { madeUp } from '../reception/message.ts';
import { updateCases } from '../sql/cases.ts';
import { cancelQueued, type NewSubmission, queueSubmissions } from '../sql/deliveries.ts';
import { insertEvents } from '../sql/events.ts';
import { type PartChange, type PartRow, updateParts } from '../sql/parts.ts';
import { insertTasks } from '../sql/tasks.ts';
import { type AmendmentDraft, amend } from './amendments.ts';
import { CaseDraft, type TaskDraft } from './case-draft.ts';
import { dataChangeOf } from './changed-data.ts';
import type { Recorder } from './recorder.ts';

export interface CaseChange {
  readonly events: readonly CaseEvent[];
  /** New delivery states of parts, by code. */
  readonly deliveries?: ReadonlyMap<string, DeliveryState>;
  /** What the applicant adds to parts that the department found deficient. */
  readonly supplements?: readonly AmendmentDraft[];
  readonly tasks?: readonly { readonly kind: string; readonly part: string }[];
}

export interface Recorded {
  readonly fold: CaseFold;
  /** Departments for which something was queued: they can be woken after the commit. */
  readonly queued: readonly string[];
  /** The case as the change leaves it, the applicant's answers aside; undefined where it leaves it as it was. */
  readonly after: CaseContent | undefined;
}

/** Appends what is new and everything that follows from it. */
export async function record(
  session: Session,
  locked: LockedCase,
  change: CaseChange,
  recorder: Recorder,
): Promise<Recorded> {
  const [recorded] = await recordAll(session, [{ locked, change }], recorder);
  return recorded ?? { fold: locked.fold, queued: [], after: undefined };
}

/** The same for many cases, each of them once, with as few statements as for one. */
export async function recordAll(
  session: Session,
  changes: readonly { readonly locked: LockedCase; readonly change: CaseChange }[],
  recorder: Recorder,
): Promise<readonly Recorded[]> {
  const outlines: Outline[] = [];
  for (const { locked, change } of changes) outlines.push(await outline(session, locked, change, recorder));
  const changed = outlines.filter(({ draft, partChanges }) => draft.appended.length > 0 || partChanges.size > 0);
  for (const { locked, draft } of changed) {
    const change = dataChangeOf(locked, draft.appended);
    if (change) recorder.dataChanged?.(change);
  }
  // Sent together: none of them waits for what another one answers.
  await Promise.all([
    insertEvents(
      session,
      changed.flatMap(({ locked, draft }) => draft.appended.map((event) => ({ ...event, caseId: locked.row.id }))),
    ),
    updateParts(
      session,
      changed.flatMap(({ partChanges }) => [...partChanges.values()]),
    ),
    ...changed.map(({ locked, draft }) =>
      insertTasks(
        session,
        locked.row.id,
        draft.tasks.map((task) => withDueTime(task, recorder)),
      ),
    ),
    queueSubmissions(
      session,
      changed.flatMap((each) => becameReady(each).map((part) => newSubmission(part, each, recorder))),
    ),
    updateCases(session, changed.map(rowAfter)),
  ]);
  const amended = new Map<Outline, readonly string[]>();
  for (const each of changed) {
    const { locked, draft, deliveries, change } = each;
    const supplements = change.supplements ?? [];
    amended.set(each, await amend(session, locked, draft.fold, deliveries, supplements, recorder.now()));
  }
  return outlines.map((each) => ({
    fold: each.draft.fold,
    queued: [...becameReady(each).map(({ department }) => department), ...(amended.get(each) ?? [])],
    after: changed.includes(each) ? contentAfter(each) : undefined,
  }));
}

/** A change worked out: all that is to be written. */
interface Outline {
  readonly locked: LockedCase;
  readonly change: CaseChange;
  readonly draft: CaseDraft;
  /** New delivery states of parts, by code. */
  readonly deliveries: ReadonlyMap<string, DeliveryState>;
  /** Of the parts that become other than they were, by their ids. */
  readonly partChanges: ReadonlyMap<number, PartChange>;
}

async function outline(session: Session, locked: LockedCase, change: CaseChange, recorder: Recorder): Promise<Outline> {
  const deliveries = change.deliveries ?? new Map<string, DeliveryState>();
  const draft = new CaseDraft(locked, recorder.now(), deliveries);
  for (const event of withoutRepetitions(locked.events, change.events)) draft.append(event);
  for (const { kind, part } of change.tasks ?? []) draft.openTask(kind, part);
  if (draft.appended.length > 0 || deliveries.size > 0) await draft.follow((parts) => cancelQueued(session, parts));
  return { locked, change, draft, deliveries, partChanges: partChanges(locked, draft, deliveries, recorder) };
}

function contentAfter(outline: Outline): CaseContent {
  const { locked, draft, partChanges } = outline;
  keepFold(locked.plan, draft.events, draft.fold);
  return {
    row: { ...locked.row, ...rowAfter(outline) },
    parts: locked.parts.map((part) => {
      const change = partChanges.get(part.id);
      if (!change) return part;
      const { delivery, state, departmentReference, stepsApplied, asks } = change;
      return { ...part, delivery, state, departmentReference, stepsApplied, polled: asks };
    }),
    events: draft.events,
  };
}

function rowAfter({ locked: { row }, draft: { fold, appended } }: Outline) {
  return {
    id: row.id,
    state: fold.state,
    kind: row.kind ?? fold.kind,
    releasedAt: fold.releasedAt,
    lastSequence: appended.at(-1)?.sequence ?? row.lastSequence,
  };
}

function withDueTime(task: TaskDraft, { taskKind, taskDueAt }: Recorder) {
  const kind = taskKind(task.kind);
  return { ...task, role: kind.role, dueAt: taskDueAt(kind, task.openedAt) };
}

function partChanges(
  { parts }: LockedCase,
  { fold, appended }: CaseDraft,
  deliveries: ReadonlyMap<string, DeliveryState>,
  recorder: Recorder,
): ReadonlyMap<number, PartChange> {
  const references = new Map(
    appended.flatMap(({ part, data }) => (part && data.reference ? [[part, data.reference]] : [])),
  );
  const changes = new Map<number, PartChange>();
  for (const part of parts) {
    const folded = fold.parts.get(part.code);
    if (!folded) continue;
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
    if (isChanged(part, change)) changes.set(part.id, change);
  }
  return changes;
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

function becameReady({ locked: { parts, fold: before }, draft: { fold: after } }: Outline) {
  return parts.filter(
    ({ code }) => before.parts.get(code)?.state === 'WAITING' && after.parts.get(code)?.state === 'IN_REVIEW',
  );
}

function newSubmission(part: PartRow, { locked, draft: { fold } }: Outline, { callbackUrl }: Recorder): NewSubmission {
  return { partId: part.id, madeUp: madeUp({ ...locked, fold }, part, callbackUrl(part.department)) };
}
