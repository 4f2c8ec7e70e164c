// A case as supervision looks at it.
import type { CaseClocks } from '../cases/clocks/case-clocks.ts';
import type { PartState } from '../cases/history/transitions.ts';
import type { EventRow } from '../cases/sql/events.ts';

export interface ExaminedCase {
  readonly id: number;
  readonly number: string;
  readonly parts: readonly {
    readonly code: string;
    readonly key: string;
    readonly department: string;
    readonly state: PartState;
  }[];
  readonly events: readonly EventRow[];
  readonly clocks: CaseClocks;
}
