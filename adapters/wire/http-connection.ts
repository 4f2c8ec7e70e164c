// One connection over which HTTP requests go one after another. It knows of each whether a byte of it can have left.
import type { Socket } from 'node:net';
import { AnswerReader, type HttpAnswer, HttpFlaw } from './http-answer.ts';

/** `code` is that of Node's error or of an `HttpFlaw`. `sent: false` is certain: no connection was ready to carry a byte. */
export type HttpExchange =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly code: string };

/** A request on its way. */
export interface Errand {
  /** The whole request as it is written. */
  readonly text: string;
  /** Called once. */
  readonly end: (ended: HttpExchange) => void;
  carrier: HttpConnection | undefined;
}

export interface HttpConnectionSettings {
  /** Begins to connect. */
  readonly open: () => Socket;
  /** The event after which the socket carries bytes. */
  readonly opened: 'connect' | 'secureConnect';
  /** 0 where each request has a connection of its own. */
  readonly idleMs: number;
  readonly responseBytesMax: number;
  /** It can carry the next request. */
  readonly onFree: (connection: HttpConnection) => void;
  /** It carries no more. Called once. */
  readonly onLeft: (connection: HttpConnection) => void;
}

/** The other end has to see the next request before it gives the connection up. */
const MARGIN_MS = 1_000;

export class HttpConnection {
  readonly #settings: HttpConnectionSettings;
  readonly #socket: Socket;
  #isOpen = false;
  #hasLeft = false;
  #errand: Errand | undefined;
  #reader: AnswerReader | undefined;

  constructor(settings: HttpConnectionSettings) {
    this.#settings = settings;
    const socket = settings.open();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.once(settings.opened, () => {
      this.#isOpen = true;
      this.#send();
    });
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('timeout', () => {
      if (!this.#errand) this.#leave();
    });
    socket.on('end', () => this.#endOfAnswer());
    socket.on('error', (error: NodeJS.ErrnoException) => this.breakOff(error.code ?? error.name));
    socket.on('close', () => this.breakOff('CUT_OFF'));
  }

  /** Takes it along; only while no other is under way. */
  carry(errand: Errand): void {
    this.#errand = errand;
    errand.carrier = this;
    if (this.#isOpen) this.#send();
  }

  /** Whatever is under way fails, and the socket is freed. */
  breakOff(code: string): void {
    // Written at once when there is a connection, so that it counts as sent even where the write itself failed.
    this.#end({ kind: 'failed', sent: this.#isOpen, code });
    this.#leave();
  }

  #send(): void {
    if (!this.#errand) return;
    this.#reader = new AnswerReader(this.#settings.responseBytesMax);
    this.#socket.write(this.#errand.text, 'utf8');
  }

  #take(chunk: Buffer): void {
    try {
      const answer = this.#reader?.push(chunk);
      if (answer) this.#answered(answer);
      // Nobody asked for what came.
      else if (!this.#errand) this.#leave();
    } catch (flaw) {
      if (!(flaw instanceof HttpFlaw)) throw flaw;
      this.breakOff(flaw.code);
    }
  }

  #endOfAnswer(): void {
    try {
      if (this.#errand && this.#reader) this.#answered({ ...this.#reader.end(), keptMs: 0 });
      this.#leave();
    } catch (flaw) {
      if (!(flaw instanceof HttpFlaw)) throw flaw;
      this.breakOff(flaw.code);
    }
  }

  #answered(answer: HttpAnswer): void {
    this.#end({ kind: 'answered', answer });
    const idleMs = Math.min(this.#settings.idleMs, answer.keptMs - MARGIN_MS);
    // A request that is answered before it was read to its end leaves its rest on the connection.
    if (idleMs > 0 && this.#socket.writableLength === 0) {
      // Bytes that come and go put it off by themselves.
      if (this.#socket.timeout !== idleMs) this.#socket.setTimeout(idleMs);
      this.#settings.onFree(this);
    } else {
      this.#leave();
    }
  }

  #end(ended: HttpExchange): void {
    const errand = this.#errand;
    this.#errand = undefined;
    this.#reader = undefined;
    errand?.end(ended);
  }

  #leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#socket.destroy();
    this.#settings.onLeft(this);
  }
}
