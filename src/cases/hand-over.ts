// Licences are handed over 送达: who took them, where and when, once for each case.
import { badInput } from '../errors.ts';
import type { ActionDependencies } from './action.ts';
import type { CaseRecord } from './cases.ts';
import { openLocked, ownEvent, record } from './record.ts';
import { handOverOfCase, insertHandOver } from './sql/tasks.ts';

export interface HandOver {
  readonly recipient: { readonly name: string; readonly number: string };
  readonly channel: string;
  /** Subject of the token of whoever hands over. */
  readonly by: string;
}

/** The same recipient may be recorded again, to no effect. Throws BAD_USER_INPUT before release, or for another recipient. */
export async function handOver(
  { row }: CaseRecord,
  request: HandOver,
  dependencies: ActionDependencies,
): Promise<void> {
  const { store, recorder, changed } = dependencies;
  await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, row.id, recorder);
    const before = await handOverOfCase(session, row.id);
    if (before?.recipient.number === request.recipient.number) return;
    if (before) throw badInput(`Case ${row.number} was handed over already, to somebody else; see its hand-over log.`);
    if (locked.fold.issuance !== 'RELEASED') {
      throw badInput(
        `Case ${row.number} has no released licences to hand over; its issuance is ${locked.fold.issuance}.`,
      );
    }
    const at = recorder.now();
    await insertHandOver(session, row.id, { ...request, at });
    await record(session, locked, { events: [ownEvent('HANDED_OVER', null, locked.fold, at)] }, recorder);
  });
  changed([]);
}
