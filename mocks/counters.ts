// What a department saw of its callers since the last reset.
import type { Counters } from './simulator.ts';

export interface Tally {
  readonly messages: number;
  readonly records: number;
  readonly connections: number;
  readonly peakConcurrency: number;
  readonly handshakes: number;
  readonly polls: number;
  /** From the arrival of each question or submission to its answer, added up. */
  readonly answeringMs: number;
}

export interface DepartmentCounters extends Counters {
  readonly tally: () => Tally;
  /** The peak starts again from what is under way at that moment. */
  readonly reset: () => void;
}

/** Records are those of questions and submissions; the peak counts those and polls, not handshakes. */
export function createCounters(nowMs: () => number = () => performance.now()): DepartmentCounters {
  let underWay = 0;
  let tally = zero(0);
  const message: Counters['message'] = (kind, records) => {
    if (kind === 'handshake') {
      tally.handshakes += 1;
      return () => {};
    }
    if (kind === 'poll') tally.polls += 1;
    else {
      tally.messages += 1;
      tally.records += records;
    }
    underWay += 1;
    const arrivedMs = nowMs();
    tally.peakConcurrency = Math.max(tally.peakConcurrency, underWay);
    let answered = false;
    return () => {
      if (answered) return;
      answered = true;
      underWay -= 1;
      if (kind === 'message') tally.answeringMs += nowMs() - arrivedMs;
    };
  };
  return {
    message,
    connectionOpened: () => {
      tally.connections += 1;
    },
    tally: () => ({ ...tally }),
    reset: () => {
      tally = zero(underWay);
    },
  };
}

function zero(peakConcurrency: number) {
  return { messages: 0, records: 0, connections: 0, peakConcurrency, handshakes: 0, polls: 0, answeringMs: 0 };
}
