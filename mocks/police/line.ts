// One connection to the police's simulator: frames in, answers out as they get ready, and what goes wrong on the way.
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Mishap, SimulatorContext } from '../simulator.ts';
import type { Damage } from './damage.ts';
import { type Answer, type DailyQuota, kindOf, refusal, replyTo } from './exchange.ts';
import { frameOf, layout, type Message, readMessage, writeAnswer } from './records.ts';

export interface LineSettings {
  readonly context: SimulatorContext;
  readonly quota: DailyQuota;
  readonly damage: Damage;
  /** Ends waits when the simulator closes. */
  readonly closing: AbortSignal;
}

/** After which a connection is dropped whose submission is applied late. */
const DROP_AFTER_MS = 50;

export class Line {
  readonly #settings: LineSettings;
  readonly #socket: Socket;
  readonly #underWay = new Set<Promise<void>>();
  #held: Buffer = Buffer.alloc(0);
  #ending = false;

  constructor(socket: Socket, settings: LineSettings) {
    this.#socket = socket;
    this.#settings = settings;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#received(chunk));
    socket.on('error', () => socket.destroy());
  }

  /** Takes no more questions; ends when those under way are answered. */
  finish(): void {
    this.#ending = true;
    this.#socket.pause();
    if (this.#underWay.size === 0) this.#socket.destroy();
  }

  /** Resolves when nothing of this connection is recorded any more. */
  async close(): Promise<void> {
    this.#ending = true;
    this.#socket.destroy();
    await Promise.all(this.#underWay);
  }

  #received(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const { lengthBytes, maxBytes } = layout.frame;
    while (!this.#ending && this.#held.length >= lengthBytes) {
      const length = this.#held.readUIntBE(0, lengthBytes);
      const message = length <= maxBytes ? this.#held.subarray(lengthBytes, lengthBytes + length) : undefined;
      if (message && message.length < length) return;
      const read = message && readMessage(message);
      if (!read) {
        // Without a header that can be trusted there is nobody to answer.
        this.#socket.destroy();
        return;
      }
      this.#held = this.#held.subarray(lengthBytes + length);
      this.#begin(read);
    }
  }

  #begin(message: Message): void {
    const kind = kindOf(message.head);
    const answered = this.#settings.context.counters.message(
      kind === 'poll' ? 'poll' : 'message',
      Number(message.head['records']),
    );
    const work = this.#serve(message, this.#settings.context.misbehaviour.draw(kind))
      .catch((cause: unknown) => this.#fail(message, cause))
      .finally(() => {
        answered();
        this.#underWay.delete(work);
        if (this.#ending && this.#underWay.size === 0) this.#socket.destroy();
      });
    this.#underWay.add(work);
  }

  async #serve(message: Message, mishap: Mishap): Promise<void> {
    if (mishap.hang) return this.#forgotten();
    const answer = await this.#act(message, mishap);
    if (!answer) return;
    // The wait comes after the act: a slow answer must not make a submission apply later than the police declare.
    if (mishap.delayMs > 0 && !(await this.#waited(mishap.delayMs))) return;
    if (mishap.lostReply) this.#socket.resetAndDestroy();
    else this.#answer(message, answer, mishap.garble);
  }

  /** Does what is asked, and says what to answer; nothing where the connection is dropped meanwhile. */
  async #act(message: Message, mishap: Mishap): Promise<Answer | undefined> {
    if (mishap.maintenance) return refusal('911');
    if (mishap.error) return refusal('999');
    const reply = replyTo(this.#settings.context, this.#settings.quota, message);
    if (!('apply' in reply)) return reply;
    if (mishap.lateApplyMs > 0) {
      await this.#applyLate(reply.apply, mishap.lateApplyMs);
      return undefined;
    }
    const receipt = await reply.apply();
    return mishap.appliedThenError ? refusal('999') : { returnCode: '000', records: [receipt] };
  }

  /** The question stays unanswered for as long as somebody waits for it. */
  async #forgotten(): Promise<void> {
    if (this.#socket.destroyed) return;
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
  }

  async #applyLate(apply: () => Promise<unknown>, afterMs: number): Promise<void> {
    const dropMs = Math.min(DROP_AFTER_MS, afterMs);
    if (!(await this.#waited(dropMs))) return;
    this.#socket.destroy();
    if (await this.#waited(afterMs - dropMs)) await apply();
  }

  #answer({ head }: Message, { returnCode, records }: Answer, garble = false): void {
    if (this.#socket.destroyed) return;
    const content = writeAnswer(head, returnCode, records);
    if (!garble) {
      this.#socket.write(frameOf(content));
      return;
    }
    const { bytes, last } = this.#settings.damage.next(content);
    this.#socket.write(bytes);
    if (last) this.#socket.end();
  }

  /** A fault of the simulator itself answers 999, as a department's own would, and is told on the console. */
  #fail(message: Message, cause: unknown): void {
    console.error(`simulator of police: ${message.head['transaction']} failed`, cause);
    this.#answer(message, refusal('999'));
  }

  async #waited(ms: number): Promise<boolean> {
    try {
      await wait(ms, undefined, { signal: this.#settings.closing });
      return true;
    } catch {
      return false; // only the closing simulator ends a wait
    }
  }
}
