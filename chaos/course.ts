// How far a storm has come. What happens in it is planned by its course and not by the clock: on a slow machine it takes
// longer, and is the same storm.
export interface Course {
  /** From 0, the beginning, to 1, the end. */
  readonly share: () => number;
  /** Resolves when it has come so far; at once where it has. */
  readonly reach: (share: number) => Promise<void>;
  /** One more of the steps that it is made of is done. */
  readonly advance: () => void;
  /** Whatever is left, it is over. */
  readonly end: () => void;
}

export function openCourse(steps: number): Course {
  let done = 0;
  let waiting: { readonly share: number; readonly resolve: () => void }[] = [];
  const share = () => (steps === 0 ? 1 : Math.min(1, done / steps));
  const tell = () => {
    const due = waiting.filter((each) => each.share <= share());
    waiting = waiting.filter((each) => each.share > share());
    for (const { resolve } of due) resolve();
  };
  return {
    share,
    reach: (wanted) =>
      new Promise((resolve) => {
        waiting.push({ share: wanted, resolve });
        tell();
      }),
    advance: () => {
      done += 1;
      tell();
    },
    end: () => {
      done = steps;
      tell();
    },
  };
}
