// The feed of all cases: events get their place with their commit where that needs no waiting; one sequencer gives those their
// place that got none.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/pool.ts';
import { openWatchedRounds } from '../../store/rounds.ts';
import { holdFeed, placeEvents, UNPLACED } from '../sql/events.ts';

const LOOK_EVERY_MS = 200;
/** Most events have their place already: those of many changes are looked for at once. */
const SOON_MS = 50;
/** What comes so soon after others were placed is placed together. */
const REST_MS = 20;
const BATCH = 1_000;
/** Whoever holds this lock of the database is the sequencer for one transaction. */
const SEQUENCER_LOCK = 0x79630001;

export interface Sequencer {
  /** Events were written: those of them that got no place get one soon. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

export function openSequencer(store: Store, log: Log): Sequencer {
  const rounds = openWatchedRounds({
    name: 'sequencer',
    store,
    due: { query: () => UNPLACED, everyMs: LOOK_EVERY_MS },
    placesMax: 1,
    log,
    take: async () => {
      let placed: number;
      do placed = await place(store);
      while (placed === BATCH);
      if (placed > 0) await sleep(REST_MS);
      return [];
    },
    work: async () => undefined,
  });
  let soon: NodeJS.Timeout | undefined;
  return {
    wake: () => {
      soon ??= setTimeout(() => {
        soon = undefined;
        rounds.wake();
      }, SOON_MS);
    },
    close: async () => {
      clearTimeout(soon);
      await rounds.close();
    },
  };
}

async function place(store: Store): Promise<number> {
  const [waiting] = await store.query(`${UNPLACED} limit 1`, [], 'events-waiting');
  if (!waiting) return 0;
  return store.transaction(async (session) => {
    // Locks come in statements of their own: the next one then sees everything that their last holders committed.
    const [lock] = await session.query<{ held: boolean }>(
      `select pg_try_advisory_xact_lock($1) as held`,
      [SEQUENCER_LOCK],
      'sequencer-lock',
    );
    if (!lock?.held) return 0;
    await holdFeed(session);
    return placeEvents(session, BATCH);
  });
}
