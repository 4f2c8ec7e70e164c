// The one way a case changes after it was received: under the lock of its row, new events are appended, the whole is folded
// again, and what follows from the fold is written in the same transaction: releases, remedies, tasks, what became ready.

import type { Session } from '../../store/pool.ts';
import type { CaseEvent } from '../history/events.ts';
import type { CaseFold, PartFold } from '../history/fold.ts';
import { withoutRepetitions } from '../history/retellings.ts';
import { type DeliveryState, settledStates } from '../history/transitions.ts';
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
}

/** Appends what is new and everything that follows from it. */
export async function record(
  session: Session,
  locked: LockedCase,
  change: CaseChange,
  recorder: Recorder,
): Promise<Recorded> {
  const [recorded] = await recordAll(session, [{ locked, change }], recorder);
  return recorded ?? { fold: locked.fold, queued: [] };
}

/** The same for many cases, each of them once, with as few statements as for one. */
export async function recordAll(
  session: Session,
  changes: readonly { readonly locked: LockedCase; readonly change: CaseChange }[],
  recorder: Recorder,
): Promise<readonly Recorded[]> {
  const outlines: Outline[] = [];
  for (const { locked, change } of changes) outlines.push(await outline(session, locked, change, recorder));
  const changed = outlines.filter(({ draft, deliveries }) => draft.appended.length > 0 || deliveries.size > 0);
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
      changed.flatMap((each) => partChanges(each, recorder)),
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
  }));
}

/** A change worked out: all that is to be written. */
interface Outline {
  readonly locked: LockedCase;
  readonly change: CaseChange;
  readonly draft: CaseDraft;
  /** New delivery states of parts, by code. */
  readonly deliveries: ReadonlyMap<string, DeliveryState>;
}

async function outline(session: Session, locked: LockedCase, change: CaseChange, recorder: Recorder): Promise<Outline> {
  const deliveries = change.deliveries ?? new Map<string, DeliveryState>();
  const draft = new CaseDraft(locked, recorder.now(), deliveries);
  for (const event of withoutRepetitions(locked.events, change.events)) draft.append(event);
  for (const { kind, part } of change.tasks ?? []) draft.openTask(kind, part);
  if (draft.appended.length > 0 || deliveries.size > 0) await draft.follow((parts) => cancelQueued(session, parts));
  return { locked, change, draft, deliveries };
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

function partChanges({ locked: { parts }, draft: { fold, appended }, deliveries }: Outline, recorder: Recorder) {
  const references = new Map(
    appended.flatMap(({ part, data }) => (part && data.reference ? [[part, data.reference]] : [])),
  );
  return parts.flatMap((part): PartChange[] => {
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

function becameReady({ locked: { parts, fold: before }, draft: { fold: after } }: Outline) {
  return parts.filter(
    ({ code }) => before.parts.get(code)?.state === 'WAITING' && after.parts.get(code)?.state === 'IN_REVIEW',
  );
}

function newSubmission(part: PartRow, { locked, draft: { fold } }: Outline, { callbackUrl }: Recorder): NewSubmission {
  return { partId: part.id, madeUp: madeUp({ ...locked, fold }, part, callbackUrl(part.department)) };
}
