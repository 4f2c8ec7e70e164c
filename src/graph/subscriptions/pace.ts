// Keeps a producer at most a few messages ahead of its reader.

export interface Pace {
  /** Resolves when one more may be produced, and counts it. */
  readonly room: () => Promise<void>;
  /** One was taken by the reader. */
  readonly took: () => void;
  /** Nobody waits any more. */
  readonly end: () => void;
}

const AHEAD_MAX = 4;

/** For one producer. */
export function openPace(): Pace {
  let ahead = 0;
  let ended = false;
  let free: () => void = () => undefined;
  return {
    room: async () => {
      while (ahead >= AHEAD_MAX && !ended) {
        await new Promise<void>((resolve) => {
          free = resolve;
        });
      }
      ahead += 1;
    },
    took: () => {
      ahead -= 1;
      free();
    },
    end: () => {
      ended = true;
      free();
    },
  };
}
