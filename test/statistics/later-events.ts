// What may still happen to historical cases: handed over, rated, withdrawn, decided after all; told through the one way in
// which a case changes.
import type { Chance } from '../../commands/history/chance.ts';
import { type CaseEvent, OWN_SOURCE } from '../../src/cases/history/events.ts';
import { ownEvent } from '../../src/cases/history/own-event.ts';
import { openLocked } from '../../src/cases/locked-case.ts';
import { record } from '../../src/cases/record/record.ts';
import type { Recorder } from '../../src/cases/record/recorder.ts';
import { placeEvents } from '../../src/cases/sql/events.ts';
import type { Records } from './records.ts';

/** Tells events of so many cases, picked by chance; how many cases were told something. */
export async function tellLater(records: Records, chance: Chance, count: number, now: Date): Promise<number> {
  const ids = await records.store.query<{ id: number }>('select id from cases order by id');
  const picked = new Set(Array.from({ length: count }, () => chance.pick(ids).id));
  for (const id of picked) await tell(records, id, chance, now);
  while ((await records.store.transaction((session) => placeEvents(session, 1_000))) > 0);
  return picked.size;
}

async function tell({ store, editions, catalogue }: Records, id: number, chance: Chance, now: Date): Promise<void> {
  const recorder: Recorder = {
    editions,
    now: () => now,
    firstPollMs: () => 0,
    callbackUrl: (code) => `http://127.0.0.1/callbacks/${code}`,
    taskKind: (code) => {
      const kind = catalogue.tasks.get(code);
      if (!kind) throw new Error(`There is no task ${code}.`);
      return kind;
    },
    taskDueAt: () => null,
  };
  await store.transaction(async (session) => {
    const locked = await openLocked(session, id, recorder);
    const { state, parts } = locked.fold;
    const events: CaseEvent[] = [];
    const own = (kind: CaseEvent['kind'], data: CaseEvent['data'] = {}) =>
      events.push(ownEvent(kind, null, locked.fold, now, data));
    if (state === 'ISSUED') own('HANDED_OVER');
    if (chance.percent(50)) own('RATED', { level: 1 + chance.below(5) });
    for (const { code, state: partState, stepsApplied } of parts.values()) {
      if (!['IN_REVIEW', 'ACCEPTED'].includes(partState)) continue;
      const department = locked.parts.find((part) => part.code === code)?.department ?? OWN_SOURCE;
      const step = { part: code, source: department, sourceId: null, at: now, data: {} };
      const sourceSequence = stepsApplied + 1;
      const kind = chance.pick(['APPROVED', 'REFUSED', 'WITHDRAWN', 'NOT_ACCEPTED', 'SUSPENDED', 'DEFICIENT'] as const);
      events.push({ ...step, kind, sourceSequence });
    }
    await record(session, locked, { events }, recorder);
  });
}
