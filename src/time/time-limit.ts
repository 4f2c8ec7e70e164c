// An amount of time as law and notices state it.

export type TimeUnit = 'WORKING_DAY' | 'WORKING_HOUR' | 'CALENDAR_DAY';

export interface TimeLimit {
  readonly amount: number;
  readonly unit: TimeUnit;
}
