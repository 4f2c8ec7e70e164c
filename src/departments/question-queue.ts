// Questions of one read, from whichever requests, on their way to the department: gathered for as long as the turn of the
// event loop in which the first one came, and longer only while as many messages are out as the read may have.
import { DepartmentFault } from './fault.ts';
import type { Exchange } from './resilience.ts';

export interface QuestionQueueSettings {
  readonly department: string;
  /** Keys a message, messages at once, keys that may wait. */
  readonly batchMax: number;
  readonly concurrency: number;
  readonly waitingMax: number;
  /** How long one who asks waits, for a place and for the answer together. */
  readonly deadlineMs: number;
  readonly nowMs: () => number;
  /** One message. A value a key, in the order of the keys; a fault where only that key failed. */
  readonly ask: (keys: readonly unknown[], exchange: Exchange) => Promise<readonly unknown[]>;
}

export interface Answer {
  readonly value: unknown;
  /** When the message left. */
  readonly askedMs: number;
}

/** Whoever waits for one answer; told once, by the one or the other. */
export interface Asker {
  readonly answered: (value: unknown, askedMs: number) => void;
  /** As a rule with a `DepartmentFault`. */
  readonly failed: (fault: unknown) => void;
}

interface Question {
  readonly key: unknown;
  /** The same object for all questions of one request. */
  readonly exchange: Exchange;
  readonly deadlineMs: number;
  readonly asker: Asker;
}

/** Whoever asks sees to it that no key is asked for twice. */
export class QuestionQueue {
  readonly #settings: QuestionQueueSettings;
  #waiting: Question[] = [];
  /** Messages that are not to be merged with others. */
  readonly #apart: Question[][] = [];
  /** In the order of their deadlines. */
  readonly #unsettled = new Set<Question>();
  #underWay = 0;
  #scheduled = false;
  #watching = false;

  constructor(settings: QuestionQueueSettings) {
    this.#settings = settings;
  }

  /** Rejects with a `DepartmentFault`. */
  ask(key: unknown, exchange: Exchange): Promise<Answer> {
    return new Promise((resolve, failed) => {
      this.put(key, exchange, { answered: (value, askedMs) => resolve({ value, askedMs }), failed });
    });
  }

  /** The same for whoever asks so often that a promise for each question would be felt. */
  put(key: unknown, exchange: Exchange, asker: Asker): void {
    const { department, waitingMax, deadlineMs, nowMs } = this.#settings;
    if (this.#waiting.length >= waitingMax) {
      const message = `Too many questions wait for department ${department}.`;
      asker.failed(new DepartmentFault('unavailable', message, { retryAfterMs: 1_000 }));
      return;
    }
    const question = { key, exchange, deadlineMs: nowMs() + deadlineMs, asker };
    this.#waiting.push(question);
    this.#unsettled.add(question);
    this.#watchDeadlines();
    if (this.#scheduled || !this.#hasPlace()) return;
    this.#scheduled = true;
    // After everything that came in with this turn of the event loop has asked.
    setImmediate(() => {
      this.#scheduled = false;
      this.#sendWaiting();
    });
  }

  #hasPlace(): boolean {
    return this.#underWay < this.#settings.concurrency;
  }

  #sendWaiting(): void {
    while (this.#hasPlace()) {
      const batch = this.#apart.shift() ?? this.#waiting.splice(0, this.#settings.batchMax);
      const questions = batch.filter((question) => this.#unsettled.has(question));
      if (questions.length > 0) void this.#send(questions);
      else if (batch.length === 0) return;
    }
  }

  async #send(questions: readonly Question[]): Promise<void> {
    const { ask, nowMs } = this.#settings;
    const [first] = questions;
    if (!first) return;
    this.#underWay += 1;
    const askedMs = nowMs();
    try {
      const keys = questions.map(({ key }) => key);
      const values = await ask(keys, first.exchange);
      for (let index = 0; index < questions.length; index += 1) {
        this.#settle(questions[index] as Question, values[index], askedMs);
      }
    } catch (fault) {
      this.#failed(questions, fault);
    } finally {
      this.#underWay -= 1;
      this.#sendWaiting();
    }
  }

  #settle(question: Question, value: unknown, askedMs: number): void {
    // One that was told that it is late is told nothing more.
    if (!this.#unsettled.delete(question)) return;
    if (value instanceof DepartmentFault) question.asker.failed(value);
    else question.asker.answered(value, askedMs);
  }

  /** A key to which the department has no proper answer must not take those of other requests along. */
  #failed(questions: readonly Question[], fault: unknown): void {
    const askers = Map.groupBy(questions, ({ exchange }) => exchange);
    if (fault instanceof DepartmentFault && fault.kind === 'broken' && askers.size > 1) {
      this.#apart.push(...askers.values());
      return;
    }
    for (const question of questions) {
      if (this.#unsettled.delete(question)) question.asker.failed(fault);
    }
  }

  #watchDeadlines(): void {
    if (this.#watching) return;
    const [next] = this.#unsettled;
    if (!next) return;
    this.#watching = true;
    const waitMs = Math.max(0, next.deadlineMs - this.#settings.nowMs());
    setTimeout(() => {
      this.#watching = false;
      this.#endLate();
      this.#watchDeadlines();
    }, waitMs).unref();
  }

  #endLate(): void {
    const { department, nowMs } = this.#settings;
    const message = `Department ${department} did not answer within the deadline.`;
    for (const question of this.#unsettled) {
      if (question.deadlineMs > nowMs()) break;
      this.#unsettled.delete(question);
      question.asker.failed(new DepartmentFault('timeout', message));
    }
    this.#waiting = this.#waiting.filter((question) => this.#unsettled.has(question));
  }
}
