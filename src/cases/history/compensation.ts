// Carries out the bundle's policy step by step when a part is refused or the applicant withdraws: from the fold follows what is
// due now; what is under way or done is read from the fold and the events. Pure.
import type { Bundle } from '../../catalogue/catalogue.ts';
import { type Cause, type PartRemedy, remediesFor, type Standing } from '../../catalogue/compensation.ts';
import type { CaseEvent } from './events.ts';
import type { CaseFold, PartFold } from './fold.ts';
import { settledStates } from './transitions.ts';

export type DueRemedy =
  | { readonly do: 'withdraw' | 'revoke'; readonly part: string }
  | { readonly do: 'task'; readonly part: string; readonly task: string };

/** What the policy demands now; nothing where it was done, is under way, or waits for another part's remedy. */
export function remediesDue(bundle: Bundle, fold: CaseFold, events: readonly CaseEvent[]): readonly DueRemedy[] {
  const standing = new Map([...fold.parts].map(([code, part]) => [code, standingOf(part)]));
  const due = new Map<string, DueRemedy>();
  for (const cause of causesOf(fold, events)) {
    const acts = remediesFor(bundle, cause, standing).map((act) => ({ ...act, step: stepOf(act, fold, events) }));
    const done = new Set(acts.filter(({ step }) => step === 'done').map(({ part }) => part));
    for (const { part, after, step } of acts) {
      if (typeof step === 'object' && !due.has(part) && after.every((other) => done.has(other))) due.set(part, step);
    }
  }
  return [...due.values()];
}

/** What a department ends or takes back by itself is as good as refused to those who rely on it. */
function causesOf(fold: CaseFold, events: readonly CaseEvent[]): readonly Cause[] {
  const failed = [...fold.parts.values()].filter(
    ({ state, endedUnasked }) => state === 'REFUSED' || state === 'NOT_ACCEPTED' || endedUnasked,
  );
  const withdrawal = events.some(({ kind }) => kind === 'CASE_WITHDRAWAL_REQUESTED' || kind === 'CASE_LAPSED');
  return [...failed.map(({ code }) => ({ refused: code })), ...(withdrawal ? (['withdrawal'] as const) : [])];
}

/** A part that waits for a prerequisite is open to the applicant's withdrawal: nothing was sent, so it ends by itself. */
function standingOf({ state }: PartFold): Standing {
  if (state === 'APPROVED') return 'granted';
  return settledStates.has(state) ? 'over' : 'open';
}

function stepOf(
  { part, remedy }: PartRemedy,
  fold: CaseFold,
  events: readonly CaseEvent[],
): DueRemedy | 'pending' | 'done' {
  const folded = fold.parts.get(part);
  if (!folded || folded.state === 'WITHDRAWAL_PENDING') return 'pending';
  switch (remedy.do) {
    case 'withdraw':
      // Asked and refused: the department will decide, and a grant is judged again.
      return folded.asked.withdraw > 0 ? 'pending' : { do: 'withdraw', part };
    case 'revoke':
      return folded.asked.revoke > 0 ? taskStep(part, remedy.otherwise, events) : { do: 'revoke', part };
    case 'task':
      return taskStep(part, remedy.task, events);
  }
}

function taskStep(part: string, task: string, events: readonly CaseEvent[]): DueRemedy | 'done' {
  const opened = events.some(
    (event) => event.kind === 'TASK_OPENED' && event.part === part && event.data.task === task,
  );
  return opened ? 'done' : { do: 'task', part, task };
}
