// Questions to the police over a few lasting connections: waiting places, reconnection, and what is certain after a loss.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type { Protection } from '../wire/tls.ts';
import { PoliceConnection } from './connection.ts';
import { type Answer, type Question, questionFrame } from './message.ts';

export interface TransportSettings {
  readonly host: string;
  readonly port: number;
  readonly connectionsMax: number;
  readonly inFlightMax: number;
  /** Questions that may wait for a place. */
  readonly queueMax: number;
  readonly connectTimeoutMs: number;
  readonly tls?: Protection;
}

export interface PoliceTransport {
  /**
   * One question, one answer, whatever its return code.
   * @throws DepartmentFault `unavailable` where the question was surely not written; `timeout` where it was and `signal`
   * ended the wait; `broken` where it was and the connection was lost or the stream damaged.
   */
  readonly exchange: (question: Question, signal: AbortSignal) => Promise<Answer>;
  /** Fails what is waiting or in flight and frees every socket. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly question: Question;
  readonly frame: Uint8Array;
  readonly sequence: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: DepartmentFault) => void;
  /** Set when written; from then on a loss leaves the outcome open. */
  askedOn: PoliceConnection | undefined;
}

export function openTransport(settings: TransportSettings): PoliceTransport {
  const pool = new ConnectionPool(settings);
  return { exchange: (question, signal) => pool.exchange(question, signal), close: () => pool.close() };
}

class ConnectionPool {
  readonly #settings: TransportSettings;
  readonly #connections = new Set<PoliceConnection>();
  readonly #waiting = new Set<Waiting>();
  /** Never reused while the process lives, so that a late answer cannot be taken for a later one's. */
  #sequence = 0;
  #closed = false;

  constructor(settings: TransportSettings) {
    this.#settings = settings;
  }

  async exchange(question: Question, signal: AbortSignal): Promise<Answer> {
    if (this.#closed) throw notWritten('the gateway is closing');
    if (signal.aborted) throw notWritten('its deadline had passed');
    if (this.#waiting.size >= this.#settings.queueMax) throw notWritten('too many wait already');
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { sequence, frame } = this.#numbered(question);
    const waiting: Waiting = { question, frame, sequence, resolve, reject, askedOn: undefined };
    const onAbort = () => this.#abort(waiting);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.add(waiting);
    this.#pump();
    return promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#failWaiting(notWritten('the gateway is closing'));
    await Promise.all([...this.#connections].map((connection) => connection.close()));
  }

  #numbered(question: Question): { sequence: string; frame: Uint8Array } {
    this.#sequence += 1;
    const sequence = String(this.#sequence);
    try {
      return { sequence, frame: questionFrame(question, sequence) };
    } catch (cause) {
      throw notWritten(`${question.transaction} does not fit the police's frame`, cause);
    }
  }

  #abort(waiting: Waiting): void {
    if (waiting.askedOn) {
      waiting.askedOn.abandon(waiting.sequence);
      waiting.reject(
        new DepartmentFault('timeout', `the police did not answer ${waiting.question.transaction} in time`),
      );
    } else {
      this.#waiting.delete(waiting);
      waiting.reject(notWritten('no connection had a place for it in time'));
    }
    this.#pump();
  }

  /** Writes what waits, in its order, as far as there is room; opens a connection where there is none. */
  #pump(): void {
    for (const waiting of this.#waiting) {
      const connection = this.#leastBusyWithRoom();
      if (!connection) {
        this.#connect();
        return;
      }
      this.#waiting.delete(waiting);
      waiting.askedOn = connection;
      connection.ask(
        {
          sequence: waiting.sequence,
          transaction: waiting.question.transaction,
          resolve: waiting.resolve,
          reject: waiting.reject,
        },
        waiting.frame,
      );
    }
  }

  #leastBusyWithRoom(): PoliceConnection | undefined {
    let best: PoliceConnection | undefined;
    for (const connection of this.#connections) {
      if (connection.hasRoom && (!best || connection.inFlight < best.inFlight)) best = connection;
    }
    return best;
  }

  #connect(): void {
    if (this.#closed || this.#connections.size >= this.#settings.connectionsMax) return;
    for (const connection of this.#connections) if (connection.connecting) return;
    const connection = new PoliceConnection({
      ...this.#settings,
      onRoom: () => this.#pump(),
      onClosed: (fault) => this.#lost(connection, fault),
    });
    this.#connections.add(connection);
  }

  #lost(connection: PoliceConnection, neverOpened: DepartmentFault | undefined): void {
    this.#connections.delete(connection);
    if (!neverOpened) {
      this.#pump();
      return;
    }
    // Those that wait may still go by another connection; without one they hear at once that the police are away.
    // No new attempt here: refusals would follow one another as fast as the machine can ask.
    const another = [...this.#connections].some((other) => other.usable);
    if (!another) this.#failWaiting(neverOpened);
  }

  #failWaiting(fault: DepartmentFault): void {
    const all = [...this.#waiting];
    this.#waiting.clear();
    for (const waiting of all) waiting.reject(fault);
  }
}

function notWritten(why: string, cause?: unknown): DepartmentFault {
  return new DepartmentFault('unavailable', `a question to the police was not sent: ${why}`, { cause });
}
