// What the clocks of cases are counted by.
import type { SupervisionRules } from '../../catalogue/supervision.ts';
import type { ClockLimits, LightThresholds } from '../../time/clocks.ts';
import type { WorkingTime } from '../../time/working-hours.ts';

/** What time is counted by: the centre's calendar, limits and rules. */
export interface ClockRules {
  readonly time: WorkingTime;
  readonly lights: LightThresholds;
  readonly limits: ClockLimits;
  readonly supervision: SupervisionRules;
  /** What the centre's own asking may add to a department's delay, in ms of the centre's clock. */
  readonly lagMs: number;
}
