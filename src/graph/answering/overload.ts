// Which requests are sent away before anything is done, and in which turn of the event loop the others begin. A turn begins no
// more than it can answer soon, so that whoever must come later is told at once and nobody's answer waits behind all the rest.
// Sent away are those that find too many in flight, or a queue that is late. Whoever asks for the most goes first.
import type { Principal, Role } from '../../access/principal.ts';
import { errorCodes, PublicError } from '../../errors.ts';

/** From the last to be sent away to the first. */
export type Urgency = 'submission' | 'counter' | 'office' | 'analysis';

const URGENCY_OF_ROLE: Readonly<Record<Role, Urgency>> = {
  'front-end': 'counter',
  window: 'counter',
  supervisor: 'office',
  operator: 'office',
  analyst: 'analysis',
};
const CHANGES = /(?:^|[\s}])mutation\b/;

/** Told from the text alone, before anything is parsed: whoever writes the word where it means nothing gains little. */
export function urgencyOf(principal: Principal | null, text: string | undefined): Urgency {
  if (text?.includes('mutation') && CHANGES.test(text)) return 'submission';
  return principal ? URGENCY_OF_ROLE[principal.role] : 'office';
}

/** Who is sent away; `unread` before it was looked at. */
export type SentAway = Urgency | 'unread';

/** What whoever is sent away is told, over every transport. */
export function overloaded(retryAfterS: number): PublicError {
  const { zh, en } = errorCodes.OVERLOADED;
  const message = `${zh}，未处理，请稍后重试。${en} Nothing was done.`;
  return new PublicError('OVERLOADED', message, { retryAfterMs: retryAfterS * 1_000 });
}

export interface Overload {
  /** Undefined where the request must come back later; otherwise called once it is answered. */
  readonly enter: (urgency: Urgency) => (() => void) | undefined;
  /** Whether everybody would be sent away, but for submissions. */
  readonly isFull: () => boolean;
  /** Notes that somebody was sent away who did not ask to enter. */
  readonly sentAway: () => void;
  /** Resolves when the request may begin; undefined where that is now. */
  readonly turn: () => Promise<void> | undefined;
  readonly inFlight: () => number;
  /** What is allowed at the moment. */
  readonly limit: () => number;
  readonly close: () => void;
}

export interface OverloadSettings {
  readonly onShed: (who: SentAway) => void;
  readonly nowMs?: () => number;
}

/** What part of the limits may be taken before this kind is sent away. */
const SHARE: Readonly<Record<Urgency, number>> = { submission: 1, counter: 0.9, office: 0.7, analysis: 0.5 };
const LIMIT_FIRST = 256;
/** Leaves the counters the 64 that a well-loaded gateway has anyway. */
const LIMIT_MIN = 72;
const LIMIT_MAX = 1_024;
/** While there is room in flight, nobody is sent away who would not have to wait for longer than this. */
const WAIT_MAX_MS = 100;
/** Whoever comes while the first in the queue has been waiting for longer than this is better told at once. */
const LATE_MS = 500;
/** And so is everybody where somebody had to be sent away again and again for as long as this: it is no crowd of one moment. */
const LASTING_MS = 500;
const LOOK_EVERY_MS = 100;
const LONG_TURN_MS = 60;
const FALL = 0.8;
const RISE = 8;

export function openOverload(settings: OverloadSettings): Overload {
  const { onShed, nowMs = () => performance.now() } = settings;
  const turns = openTurns(nowMs);
  let [inFlight, peak, limit] = [0, 0, LIMIT_FIRST];
  let [wasLong, dueMs] = [false, nowMs() + LOOK_EVERY_MS];
  const look = () => {
    // The timer itself is late by as much as the event loop is.
    const isLong = nowMs() - dueMs > LONG_TURN_MS;
    dueMs = nowMs() + LOOK_EVERY_MS;
    // One long turn alone may be a collection of garbage. A limit that nobody comes near says nothing by being kept.
    if (isLong && wasLong) limit = Math.max(LIMIT_MIN, Math.floor(limit * FALL));
    else if (peak > limit / 2) limit = Math.min(LIMIT_MAX, limit + RISE);
    wasLong = isLong;
    peak = inFlight;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  /** When somebody was sent away last, and since when that goes on without a longer pause. */
  let [refusedMs, refusingSinceMs] = [Number.NEGATIVE_INFINITY, 0];
  const isLasting = () => nowMs() - refusedMs <= LASTING_MS && refusedMs - refusingSinceMs > LASTING_MS;
  const isClosedTo = (urgency: Urgency) => {
    const share = SHARE[urgency];
    if (inFlight >= Math.floor(limit * share)) return true;
    // A few that wait are soon through, however long the process itself was held up.
    if (turns.waitMs() <= WAIT_MAX_MS * share) return false;
    return isLasting() || turns.lateMs() > LATE_MS * share;
  };
  const sendAway = (who: SentAway) => {
    if (nowMs() - refusedMs > LASTING_MS) refusingSinceMs = nowMs();
    refusedMs = nowMs();
    onShed(who);
  };
  return {
    isFull: () => isClosedTo('counter'),
    sentAway: () => sendAway('unread'),
    enter: (urgency) => {
      if (isClosedTo(urgency)) {
        sendAway(urgency);
        return undefined;
      }
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      let answered = false;
      return () => {
        if (answered) return;
        answered = true;
        inFlight -= 1;
      };
    },
    turn: turns.next,
    inFlight: () => inFlight,
    limit: () => limit,
    close: () => clearInterval(timer),
  };
}

/** Of each turn of the event loop so much is for beginning requests; the rest is for those that come, and for answers. */
const SLICE_MS = 20;
/** Of the last turn, next to those before it. */
const PACE_WEIGHT = 0.2;

interface Waiting {
  readonly sinceMs: number;
  readonly begin: () => void;
}

function openTurns(nowMs: () => number) {
  const waiting: Waiting[] = [];
  let startedMs: number | undefined;
  /** How long it takes at present from one that begins to the next, whatever else is done in between. */
  let paceMs = 0;
  /** In the turn before. */
  let begun = 0;
  const isOver = () => startedMs !== undefined && nowMs() - startedMs > SLICE_MS;
  const lateMs = () => (waiting[0] ? nowMs() - waiting[0].sinceMs : 0);
  const goOn = async () => {
    const beforeMs = startedMs ?? nowMs();
    startedMs = nowMs();
    if (begun > 0) paceMs += ((startedMs - beforeMs) / begun - paceMs) * PACE_WEIGHT;
    begun = 0;
    while (waiting.length > 0 && !isOver()) {
      waiting.shift()?.begin();
      begun += 1;
      // Comes after everything that the request does before it waits for anything outside: then the clock tells what it took.
      await new Promise<void>((resolve) => process.nextTick(resolve));
    }
    if (waiting.length > 0) setImmediate(goOn);
    else [startedMs, begun] = [undefined, 0];
  };
  return {
    next: (): Promise<void> | undefined => {
      if (startedMs === undefined) {
        startedMs = nowMs();
        setImmediate(goOn);
      }
      if (waiting.length === 0 && !isOver()) return undefined;
      return new Promise((begin) => waiting.push({ sinceMs: nowMs(), begin }));
    },
    /** How long the first of those that wait has been waiting. */
    lateMs,
    /** How long whoever comes now will wait. */
    waitMs: () => waiting.length * paceMs,
  };
}
