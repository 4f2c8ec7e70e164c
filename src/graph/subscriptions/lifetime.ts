// How long a connection's streams may last: until the connection ends, and never past the token they were opened with.
import { setMaxListeners } from 'node:events';
import { expired, type Principal } from '../../access/principal.ts';
import { machineClock } from '../../clock.ts';

export interface Lifetime {
  /** Aborted with UNAUTHENTICATED when the token ends, with another reason when the connection does. */
  readonly signal: AbortSignal;
  readonly end: () => void;
}

/**
 * Node keeps a list of timers for each duration, and an empty one until the duration is over: with hours that differ, one for each
 * connection that ever was.
 */
const TIMER_MAX_MS = 60_000;

export function openLifetime(principal: Principal | null): Lifetime {
  const control = new AbortController();
  setMaxListeners(0, control.signal);
  let timer: NodeJS.Timeout | undefined;
  const watch = (expiresMs: number) => {
    const leftMs = expiresMs - machineClock.machineMs();
    if (leftMs <= 0) control.abort(expired());
    else timer = setTimeout(watch, Math.min(leftMs, TIMER_MAX_MS), expiresMs).unref();
  };
  if (principal) watch(principal.expiresMs);
  return {
    signal: control.signal,
    end: () => {
      clearTimeout(timer);
      control.abort();
    },
  };
}
