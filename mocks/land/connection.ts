// One client's connection to the staging database: passes PostgreSQL's protocol through to the real server, statement
// by statement, counting each and letting go wrong what shall go wrong.
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Counters, Misbehaviour } from '../simulator.ts';
import { type Ends, exchange } from './exchange.ts';
import { StatementReader } from './statements.ts';
import { MessageSplitter, REFUSED_ENCRYPTION, startupKind, typeOf } from './wire.ts';

export interface Proxied {
  /** Where the door listens. */
  readonly host: string;
  /** Where the real server does. */
  readonly server: NetConnectOpts;
  readonly counters: Counters;
  readonly misbehaviour: Misbehaviour;
}

/** Serves a client until it is gone. Never throws: a broken client loses its connection, the others go on. */
export function serve(client: Socket, proxied: Proxied): void {
  new Connection(client, proxied);
}

class Connection {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #proxied: Proxied;
  readonly #fromClient = new MessageSplitter(true);
  readonly #fromServer = new MessageSplitter(false);
  readonly #statements = new StatementReader();
  readonly #clientGone: Promise<void>;
  #group: Buffer[] = [];
  /** What the client is told when this turn is over. */
  #leaving: Buffer[] = [];
  /** Groups are answered one after the other, in their order. */
  #queue: Promise<void> = Promise.resolve();
  #pending = 0;
  #onReply: ((message: Buffer) => void) | undefined;
  /** Ends the wait for the server's answer. */
  #answered: (() => void) | undefined;
  #loggedIn = false;
  #handshakeDone: (() => void) | undefined;

  constructor(client: Socket, proxied: Proxied) {
    this.#client = client;
    this.#proxied = proxied;
    this.#server = connect(proxied.server);
    for (const socket of [this.#client, this.#server]) {
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
    }
    this.#clientGone = new Promise((resolve) => this.#client.once('close', () => resolve()));
    this.#client.on('data', (bytes) => this.#guard(() => this.#receive(bytes)));
    this.#server.on('data', (bytes) => this.#guard(() => this.#answer(bytes)));
    this.#client.on('drain', () => this.#server.resume());
    void this.#clientGone.then(() => this.#leave());
    this.#server.once('close', () => {
      this.#client.destroy();
      this.#answered?.();
    });
    proxied.counters.connectionOpened();
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch {
      this.#client.destroy();
      this.#server.destroy();
    }
  }

  /** What was under way is carried out to its end without the client. */
  #leave(): void {
    this.#handshakeDone?.();
    if (this.#pending === 0) this.#server.destroy();
  }

  #receive(bytes: Buffer): void {
    this.#fromClient.add(bytes);
    for (let message = this.#fromClient.next(); message !== undefined; message = this.#fromClient.next()) {
      if (this.#fromClient.untyped) this.#start(message);
      else this.#take(message);
    }
  }

  #start(packet: Buffer): void {
    const kind = startupKind(packet);
    if (kind === 'encryption') {
      this.#client.write(REFUSED_ENCRYPTION);
      return;
    }
    this.#server.write(packet);
    this.#fromClient.untyped = false;
    if (kind === 'startup') this.#handshakeDone = once(this.#proxied.counters.message('handshake', 0));
  }

  #take(message: Buffer): void {
    const type = typeOf(message);
    if (!this.#loggedIn || PASSED_ON.has(type)) {
      this.#server.write(message);
      return;
    }
    this.#group.push(message);
    if (type !== 'S' && type !== 'Q') return;
    const group = this.#group;
    this.#group = [];
    this.#pending++;
    this.#queue = this.#queue.then(() => this.#carryOut(group)).finally(() => this.#settle());
  }

  #settle(): void {
    this.#pending--;
    if (this.#client.destroyed && this.#pending === 0) this.#server.destroy();
  }

  async #carryOut(group: readonly Buffer[]): Promise<void> {
    if (this.#client.destroyed) return;
    const { counters, misbehaviour } = this.#proxied;
    try {
      const executed = this.#statements.read(group);
      const kind = executed.find((statement) => statement.kind === 'submission')?.kind ?? executed[0]?.kind;
      if (kind === undefined) {
        await this.#ask(group, this.#toClient);
        return;
      }
      const counted = executed.map((one) => counters.message(one.kind === 'poll' ? 'poll' : 'message', one.records));
      try {
        await exchange(group, kind, misbehaviour.draw(kind), this.#ends, misbehaviour);
      } finally {
        for (const done of counted) done();
      }
    } catch {
      this.#client.destroy();
    }
  }

  get #ends(): Ends {
    return {
      toClient: this.#toClient,
      dropClient: () => void this.#client.destroy(),
      clientGone: this.#clientGone,
      ask: (messages, onReply) => this.#ask(messages, onReply),
    };
  }

  /** The messages of one turn leave in one go, as a server's own do. */
  readonly #toClient = (bytes: Buffer): void => {
    if (this.#leaving.push(bytes) === 1) process.nextTick(this.#send);
  };

  readonly #send = (): void => {
    const bytes = this.#leaving.length === 1 ? this.#leaving[0] : Buffer.concat(this.#leaving);
    this.#leaving = [];
    if (bytes === undefined || this.#client.destroyed) return;
    if (!this.#client.write(bytes)) this.#server.pause();
  };

  async #ask(messages: readonly Buffer[], onReply: (message: Buffer) => void): Promise<void> {
    if (this.#server.destroyed) return;
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    this.#onReply = onReply;
    this.#server.write(Buffer.concat(messages));
    await answered;
    this.#onReply = undefined;
    this.#answered = undefined;
  }

  #answer(bytes: Buffer): void {
    this.#fromServer.add(bytes);
    for (let message = this.#fromServer.next(); message !== undefined; message = this.#fromServer.next()) {
      (this.#onReply ?? this.#toClient)(message);
      if (typeOf(message) === 'Z') this.#ready();
    }
  }

  #ready(): void {
    this.#answered?.();
    if (this.#loggedIn) return;
    this.#loggedIn = true;
    this.#handshakeDone?.();
  }
}

/** Terminate, and data of a running COPY. */
const PASSED_ON = new Set(['X', 'd', 'c', 'f']);

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
