// One who follows a case. Takes what the feed's reader offers as long as it keeps up, and reads the case's events from the
// database otherwise; what waits for it is bounded.
import type { Log } from '../../log.ts';
import type { FeedRow } from '../sql/events.ts';

export interface Follower {
  /** Taken as they come: one `next` at a time. `return` ends a pending `next`. */
  readonly events: AsyncIterableIterator<FeedRow>;
  /** The feed's reader hands over every event of the case, in the feed's order, some of them perhaps known already. */
  readonly offer: (row: FeedRow) => void;
}

export interface FollowerSettings {
  /** Place in the feed after which it wants events. */
  readonly start: number;
  /** Whether some of them may have been offered before it came. */
  readonly behind: boolean;
  /** Events of the case after a place, at most `pageMax`; may reject, and is asked again. */
  readonly read: (position: number) => Promise<readonly FeedRow[]>;
  readonly pageMax: number;
  readonly log: Log;
  /** Called once, when it has ended. */
  readonly left: () => void;
}

const WAITING_MAX = 64;
const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 2_000;
const DONE = { done: true, value: undefined } as const;

export function openFollower({ start, behind: startsBehind, read, pageMax, log, left }: FollowerSettings): Follower {
  let waiting: FeedRow[] = [];
  let handedOver = start;
  /** Place of the last event in `waiting`, or of the last that was handed over. */
  let known = start;
  /** Events lie in the database that were never offered, or offered in vain: they must be read. */
  let behind = startsBehind;
  let offeredMeanwhile = false;
  let ended = false;
  let rouse: () => void = () => undefined;
  let endPending: () => void = () => undefined;

  const offer = (row: FeedRow) => {
    if (ended || row.position <= known) return;
    if (behind) {
      offeredMeanwhile = true;
    } else if (waiting.length === WAITING_MAX) {
      waiting = [];
      known = handedOver;
      behind = true;
    } else {
      waiting.push(row);
      known = row.position;
      rouse();
    }
  };

  const take = async (): Promise<IteratorResult<FeedRow, undefined>> => {
    while (!ended) {
      const row = waiting.shift();
      if (row) {
        handedOver = row.position;
        return { done: false, value: row };
      }
      if (behind) await catchUp();
      else await new Promise<void>((resolve) => (rouse = resolve));
    }
    return DONE;
  };

  /** What is offered while the page is read may or may not be on it: then there is one more to read. */
  const catchUp = async () => {
    offeredMeanwhile = false;
    const page = await readPersistently();
    waiting = [...page];
    known = page.at(-1)?.position ?? known;
    behind = offeredMeanwhile || page.length === pageMax;
  };

  const readPersistently = async (): Promise<readonly FeedRow[]> => {
    for (let attempt = 0; !ended; attempt++) {
      try {
        return await read(handedOver);
      } catch (error) {
        log.warn({ err: error }, 'the events of a followed case could not be read; trying again');
        await pause(Math.min(RETRY_FIRST_MS * 2 ** attempt, RETRY_MAX_MS));
      }
    }
    return [];
  };

  const pause = (durationMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, durationMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const end = () => {
    if (ended) return;
    ended = true;
    waiting = [];
    left();
    rouse();
    endPending();
  };

  const events: AsyncIterableIterator<FeedRow> = {
    next: () =>
      new Promise((resolve, reject) => {
        endPending = () => resolve(DONE);
        take().then(resolve, reject);
      }),
    return: async () => {
      end();
      return DONE;
    },
    [Symbol.asyncIterator]: () => events,
  };
  return { events, offer };
}
