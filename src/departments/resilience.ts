// What stands between everybody and one department: deadline, bulkhead, breaker, maintenance. It knows no department by name
// and decides nothing about retries of writes: a write passes once and ends as an `Outcome`.
import {
  BrokenCircuitError,
  type BulkheadPolicy,
  BulkheadRejectedError,
  bulkhead,
  type CircuitBreakerPolicy,
  CircuitState,
  CountBreaker,
  circuitBreaker,
  handleAll,
} from 'cockatiel';
import { type Deadline, openDeadline } from './deadline.ts';
import { DepartmentFault } from './fault.ts';
import type { Call, Outcome } from './port.ts';

export interface ResilienceSettings {
  readonly concurrency: number;
  readonly queue: number;
  readonly readDeadlineMs: number;
  readonly writeDeadlineMs: number;
  /** How long a department that said it is closed is left alone before it is asked again. */
  readonly maintenanceProbeMs: number;
  readonly breakerHalfOpenMs: number;
}

export const defaultResilience = {
  readDeadlineMs: 3_000,
  writeDeadlineMs: 10_000,
  maintenanceProbeMs: 1_000,
  breakerHalfOpenMs: 1_000,
} as const;

/** What is known of a department at the moment. */
export interface DepartmentStatus {
  readonly state: 'OPEN' | 'MAINTENANCE' | 'UNAVAILABLE';
  readonly maintenanceSinceMs: number | null;
  readonly breaker: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  readonly p95Ms: number | null;
}

export interface Exchange {
  readonly purpose: string;
  readonly traceId: string;
}

/** A read's attempts: the first and two more, while the deadline allows. */
const READ_ATTEMPTS_MAX = 3;
const RETRY_PAUSE_MS = 40;
const LATENCY_SAMPLES_MAX = 512;
const LATENCY_WINDOW_MS = 5 * 60_000;

/** Long-lived state of one department's guard. `nowMs` is the machine's time. */
export class Resilience {
  readonly #department: string;
  readonly #settings: ResilienceSettings;
  readonly #nowMs: () => number;
  readonly #bulkhead: BulkheadPolicy;
  readonly #breaker: CircuitBreakerPolicy;
  readonly #latencies: { atMs: number; tookMs: number }[] = [];
  #passed = 0;
  #lastFault: DepartmentFault | undefined;
  #maintenance: { sinceMs: number; askAgainMs: number } | undefined;

  constructor(department: string, settings: ResilienceSettings, nowMs: () => number) {
    this.#department = department;
    this.#settings = settings;
    this.#nowMs = nowMs;
    this.#bulkhead = bulkhead(settings.concurrency, settings.queue);
    this.#breaker = circuitBreaker(handleAll, {
      halfOpenAfter: settings.breakerHalfOpenMs,
      breaker: new CountBreaker({ size: 20, threshold: 0.7, minimumNumberOfCalls: 10 }),
    });
  }

  /** Asks; retried within the deadline where the department failed to answer properly. Throws `DepartmentFault`. */
  async read<Answer>(exchange: Exchange, ask: (call: Call) => Promise<Answer>): Promise<Answer> {
    const deadline = openDeadline(this.#settings.readDeadlineMs);
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await this.#pass(exchange, deadline, ask);
        } catch (error) {
          if (!(error instanceof DepartmentFault) || !isWorthRetrying(error)) throw error;
          if (attempt >= READ_ATTEMPTS_MAX || deadline.signal.aborted) throw error;
          await pause(RETRY_PAUSE_MS * attempt, deadline.signal);
        }
      }
    } finally {
      deadline.end();
    }
  }

  /**
   * Submits once. What ends before the department was reached is `not-sent`, whatever the reason; `mayStillSend` is asked
   * at the last moment, after any wait for a place.
   */
  async write(
    exchange: Exchange,
    mayStillSend: () => boolean,
    submit: (call: Call) => Promise<Outcome>,
  ): Promise<Outcome> {
    const deadline = openDeadline(this.#settings.writeDeadlineMs);
    let begun = false;
    let outcome: Outcome | undefined;
    try {
      const send = async (call: Call) => {
        begun = true;
        outcome = await submit(call);
        if (outcome.kind === 'not-sent' || outcome.kind === 'unknown') throw outcome.fault;
        return outcome;
      };
      return await this.#pass(exchange, deadline, send, () => {
        if (!mayStillSend()) throw new DepartmentFault('unavailable', 'It waited too long to be sent.');
      });
    } catch (error) {
      if (!(error instanceof DepartmentFault)) throw error;
      return outcome ?? { kind: begun ? 'unknown' : 'not-sent', fault: error };
    } finally {
      deadline.end();
    }
  }

  status(): DepartmentStatus {
    return {
      state: this.state(),
      maintenanceSinceMs: this.#maintenance?.sinceMs ?? null,
      breaker: this.#breakerState(),
      p95Ms: this.#p95Ms(),
    };
  }

  state(): DepartmentStatus['state'] {
    if (this.#maintenance !== undefined) return 'MAINTENANCE';
    // While one question tries whether it is back, it is not yet.
    return this.#breakerState() === 'CLOSED' ? 'OPEN' : 'UNAVAILABLE';
  }

  /** How many more exchanges may begin at once without waiting. */
  freePlaces(): number {
    return this.#bulkhead.executionSlots;
  }

  /** `admit` throws where it is not to be done any more once there is a place, which says nothing of the department. */
  async #pass<Answer>(
    exchange: Exchange,
    deadline: Deadline,
    act: (call: Call) => Promise<Answer>,
    admit: () => void = () => undefined,
  ): Promise<Answer> {
    this.#refuseWhileClosed();
    const { signal } = deadline;
    const call: Call = { ...exchange, signal };
    const run = async () => {
      admit();
      return this.#breaker.execute(async () => {
        const startedMs = this.#nowMs();
        try {
          const answer = await act(call);
          this.#maintenance = undefined;
          return answer;
        } catch (error) {
          this.#noteFault(error);
          throw error;
        } finally {
          this.#noteLatency(startedMs);
        }
      });
    };
    try {
      return await deadline.within(this.#bulkhead.execute(run, signal), () => this.#timeout());
    } catch (error) {
      throw this.#asFault(error, signal);
    }
  }

  #refuseWhileClosed(): void {
    if (!this.#maintenance) return;
    const nowMs = this.#nowMs();
    const waitMs = this.#maintenance.askAgainMs - nowMs;
    if (waitMs > 0) {
      throw new DepartmentFault('unavailable', `Department ${this.#department} is closed for maintenance.`, {
        maintenance: true,
        retryAfterMs: waitMs,
      });
    }
    // One exchange goes through to see whether it has opened; the others wait for what it finds.
    this.#maintenance.askAgainMs = nowMs + this.#settings.maintenanceProbeMs;
  }

  #noteFault(error: unknown): void {
    if (!(error instanceof DepartmentFault)) return;
    this.#lastFault = error;
    if (!error.maintenance) return;
    const nowMs = this.#nowMs();
    this.#maintenance = {
      sinceMs: this.#maintenance?.sinceMs ?? nowMs,
      askAgainMs: nowMs + this.#settings.maintenanceProbeMs,
    };
  }

  #noteLatency(startedMs: number): void {
    // The oldest makes room.
    this.#latencies[this.#passed % LATENCY_SAMPLES_MAX] = { atMs: startedMs, tookMs: this.#nowMs() - startedMs };
    this.#passed += 1;
  }

  #p95Ms(): number | null {
    const sinceMs = this.#nowMs() - LATENCY_WINDOW_MS;
    const times = this.#latencies.filter(({ atMs }) => atMs >= sinceMs).map(({ tookMs }) => tookMs);
    times.sort((a, b) => a - b);
    return times[Math.ceil(times.length * 0.95) - 1] ?? null;
  }

  #timeout(): DepartmentFault {
    const fault = new DepartmentFault('timeout', `Department ${this.#department} did not answer within the deadline.`);
    this.#lastFault = fault;
    return fault;
  }

  #asFault(error: unknown, signal: AbortSignal): unknown {
    if (error instanceof DepartmentFault) return error;
    if (error instanceof BrokenCircuitError) {
      // The reader is told why the breaker opened, so that a hanging department stays a timeout.
      return new DepartmentFault(
        this.#lastFault?.kind ?? 'unavailable',
        `Department ${this.#department} failed too often and is left alone for a moment.`,
        { retryAfterMs: this.#settings.breakerHalfOpenMs, cause: this.#lastFault },
      );
    }
    if (error instanceof BulkheadRejectedError) {
      return new DepartmentFault('unavailable', `Too many questions wait for department ${this.#department}.`, {
        retryAfterMs: 1_000,
      });
    }
    return signal.aborted ? this.#timeout() : error;
  }

  #breakerState(): DepartmentStatus['breaker'] {
    switch (this.#breaker.state) {
      case CircuitState.Closed:
        return 'CLOSED';
      case CircuitState.HalfOpen:
        return 'HALF_OPEN';
      case CircuitState.Open:
      case CircuitState.Isolated:
        return 'OPEN';
    }
  }
}

function isWorthRetrying(fault: DepartmentFault): boolean {
  return fault.kind !== 'timeout' && !fault.maintenance && (fault.retryAfterMs ?? 0) <= RETRY_PAUSE_MS;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
