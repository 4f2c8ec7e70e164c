// The only source of now. The centre's clock stamps what officials and citizens read; the machine's clock times
// timeouts, leases, quarantine, signatures and tokens.

export interface Clock {
  /** The centre's time. */
  readonly now: () => Date;
  /** The machine's time, milliseconds since 1970. */
  readonly machineMs: () => number;
  /** What the centre's clock showed when the machine's showed this. */
  readonly shownAt: (machineMs: number) => Date;
}

/** Where the centre's clock stands: it showed `startMs` when the machine's showed `originMs`, and runs `rate` times as fast. */
export interface ClockSetting {
  readonly startMs: number;
  readonly originMs: number;
  readonly rate: number;
}

export const machineClock: Clock = {
  now: () => new Date(),
  machineMs: () => Date.now(),
  shownAt: (machineMs) => new Date(machineMs),
};

/** A centre's clock apart from the machine's, for demonstrations and for tests of deadlines. */
export function centreClock({ startMs, originMs, rate }: ClockSetting): Clock {
  const shownAt = (machineMs: number) => new Date(startMs + (machineMs - originMs) * rate);
  return { now: () => shownAt(Date.now()), machineMs: () => Date.now(), shownAt };
}
