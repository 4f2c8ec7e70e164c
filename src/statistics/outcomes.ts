// Which states count as what. A case's states and a part's have different names where they mean different things.
import type { CaseState } from '../cases/history/case-state.ts';
import { type PartState, settledStates } from '../cases/history/transitions.ts';

export type Kind = 'ON_THE_SPOT' | 'PROMISED';

/** 办结: of a case the first five, of a part APPROVED and those of the same name. */
export const completedStates: readonly string[] = [
  'ISSUED',
  'DELIVERED',
  'NOT_ACCEPTED',
  'REFUSED',
  'PARTLY_REFUSED',
  'APPROVED',
] satisfies readonly (CaseState | PartState)[];

/** 不予许可. */
export const refusedStates: readonly string[] = ['REFUSED', 'PARTLY_REFUSED'] satisfies readonly CaseState[];

/** Nothing more will be done about the case, but for a hand-over or a revocation. */
const settledCaseStates: ReadonlySet<CaseState> = new Set<CaseState>([
  'ISSUED',
  'DELIVERED',
  'NOT_ACCEPTED',
  'REFUSED',
  'PARTLY_REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'REVOKED',
]);

export function isCompleted(state: CaseState | PartState): boolean {
  return completedStates.includes(state);
}

export function isSettledCase(state: CaseState): boolean {
  return settledCaseStates.has(state);
}

export function isSettledPart(state: PartState): boolean {
  return settledStates.has(state);
}
