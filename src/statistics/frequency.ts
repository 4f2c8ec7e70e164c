// High- and low-frequency items 高频低频事项: by what they receive in a month. Both bounds are strict.

export type Frequency = 'HIGH' | 'MIDDLE' | 'LOW';

export interface FrequencyBounds {
  /** More than this a month is HIGH. */
  readonly high: number;
  /** Fewer than this a month is LOW. */
  readonly low: number;
}

export function frequencyOf(received: number, { high, low }: FrequencyBounds): Frequency {
  if (received > high) return 'HIGH';
  return received < low ? 'LOW' : 'MIDDLE';
}
