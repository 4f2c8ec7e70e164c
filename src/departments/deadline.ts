// The time that one question or submission has, whatever it waits for.

export interface Deadline {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** Settles at the deadline even where the work does not. One work at a time; `late` is asked for what to reject with. */
  readonly within: <Result>(work: Promise<Result>, late: () => Error) => Promise<Result>;
  /** Whatever was to be done is done: nothing is aborted any more. */
  readonly end: () => void;
}

/** `AbortSignal.timeout` cannot be called off: each of them would wake the process up, and make an error, for what ended long ago. */
export function openDeadline(ms: number): Deadline {
  const controller = new AbortController();
  let onLate: (() => void) | undefined;
  const timer = setTimeout(() => {
    controller.abort();
    onLate?.();
  }, ms);
  return {
    signal: controller.signal,
    within: (work, late) =>
      new Promise((resolve, reject) => {
        onLate = () => reject(late());
        work.then(resolve, reject);
      }),
    end: () => clearTimeout(timer),
  };
}
