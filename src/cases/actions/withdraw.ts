// The applicant withdraws a whole case 撤件: each department is asked by the bundle's policy, and may refuse.
import { badInput } from '../../errors.ts';
import type { CaseRecord } from '../case-record.ts';
import type { CaseState } from '../history/case-state.ts';
import { ownEvent } from '../history/own-event.ts';
import { record } from '../record/record.ts';
import { type ActionDependencies, actOnce } from './action.ts';
import { agencyOf } from './agency.ts';

export interface Withdrawal {
  readonly idempotencyKey: string;
  readonly reason: string;
  /** The case's agent asks, not the applicant. */
  readonly byAgent?: boolean;
}

/** States in which nothing is left to withdraw. */
const ENDED: ReadonlySet<CaseState> = new Set<CaseState>([
  'DELIVERED',
  'NOT_ACCEPTED',
  'PARTLY_REFUSED',
  'REFUSED',
  'WITHDRAWN',
  'LAPSED',
  'REVOKED',
]);

/** Throws BAD_USER_INPUT where the case has ended, or the key was used for another request. */
export async function withdraw(
  { row }: CaseRecord,
  request: Withdrawal,
  dependencies: ActionDependencies,
): Promise<void> {
  const { idempotencyKey: key, reason, byAgent } = request;
  const action = { caseId: row.id, action: 'withdraw', key, content: { reason } } as const;
  const acted = await actOnce(action, dependencies, async (session, locked) => {
    const { state } = locked.fold;
    if (ENDED.has(state)) throw badInput(`Case ${row.number} is ${state}; there is nothing left to withdraw.`);
    const asked = locked.events.some(({ kind }) => kind === 'CASE_WITHDRAWAL_REQUESTED');
    const now = dependencies.recorder.now();
    const actor = byAgent ? agencyOf(locked, now) : {};
    const events = asked ? [] : [ownEvent('CASE_WITHDRAWAL_REQUESTED', null, locked.fold, now, { reason, ...actor })];
    const { queued } = await record(session, locked, { events }, dependencies.recorder);
    return { result: undefined, keep: true, queued };
  });
  if (acted.kind === 'conflict') {
    throw badInput(`Case ${row.number}: this idempotencyKey was used for another withdrawal; choose a new one.`);
  }
}
