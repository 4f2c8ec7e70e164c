// How much is held open: connections that last, by WebSocket or as event streams, and the subscriptions on them. Operations on
// them are let in as requests are, so that whoever holds a connection gets no further than whoever comes anew.
import { errorCodes } from '../../errors.ts';
import { type Overload, overloaded, urgencyOf } from '../answering/overload.ts';
import type { Results } from '../context.ts';
import type { Answer, OperationRequest, Operations } from './operations.ts';

export interface LiveLimits {
  /** WebSockets and event streams together. */
  readonly connectionsMax: number;
  readonly subscriptionsMax: number;
}

export interface Seats {
  /** Undefined where none is free; otherwise called, once or more, to leave it. */
  readonly take: () => (() => void) | undefined;
  readonly taken: () => number;
}

export function openSeats(max: number, onFull: () => void): Seats {
  let taken = 0;
  return {
    take: () => {
      if (taken >= max) {
        onFull();
        return undefined;
      }
      taken += 1;
      let left = false;
      return () => {
        if (!left) taken -= 1;
        left = true;
      };
    },
    taken: () => taken,
  };
}

export interface LiveAdmission {
  readonly overload: Pick<Overload, 'enter' | 'turn'>;
  /** One for each subscription. */
  readonly seats: Seats;
  /** The document that is sent, or meant by its hash. */
  readonly textOf: (request: OperationRequest) => Promise<string | undefined>;
}

/** An operation counts as in flight until it is answered, a subscription until it stands; then it keeps a seat until it ends. */
export function admittedOperations(operations: Operations, { overload, seats, textOf }: LiveAdmission): Operations {
  return async (request, session) => {
    const leave = overload.enter(urgencyOf(session.origin.principal, await textOf(request)));
    if (!leave) return tooMuch;
    try {
      await overload.turn();
      const answer = await operations(request, session);
      return answer.kind === 'stream' ? await seated(answer.results, seats) : answer;
    } finally {
      leave();
    }
  };
}

async function seated(results: Results, seats: Seats): Promise<Answer> {
  const leave = seats.take();
  if (leave) return { kind: 'stream', results: leavingAtTheEnd(results, leave) };
  await results.return?.();
  return tooMuch;
}

/** No generator: it would not be returned while it waits for the next event. */
function leavingAtTheEnd(results: Results, leave: () => void): Results {
  return {
    next: async () => {
      try {
        const next = await results.next();
        if (next.done) leave();
        return next;
      } catch (error) {
        leave();
        throw error;
      }
    },
    return: async (value) => {
      leave();
      return (await results.return?.(value)) ?? { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What is held open ends less soon than a request does. */
export const RETRY_AFTER_S = 5;
const { message, extensions } = overloaded(RETRY_AFTER_S);
/** As plain HTTP would have answered. */
export const tooMuch: Extract<Answer, { kind: 'refused' }> = {
  kind: 'refused',
  errors: [{ message, extensions }],
  status: errorCodes.OVERLOADED.status,
  headers: new Map([['retry-after', String(RETRY_AFTER_S)]]),
};
