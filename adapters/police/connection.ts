// One TCP connection to the police: frames out, answers matched to their questions by sequence number, in any order.
import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { FrameSplitter } from '../wire/frames.ts';
import { shortReadsSocket } from '../wire/short-reads.ts';
import { type Protection, tlsOptions } from '../wire/tls.ts';
import { type Answer, frameLimits, parseAnswer } from './message.ts';

/** A question that was written and waits for its answer. */
export interface Exchange {
  readonly sequence: string;
  readonly transaction: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: DepartmentFault) => void;
}

export interface ConnectionSettings {
  readonly host: string;
  readonly port: number;
  readonly inFlightMax: number;
  readonly connectTimeoutMs: number;
  readonly tls?: Protection;
  /** A place has become free, or the connection has opened. */
  readonly onRoom: () => void;
  /** `fault` where it never opened. */
  readonly onClosed: (fault: DepartmentFault | undefined) => void;
}

const KEEP_ALIVE_MS = 30_000;

export class PoliceConnection {
  readonly #settings: ConnectionSettings;
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter(frameLimits);
  readonly #inFlight = new Map<string, Exchange>();
  /** Given up by their askers, still owed by the police; at most as many as may be in flight. */
  readonly #abandoned = new Set<string>();
  /** Asked since the last byte came. */
  readonly #unheard = new Set<string>();
  #state: 'connecting' | 'open' | 'retired' | 'closed' = 'connecting';
  #connectFault: DepartmentFault | undefined;

  constructor(settings: ConnectionSettings) {
    this.#settings = settings;
    this.#socket = socketTo(settings);
    this.#socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#socket.setTimeout(settings.connectTimeoutMs, () => this.#connectTimedOut());
    // Over TLS a connection is none before the certificate was found good.
    this.#socket.once(settings.tls?.required ? 'secureConnect' : 'connect', () => this.#opened());
    this.#socket.on('data', (chunk: Buffer) => this.#received(chunk));
    this.#socket.on('drain', () => this.#settings.onRoom());
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
    this.#socket.once('end', () => this.#retire()); // `close` follows: half-open connections are not kept
    this.#socket.once('close', () => this.#closed());
  }

  get connecting(): boolean {
    return this.#state === 'connecting';
  }

  /** Open and not about to end, though perhaps full. */
  get usable(): boolean {
    return this.#state === 'open';
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Whether a frame may be written now: open, a place free, and the last bytes taken by the system. */
  get hasRoom(): boolean {
    const places = this.#settings.inFlightMax - this.#inFlight.size - this.#abandoned.size;
    return this.#state === 'open' && places > 0 && !this.#socket.writableNeedDrain;
  }

  /** From here on the question counts as asked. Only where `hasRoom`. */
  ask(exchange: Exchange, frame: Uint8Array): void {
    this.#inFlight.set(exchange.sequence, exchange);
    this.#unheard.add(exchange.sequence);
    this.#socket.ref();
    this.#socket.write(frame);
  }

  /** The asker has given up; the answer, should it come, is dropped. */
  abandon(sequence: string): void {
    if (!this.#inFlight.delete(sequence)) return;
    this.#abandoned.add(sequence);
    // Silence since the question: the other end may be gone without a word. Half the places owed: no use to wait behind.
    const silent = this.#unheard.delete(sequence);
    if (silent || this.#abandoned.size * 2 >= this.#settings.inFlightMax) this.#retire();
    this.#rest();
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.destroy();
    await closed;
  }

  #opened(): void {
    this.#socket.setTimeout(0);
    this.#state = 'open';
    this.#rest();
    this.#settings.onRoom();
  }

  #connectTimedOut(): void {
    this.#connectFault = unavailable(`did not open within ${this.#settings.connectTimeoutMs} ms`);
    this.#socket.destroy();
  }

  #received(chunk: Buffer): void {
    this.#unheard.clear();
    try {
      for (const body of this.#splitter.push(chunk)) this.#settle(parseAnswer(body));
    } catch (fault) {
      if (!(fault instanceof DepartmentFault)) throw fault;
      this.#giveUp(fault);
      return;
    }
    this.#rest();
    this.#settings.onRoom();
  }

  #settle(answer: Answer): void {
    if (this.#abandoned.delete(answer.sequence)) return;
    const exchange = this.#inFlight.get(answer.sequence);
    if (exchange?.transaction !== answer.transaction) {
      throw new DepartmentFault(
        'broken',
        'a police answer belongs to no question in flight; the connection is given up',
      );
    }
    this.#inFlight.delete(answer.sequence);
    exchange.resolve(answer);
  }

  /** A damaged stream: nobody can tell any more which answer is whose. */
  #giveUp(fault: DepartmentFault): void {
    this.#retire();
    this.#failInFlight(fault);
    this.#socket.destroy();
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#state === 'connecting') this.#connectFault = unavailable(`was not opened (${error.code})`, error);
    else {
      this.#retire();
      this.#failInFlight(lost(error));
    }
  }

  #closed(): void {
    const never = this.#state === 'connecting' ? (this.#connectFault ?? unavailable('was closed')) : undefined;
    this.#state = 'closed';
    this.#failInFlight(lost());
    this.#settings.onClosed(never);
  }

  #failInFlight(fault: DepartmentFault): void {
    const exchanges = [...this.#inFlight.values()];
    this.#inFlight.clear();
    for (const exchange of exchanges) exchange.reject(fault);
  }

  /** Takes no more questions; ends when the last answer is in. */
  #retire(): void {
    if (this.#state === 'open') this.#state = 'retired';
  }

  /** An idle connection must not keep the process from ending; a retired one has no more use. */
  #rest(): void {
    if (this.#inFlight.size > 0) return;
    this.#socket.unref();
    if (this.#state === 'retired') this.#socket.destroy();
  }
}

function socketTo({ host, port, tls }: ConnectionSettings): Socket {
  if (!tls?.required) return shortReadsSocket().setNoDelay(true).connect({ host, port });
  const socket = connect({ host, port, ...(isIP(host) ? {} : { servername: host }), ...tlsOptions(tls) });
  return socket.setNoDelay(true);
}

function unavailable(what: string, cause?: unknown): DepartmentFault {
  return new DepartmentFault('unavailable', `the connection to the police ${what}; nothing was sent`, { cause });
}

function lost(cause?: unknown): DepartmentFault {
  return new DepartmentFault(
    'broken',
    'the connection to the police was lost before the answer; it may have been taken',
    {
      cause,
    },
  );
}
