// A rush lasts for as long as requests overlap; and where many did, over the moments between them too, in which their senders
// take in what they were answered and ask on.

export interface Rush {
  /** A request begins; it calls the result when it is answered. */
  readonly begin: () => () => void;
  /** Whether something of that time of the machine belongs to the rush that is on. */
  readonly includes: (atMs: number) => boolean;
  /** Whether there is, or was a moment ago, more than the one request that asks. */
  readonly isOn: () => boolean;
}

const MANY = 4;
const MOMENT_MS = 100;

export function openRush(nowMs: () => number): Rush {
  let requests = 0;
  let sinceMs = Number.POSITIVE_INFINITY;
  /** When there were many last: requests one after another do not draw out a rush that is over. */
  let manyMs = Number.NEGATIVE_INFINITY;
  const isMoment = () => nowMs() - manyMs <= MOMENT_MS;
  return {
    begin: () => {
      if (requests === 0 && !isMoment()) sinceMs = nowMs();
      requests += 1;
      if (requests >= MANY) manyMs = nowMs();
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        if (requests >= MANY) manyMs = nowMs();
        requests -= 1;
      };
    },
    includes: (atMs) => requests > 0 && atMs >= sinceMs,
    isOn: () => requests > 1 || isMoment(),
  };
}
