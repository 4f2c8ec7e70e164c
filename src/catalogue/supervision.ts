// The rules of electronic supervision 电子监察, as catalogue/supervision.yaml states them.
import type { ClockKind } from '../time/clock-kinds.ts';
import type { TimeLimit } from '../time/time-limit.ts';
import type { SpecialProcedure } from './special-procedure.ts';
import type { Text } from './text.ts';

/** What a rule watches is code, which rules there are is data. */
export interface SupervisionRules {
  /** Time after which a department's report of a step is late. */
  readonly reportWithin: TimeLimit;
  /** Codes of process steps that end with acceptance. */
  readonly acceptanceSteps: readonly string[];
  /** What stops the clock of every item by law, beside what an item lists itself. */
  readonly procedures: readonly SpecialProcedure[];
  readonly rules: readonly SupervisionRule[];
}

export type SupervisionRule =
  | {
      readonly id: string;
      readonly name: Text;
      readonly clock: ClockKind;
      readonly light: 'WARNING' | 'YELLOW' | 'RED';
    }
  | { readonly id: string; readonly name: Text; readonly finding: FindingKind };

export const findingKinds = [
  'CALENDAR_MISSING',
  'OFF_SYSTEM',
  'BACKFILLED_SUSPENSION',
  'UNFOUNDED_SUSPENSION',
  'EXCESSIVE_SUSPENSION',
  'LATE_REPORT',
  'BOUNCED_BEFORE_SIGNING',
  'SECOND_NOTICE',
  'SITE_VISIT_MISSED',
  'BAD_RATING',
] as const;
export type FindingKind = (typeof findingKinds)[number];
