// Licences are handed over 送达: who took which of them, where and when. What is released later is handed over by itself.
import { badInput } from '../../errors.ts';
import type { CaseRecord } from '../case-record.ts';
import { ownEvent } from '../history/own-event.ts';
import { openLocked } from '../locked-case.ts';
import { record } from '../record/record.ts';
import { handOversOfCases, insertHandOver } from '../sql/tasks.ts';
import type { ActionDependencies } from './action.ts';
import { agencyOf } from './agency.ts';
import { mandatesFor } from './clerk.ts';

export interface HandOver {
  readonly recipient: { readonly name: string; readonly number: string };
  readonly channel: string;
  /** Subject of the token of whoever hands over. */
  readonly by: string;
}

/**
 * Hands over everything that is released and was not handed over. The last recipient may be recorded again, to no effect.
 * Throws BAD_USER_INPUT where nothing is released, or everything was handed over to somebody else; FORBIDDEN where the clerk
 * has no mandate of a department whose licence it is.
 */
export async function handOver(
  { row }: CaseRecord,
  request: HandOver,
  dependencies: ActionDependencies,
): Promise<void> {
  const { store, recorder, changed } = dependencies;
  await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, row.id, recorder);
    const { toHandOver: parts, issuance } = locked.fold;
    if (parts.length === 0) {
      const last = (await handOversOfCases(session, [row.id])).at(-1);
      if (last?.recipient.number === request.recipient.number) return;
      if (last) throw badInput(`Case ${row.number} was handed over already, to somebody else; see its handOvers.`);
      throw badInput(`Case ${row.number} has no released licences to hand over; its issuance is ${issuance}.`);
    }
    const at = recorder.now();
    const actor = locked.row.agent?.number === request.recipient.number ? agencyOf(locked, at) : {};
    const mandates = await mandatesFor(session, locked, parts, { by: request.by, at });
    await insertHandOver(session, row.id, { ...request, parts, at });
    const event = ownEvent('HANDED_OVER', null, locked.fold, at, { parts, mandates, ...actor });
    await record(session, locked, { events: [event] }, recorder);
  });
  changed([]);
}
