// What is to be done once a day, such as removing what is older than its time. Every replica does it: it must be safe to do twice.
import type { Log } from '../log.ts';

const EVERY_MS = 24 * 60 * 60_000;

export interface Daily {
  /** Waits for what is under way. */
  readonly close: () => Promise<void>;
}

/** At once, then once a day. `failed`: what to say in the log where it cannot be done; it is tried again the next day. */
export function openDaily(act: () => Promise<void>, failed: string, log: Log): Daily {
  let running = Promise.resolve();
  const run = () => {
    running = act().catch((error: unknown) => log.error({ err: error }, failed));
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
