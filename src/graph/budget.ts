// What an operation has left while it runs: entries of lists, and time. Once it is overspent nothing more is begun, and the
// answer as a whole is refused.
import { LimitBreach } from './limits.ts';

export interface Budget {
  /** Spends entries of a list that is about to be answered. Throws where there are no more. */
  readonly spendRows: (count: number) => void;
  /** Throws once the time is over. */
  readonly checkTime: () => void;
  readonly breach: () => LimitBreach | undefined;
}

export function openBudget({ rows, operationMs }: { rows: number; operationMs: number }): Budget {
  const endsMs = performance.now() + operationMs;
  let spent = 0;
  let breach: LimitBreach | undefined;
  const refuse = (found: LimitBreach): never => {
    breach ??= found;
    throw breach;
  };
  return {
    spendRows: (count) => {
      spent += count;
      if (spent <= rows) return;
      refuse(new LimitBreach('rows', `the answer has more than ${rows} entries of lists`, 'ask for smaller pages.'));
    },
    checkTime: () => {
      if (breach) throw breach;
      if (performance.now() <= endsMs) return;
      refuse(
        new LimitBreach('operationMs', `the operation took longer than ${operationMs} ms`, 'ask for less at once.'),
      );
    },
    breach: () => breach,
  };
}
