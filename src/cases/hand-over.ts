// Licences are handed over 送达: who took which of them, where and when. What is released later is handed over by itself.
import { badInput } from '../errors.ts';
import type { ActionDependencies } from './action.ts';
import type { CaseRecord } from './cases.ts';
import { openLocked, ownEvent, record } from './record.ts';
import { handOversOfCases, insertHandOver } from './sql/tasks.ts';

export interface HandOver {
  readonly recipient: { readonly name: string; readonly number: string };
  readonly channel: string;
  /** Subject of the token of whoever hands over. */
  readonly by: string;
}

/**
 * Hands over everything that is released and was not handed over. The last recipient may be recorded again, to no effect.
 * Throws BAD_USER_INPUT where nothing is released, or everything was handed over to somebody else.
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
    await insertHandOver(session, row.id, { ...request, parts, at });
    await record(session, locked, { events: [ownEvent('HANDED_OVER', null, locked.fold, at, { parts })] }, recorder);
  });
  changed([]);
}
