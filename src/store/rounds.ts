// A worker's rhythm: take what is due as far as places are free, work on each, and look again when woken, by the lookout or by who
// left something to do, or after a while; when a place becomes free, only if there was none. A fault of one round is logged and the
// next one comes; nothing here ends by itself.
import type { Log } from '../log.ts';
import type { DueWork } from './lookout.ts';
import type { Store } from './pool.ts';

export interface Round {
  /** There may be something to take now. */
  readonly wake: () => void;
  /** Takes nothing more and waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** What a task takes up while it is with whom only so many may be at once: it may leave before the work ends. */
export interface Place {
  /** Resolves when there is one. */
  readonly take: () => Promise<void>;
  /** What is still to do needs none any more. */
  readonly leave: () => void;
}

export interface RoundSettings<Task> {
  readonly name: string;
  /** Until it looks by itself. */
  readonly idleMs: number;
  readonly placesMax: number;
  /** Whether it looks for the first time when it is woken, or after `idleMs`; otherwise at once. */
  readonly waits?: boolean;
  readonly log: Log;
  /**
   * Tasks that are taken besides those for which there are places: where tasks are short, places stand empty for longer than they are
   * taken up, while the next ones are fetched and made ready. Work takes its place itself then, once it is ready for it; otherwise it
   * has one when it begins.
   */
  readonly inHandMax?: number;
  /** As many as there are places, and so many besides, or all that is due. */
  readonly take: (places: number, besides: number) => Promise<readonly Task[]>;
  readonly work: (task: Task, place: Place) => Promise<void>;
}

/** For each place so many may have left one and not be done: where what they still do takes long, nothing more is begun. */
const LEFT_MAX = 4;

/** Where tasks take up their places for longer, what is taken besides would wait for too long. */
const SHORT_MS = 500;
/** So many tasks say how long one takes up its place. */
const SHORT_OF = 8;

/** By itself it looks this seldom: the lookout sees more, and sooner. */
const UNTOLD_MS = 30_000;

export interface WatchedSettings<Task> extends Omit<RoundSettings<Task>, 'idleMs'> {
  readonly store: Pick<Store, 'watch'>;
  /** What says whether there is something to take. */
  readonly due: Omit<DueWork, 'found'>;
}

/** Rounds that cost nothing while nothing is due, from the start on: a process that starts has better to do than a dozen first looks. */
export function openWatchedRounds<Task>({ store, due, ...settings }: WatchedSettings<Task>): Round {
  const rounds = openRounds({ ...settings, idleMs: UNTOLD_MS, waits: true });
  const unwatch = store.watch({ ...due, found: rounds.wake });
  return {
    wake: rounds.wake,
    close: () => {
      unwatch();
      return rounds.close();
    },
  };
}

export function openRounds<Task>(settings: RoundSettings<Task>): Round {
  const { name, idleMs, placesMax, inHandMax = 0, waits = false, log, take, work } = settings;
  const underWay = new Set<Promise<void>>();
  /** Of those under way the ones that take up a place, and the ones that have not had theirs yet. */
  let [placed, inHand] = [0, 0];
  /** What lets those in that wait for a place. */
  const waiting: (() => void)[] = [];
  /** How long a task takes up its place, of late. */
  let placedMs = 0;
  let closing = false;
  let woken = false;
  /** All places were taken, and there may be more than that. */
  let full = false;
  let rouse: () => void = () => undefined;

  const wake = () => {
    woken = true;
    rouse();
  };

  const idle = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || closing) rouse();
    });

  const openPlace = (): Place => {
    let takenMs: number | undefined;
    const enter = () => {
      inHand -= 1;
      placed += 1;
      takenMs = performance.now();
    };
    return {
      take: () =>
        new Promise((resolve) => {
          waiting.push(() => resolve(enter()));
          goOn();
        }),
      leave: once(() => {
        if (takenMs === undefined) inHand -= 1;
        else {
          placed -= 1;
          placedMs += (performance.now() - takenMs - placedMs) / SHORT_OF;
        }
        goOn();
      }),
    };
  };

  const start = (task: Task) => {
    inHand += 1;
    const place = openPlace();
    // There is one: no more are taken than places are free.
    if (inHandMax === 0) void place.take();
    const running = work(task, place)
      .catch((error: unknown) => log.error({ err: error, worker: name }, 'work on a task failed; it is taken up again'))
      .finally(() => {
        underWay.delete(running);
        place.leave();
        goOn();
      });
    underWay.add(running);
  };

  const goOn = () => {
    while (freePlaces() > 0 && waiting.length > 0) waiting.shift()?.();
    if (full && isWanting()) wake();
  };

  const freePlaces = () => Math.min(placesMax - placed, placesMax * (1 + LEFT_MAX) - (underWay.size - inHand));
  const besidesMax = () => (placedMs < SHORT_MS ? inHandMax : 0);
  /** Not for each task that takes its place: many are taken in one go. */
  const isWanting = () => inHand < freePlaces() + besidesMax() / 2;

  const run = async () => {
    if (waits) await idle();
    while (!closing) {
      woken = false;
      full = !isWanting() || (await takeSome());
      await idle();
    }
    while (underWay.size > 0) await Promise.all(underWay);
  };

  /** Whether there may be more. */
  const takeSome = async (): Promise<boolean> => {
    const wanted = Math.max(0, freePlaces() + besidesMax() - inHand);
    const places = Math.min(wanted, Math.max(0, freePlaces() - inHand));
    const tasks = await takeSafely(places, wanted - places);
    for (const task of tasks) start(task);
    return tasks.length >= wanted;
  };

  const takeSafely = async (places: number, besides: number): Promise<readonly Task[]> => {
    try {
      return await take(places, besides);
    } catch (error) {
      log.warn({ err: error, worker: name }, 'nothing could be taken; trying again');
      return [];
    }
  };

  const running = run();
  return {
    wake,
    close: async () => {
      closing = true;
      rouse();
      await running;
    },
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
