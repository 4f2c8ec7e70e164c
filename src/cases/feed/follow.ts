// Follows cases as they change. A process listens once and reads the feed once for everybody, and hands the events out by case.
// Whoever comes back with a cursor, or does not keep up, reads its own case from the database: slowness is not kept in memory.
import { bulkhead } from 'cockatiel';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/pool.ts';
import { openRounds } from '../../store/rounds.ts';
import { endOfFeed, FEED_CHANNEL, type FeedRow, feedAfter, feedOfCase } from '../sql/events.ts';
import { type Follower, openFollower } from './follower.ts';

/** A case is followed by its id in the database, and known in the feed by its number. */
export interface FollowedCase {
  readonly id: number;
  readonly number: string;
}

/**
 * `events` misses nothing, repeats nothing and keeps the feed's order. It ends when it is returned, which ends a pending
 * `next` too, or when the gateway closes. `beyond`: no event has the place it was to start after. `full`: too many follow.
 */
export type Followed =
  | { readonly kind: 'followed'; readonly events: AsyncIterableIterator<FeedRow> }
  | { readonly kind: 'beyond' }
  | { readonly kind: 'full' };

export interface Following {
  /** Events of the case after that place of the feed, then as they come; without a place, those that come from now on. */
  readonly follow: (followed: FollowedCase, afterPosition: number | undefined) => Promise<Followed>;
  /** Ends everybody's sequence. */
  readonly close: () => Promise<void>;
}

export interface FollowingSettings {
  readonly followersMax?: number;
}

const FOLLOWERS_MAX = 20_000;
const PAGE = 1_000;
const CASE_PAGE = 100;
/** Followers that catch up share these; the other connections are for everybody else. */
const CATCHING_UP_AT_ONCE = 4;
/** A notice can be lost with a connection that is dead and does not know it: this long at most until the feed is read again. */
const UNTOLD_MS = 1_000;

/** Listens from now on: the database is known to be there when the gateway starts. */
export async function openFollowing(store: Store, log: Log, settings: FollowingSettings = {}): Promise<Following> {
  const followersMax = settings.followersMax ?? FOLLOWERS_MAX;
  const byCase = new Map<string, Set<Follower>>();
  const catchingUp = bulkhead(CATCHING_UP_AT_ONCE, followersMax);
  let followers = 0;
  let closed = false;
  /** Up to here the feed was handed out; undefined while nobody follows, and nothing is read. */
  let reached: number | undefined;

  const readOn = async () => {
    for (let rows = PAGE; rows === PAGE && reached !== undefined; ) {
      const page = await feedAfter(store, reached, PAGE);
      handOut(page);
      rows = page.length;
    }
  };

  const handOut = (page: readonly FeedRow[]) => {
    for (const row of page) for (const follower of byCase.get(row.caseNumber) ?? []) follower.offer(row);
    // The last follower may have left and a new one come, further on, while the page was read.
    if (reached !== undefined) reached = Math.max(reached, page.at(-1)?.position ?? 0);
  };

  const rounds = openRounds({
    name: 'feed reader',
    idleMs: UNTOLD_MS,
    placesMax: 1,
    log,
    take: async () => {
      await readOn();
      return [];
    },
    work: async () => undefined,
  });

  const enter = ({ id, number }: FollowedCase, start: number, end: number): Follower => {
    reached ??= end;
    const follower = openFollower({
      start,
      // What lies between was handed out before this one came.
      behind: start < reached,
      pageMax: CASE_PAGE,
      read: (position) => catchingUp.execute(() => feedOfCase(store, id, position, CASE_PAGE)),
      log,
      left: () => {
        others.delete(follower);
        if (others.size === 0 && byCase.get(number) === others) byCase.delete(number);
        followers -= 1;
        if (followers === 0) reached = undefined;
      },
    });
    const others = byCase.get(number) ?? new Set();
    byCase.set(number, others.add(follower));
    followers += 1;
    return follower;
  };

  // For as long as the store is open: where the database is gone, an end to it could not be told.
  await store.listen(FEED_CHANNEL, () => {
    if (reached !== undefined) rounds.wake();
  });
  return {
    follow: async (followed, afterPosition) => {
      const end = await endOfFeed(store);
      if (afterPosition !== undefined && afterPosition > end) return { kind: 'beyond' };
      if (followers >= followersMax || closed) return { kind: 'full' };
      const { events } = enter(followed, afterPosition ?? end, end);
      // A notice of what came since `end` was asked for went unheeded if nobody followed then.
      rounds.wake();
      return { kind: 'followed', events };
    },
    close: async () => {
      closed = true;
      for (const set of [...byCase.values()]) for (const { events } of [...set]) await events.return?.();
      await rounds.close();
    },
  };
}
