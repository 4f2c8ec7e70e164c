// Special procedures, which stop clocks.
import type { TimeLimit } from '../time/time-limit.ts';
import type { Text } from './text.ts';

/** What may stop the clock 特别程序, and for how long at most. */
export interface SpecialProcedure {
  readonly code: string;
  readonly name: Text;
  readonly legalBasis: Text;
  readonly max: TimeLimit;
}
