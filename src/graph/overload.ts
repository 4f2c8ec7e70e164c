// How many requests may be in flight at once. The more there are that want the processor, the longer a turn of the event loop
// takes: the number falls when turns get long and rises again when they are short, so that requests which merely wait for a
// department count little. Who asks for the most is sent away first, whoever submits last, and always before anything is done.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Principal, Role } from '../access/principal.ts';

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
  if (text !== undefined && CHANGES.test(text)) return 'submission';
  return principal ? URGENCY_OF_ROLE[principal.role] : 'office';
}

export interface Overload {
  /** Undefined where the request must come back later; otherwise called once it is answered. */
  readonly enter: (urgency: Urgency) => (() => void) | undefined;
  readonly inFlight: () => number;
  /** What is allowed at the moment. */
  readonly limit: () => number;
  readonly close: () => void;
}

export interface OverloadSettings {
  readonly onShed: (urgency: Urgency) => void;
  /** Event-loop delay since it was asked last, in ms; the process's own unless given. */
  readonly delayMs?: () => number;
}

/** What part of the limit may be taken before this kind is sent away. */
const SHARE: Readonly<Record<Urgency, number>> = { submission: 1, counter: 0.9, office: 0.7, analysis: 0.5 };
const LIMIT_FIRST = 256;
const LIMIT_MIN = 32;
const LIMIT_MAX = 1_024;
const LOOK_EVERY_MS = 100;
const LONG_TURN_MS = 60;
const FALL = 0.8;
const RISE = 8;
const RESOLUTION_MS = 10;

export function openOverload({ onShed, delayMs = openDelay() }: OverloadSettings): Overload {
  let [inFlight, peak, limit] = [0, 0, LIMIT_FIRST];
  const look = () => {
    // A limit that nobody comes near says nothing by being kept.
    if (delayMs() > LONG_TURN_MS) limit = Math.max(LIMIT_MIN, Math.floor(Math.min(limit, peak) * FALL));
    else if (peak > limit / 2) limit = Math.min(LIMIT_MAX, limit + RISE);
    peak = inFlight;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    enter: (urgency) => {
      if (inFlight >= Math.max(1, Math.floor(limit * SHARE[urgency]))) {
        onShed(urgency);
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
    inFlight: () => inFlight,
    limit: () => limit,
    close: () => clearInterval(timer),
  };
}

/** The mean delay of the event loop beyond the resolution of its timer, since the last call. */
function openDelay(): () => number {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return () => {
    const ms = histogram.count === 0 ? 0 : histogram.mean / 1e6 - RESOLUTION_MS;
    histogram.reset();
    return ms;
  };
}
