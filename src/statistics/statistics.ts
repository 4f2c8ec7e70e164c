// Statistics over cases, as the rest of the gateway uses them: a question, and an answer with its cut-off.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { answer } from './answer.ts';
import { openProjection, type ProjectionDependencies } from './projection.ts';
import type { Answer, Question } from './question.ts';
import { firstUnknown, placesBehind, readProgress } from './sql/progress.ts';

export interface Statistics {
  /** `withTimes`: working hours are wanted too. Throws QUERY_TOO_COMPLEX where the answer would be too long to read. */
  readonly ask: (question: Question, withTimes: boolean) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

export interface StatisticsDependencies extends ProjectionDependencies {
  readonly clock: Clock;
  readonly log: Log;
}

/** An answer waits this long for what was committed before the question. */
const LEVEL_WAIT_MS = 1_000;
const LEVEL_POLL_MS = 20;
/** Further behind than this, waiting would not help. */
const NEARLY_LEVEL = 10_000;

export async function openStatistics(dependencies: StatisticsDependencies): Promise<Statistics> {
  const { store, clock, log } = dependencies;
  const projection = await openProjection(dependencies, log);
  const level = async (asked: Date) => {
    for (let waitedMs = 0; waitedMs < LEVEL_WAIT_MS; waitedMs += LEVEL_POLL_MS) {
      const { position } = await readProgress(store);
      const told = await firstUnknown(store, position);
      if (told === null || told > asked || (await placesBehind(store, position)) > NEARLY_LEVEL) return;
      projection.wake();
      await sleep(LEVEL_POLL_MS);
    }
  };
  return {
    ask: async (question, withTimes) => {
      await level(clock.now());
      return answer(store, question, clock.now(), withTimes);
    },
    close: projection.close,
  };
}
