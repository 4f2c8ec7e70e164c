// The green channel 绿色通道: a case goes ahead of others in every department's queue, for a reason that stays on record.
import type { Text } from '../../catalogue/text.ts';
import { badInput } from '../../errors.ts';
import type { CaseRecord } from '../case-record.ts';
import { ownEvent } from '../history/own-event.ts';
import { settledStates } from '../history/transitions.ts';
import { openLocked } from '../locked-case.ts';
import { record } from '../record/record.ts';
import { greenChannelOf, insertGreenChannel } from '../sql/green-channel.ts';
import type { ActionDependencies } from './action.ts';

export interface Expedition {
  /** Code of a reason of the catalogue. */
  readonly reason: string;
  readonly note: string | null;
  /** Subject of the token of whoever lets it go ahead. */
  readonly by: string;
}

export interface ExpediteDependencies extends ActionDependencies {
  readonly reasons: ReadonlyMap<string, Text>;
}

/**
 * The first reason stands; the same one again has no effect. Throws BAD_USER_INPUT for a reason that the catalogue does not
 * have, for a second one, and where nothing is left to hasten.
 */
export async function expedite({ row }: CaseRecord, wanted: Expedition, dependencies: ExpediteDependencies) {
  const { store, recorder, changed, reasons } = dependencies;
  const reason = reasons.get(wanted.reason);
  if (!reason) throw badInput(`There is no reason "${wanted.reason}"; known are: ${[...reasons.keys()].join(', ')}.`);
  const departments = await store.retryingTransaction(async (session) => {
    const locked = await openLocked(session, row.id, recorder);
    const known = await greenChannelOf(session, row.id);
    if (known?.reason === wanted.reason) return [];
    if (known) throw badInput(`Case ${row.number} goes ahead already, for the reason "${known.reason}", which stands.`);
    if ([...locked.fold.parts.values()].every(({ state }) => settledStates.has(state))) {
      throw badInput(`Case ${row.number} is ${locked.fold.state}; there is nothing left to hasten.`);
    }
    const at = recorder.now();
    await insertGreenChannel(session, row.id, { ...wanted, at });
    const event = ownEvent('EXPEDITED', null, locked.fold, at, { reason: reason.zh });
    await record(session, locked, { events: [event] }, recorder);
    return locked.parts.map(({ department }) => department);
  });
  changed(departments);
}
