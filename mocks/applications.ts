// The applications of one department: an index in memory over the ledger, where what the department keeps stays.
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { begin, type Course, decide, happened, type Moment, type Order, supplement, withdraw } from './course.ts';
import type { DecisionBook } from './decisions.ts';
import type { Place } from './durable-log.ts';
import type { Ledger, LedgerRecord, TakeRecord } from './ledger.ts';
import type { Application, Applications, Step } from './simulator.ts';

interface Entry {
  readonly key: string;
  readonly place: Place;
  readonly takenMs: number;
  readonly course: Course;
  /** How many steps the listeners were told of. */
  told: number;
  telling: boolean;
  /** Set until the intake is durable. */
  durable: Promise<void> | undefined;
}

const RETELL_MS = 1000;
/** Most applications are asked about soon after they came; older ones are read from the ledger again. */
const RECENT_MAX = 2_000;

type StepListener = (application: Application, step: Step) => void | Promise<void>;

export class ApplicationBook implements Applications {
  readonly nextSerial: (name: string) => number;
  readonly #department: string;
  readonly #ledger: () => Ledger;
  readonly #decisions: DecisionBook;
  readonly #report: (problem: string, cause: unknown) => void;
  readonly #intake: Entry[] = [];
  readonly #byKey = new Map<string, Entry>();
  readonly #amendments = new Map<string, { entry: Entry; recordEnd: number; durable: Promise<void> | undefined }>();
  readonly #recent = new LRUCache<Entry, TakeRecord>({ max: RECENT_MAX });
  readonly #listeners: StepListener[] = [];
  readonly #timers = new Map<Entry, NodeJS.Timeout>();
  #closed = false;

  constructor(parts: {
    department: string;
    /** Asked for late, because the ledger replays into this book while it opens. */
    ledger: () => Ledger;
    decisions: DecisionBook;
    nextSerial: (name: string) => number;
    /** Told of listeners that failed. */
    report: (problem: string, cause: unknown) => void;
  }) {
    this.#department = parts.department;
    this.#ledger = parts.ledger;
    this.#decisions = parts.decisions;
    this.nextSerial = parts.nextSerial;
    this.#report = parts.report;
  }

  readonly take: Applications['take'] = async ({ key, effect, reference, payload, detail, unlessTaken }) => {
    const earlier = unlessTaken ? this.#byKey.get(key) : undefined;
    if (earlier !== undefined) {
      await earlier.durable;
      return this.#application(earlier);
    }
    const order = this.#byKey.has(key) ? this.#decisions.usual : this.#decisions.orderFor(key);
    const ms = this.#ledger().clock.machineMs();
    const record: TakeRecord = {
      kind: 'take',
      department: this.#department,
      key,
      effect,
      reference,
      detail,
      order,
      ms,
    };
    const appended = this.#ledger().append(record, {
      department: this.#department,
      effect,
      key,
      payloadSha256: sha256(payload),
    });
    const entry = this.#enter(record, { start: appended.start, end: appended.end });
    this.#recent.set(entry, record);
    entry.durable = appended.durable;
    await appended.durable;
    entry.durable = undefined;
    this.#arm(entry);
    return this.#application(entry, record);
  };

  readonly amend: Applications['amend'] = async ({ key, of, kind, payload, unlessTaken }) => {
    const entry = this.#byKey.get(of);
    if (entry === undefined) throw new Error(`${this.#department} has no application ${of} to amend; look with find`);
    await entry.durable;
    const earlier = unlessTaken ? this.#amendments.get(key) : undefined;
    if (earlier !== undefined) {
      await earlier.durable;
      return this.#application(entry);
    }
    const effect = kind === 'withdrawal' ? `${this.#read(entry).effect}-withdrawal` : null;
    const ms = this.#ledger().clock.machineMs();
    const record: LedgerRecord = { kind: 'amend', department: this.#department, key, of, amendment: kind, ms };
    const appended = this.#ledger().append(
      record,
      effect === null ? null : { department: this.#department, effect, key, payloadSha256: sha256(payload) },
    );
    this.#amendEntry(entry, record, appended.end);
    const amendment = { entry, recordEnd: appended.end, durable: appended.durable as Promise<void> | undefined };
    if (!this.#amendments.has(key)) this.#amendments.set(key, amendment);
    await appended.durable;
    amendment.durable = undefined;
    this.#arm(entry);
    return this.#application(entry);
  };

  readonly find: Applications['find'] = (key) => {
    const amendment = this.#amendments.get(key);
    const entry =
      this.#byKey.get(key) ??
      (amendment && this.#ledger().isDurable(amendment.recordEnd) ? amendment.entry : undefined);
    return entry && this.#ledger().isDurable(entry.place.end) ? this.#application(entry) : undefined;
  };

  readonly since: Applications['since'] = (after, first) =>
    this.#intake
      .slice(after, after + first)
      .filter((entry) => this.#ledger().isDurable(entry.place.end))
      .map((entry, index) => ({
        position: after + index + 1,
        key: entry.key,
        at: this.#ledger().clock.at(entry.takenMs),
      }));

  readonly onStep: Applications['onStep'] = (listener) => {
    this.#listeners.push(listener);
    for (const entry of this.#byKey.values()) this.#arm(entry);
  };

  /**
   * An official's order for one key, durable before it resolves. For a key that has not arrived it waits; otherwise
   * it acts at once or is refused with the reason.
   */
  async decide(key: string, order: Order): Promise<{ arrived: boolean } | { refused: string }> {
    const entry = this.#byKey.get(key);
    if (entry === undefined && order.outcome === 'resume')
      return { refused: 'it has not arrived, and nothing is SUSPENDED' };
    const ms = this.#ledger().clock.machineMs();
    if (entry !== undefined) {
      const trial = decide(structuredClone(entry.course), order, { ms, recordEnd: 0 });
      if (trial !== undefined) return trial;
    }
    const record: LedgerRecord = { kind: 'decide', department: this.#department, key, order, ms };
    const appended = this.#ledger().append(record, null);
    this.replay(record, appended);
    await appended.durable;
    if (entry !== undefined) this.#arm(entry);
    return { arrived: entry !== undefined };
  }

  /** Takes up a record of the ledger: of an earlier run, or one just appended. */
  replay(record: LedgerRecord, place: Place): void {
    switch (record.kind) {
      case 'take':
        if (!this.#byKey.has(record.key)) this.#decisions.orderFor(record.key);
        this.#enter(record, { start: place.start, end: place.end });
        return;
      case 'amend': {
        const entry = this.#byKey.get(record.of);
        if (entry === undefined) return;
        this.#amendEntry(entry, record, place.end);
        if (!this.#amendments.has(record.key)) {
          this.#amendments.set(record.key, { entry, recordEnd: place.end, durable: undefined });
        }
        return;
      }
      case 'decide': {
        const entry = this.#byKey.get(record.key);
        if (entry === undefined) this.#decisions.orderAhead(record.key, record.order);
        else decide(entry.course, record.order, { ms: record.ms, recordEnd: place.end });
        return;
      }
      case 'told': {
        const entry = this.#byKey.get(record.key);
        if (entry !== undefined) entry.told = record.upTo;
      }
    }
  }

  /** Nothing is told any more. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** A second intake under a key is kept and journalled, and takes part in the first one's course. */
  #enter(record: TakeRecord, place: Place): Entry {
    const first = this.#byKey.get(record.key);
    const course = first?.course ?? begin(record.order, { ms: record.ms, recordEnd: place.end });
    const entry = { key: record.key, place, takenMs: record.ms, course, told: 0, telling: false, durable: undefined };
    this.#intake.push(entry);
    if (first === undefined) this.#byKey.set(record.key, entry);
    return entry;
  }

  #amendEntry(entry: Entry, record: Extract<LedgerRecord, { kind: 'amend' }>, recordEnd: number): void {
    const moment: Moment = { ms: record.ms, recordEnd };
    if (record.amendment === 'supplement') supplement(entry.course, moment);
    else withdraw(entry.course, moment);
  }

  #read(entry: Entry): TakeRecord {
    const recent = this.#recent.get(entry);
    if (recent !== undefined) return recent;
    const read = this.#ledger().readTake(entry.place);
    this.#recent.set(entry, read);
    return read;
  }

  #application(entry: Entry, record: TakeRecord = this.#read(entry)): Application {
    const { key, effect, reference, detail } = record;
    return { key, effect, reference, detail, steps: this.#visibleSteps(entry) };
  }

  #visibleSteps(entry: Entry): Step[] {
    const { clock } = this.#ledger();
    const { steps } = entry.course;
    const due = steps.slice(0, happened(entry.course, clock.machineMs()));
    const pending = due.findIndex((step) => !this.#ledger().isDurable(step.recordEnd));
    const visible = pending < 0 ? due : due.slice(0, pending);
    return visible.map(({ kind, dueMs, reason }, index) => ({
      sequence: index + 1,
      kind,
      at: clock.at(dueMs),
      reason,
    }));
  }

  /** Sets the timer for the next step that listeners were not told of. */
  #arm(entry: Entry, atLeastMs = 0): void {
    if (this.#closed || this.#listeners.length === 0 || entry.telling || this.#byKey.get(entry.key) !== entry) return;
    clearTimeout(this.#timers.get(entry));
    const next = entry.course.steps[entry.told];
    if (next === undefined || !this.#ledger().isDurable(next.recordEnd)) {
      this.#timers.delete(entry);
      return;
    }
    const waitMs = Math.max(atLeastMs, next.dueMs - this.#ledger().clock.machineMs());
    this.#timers.set(
      entry,
      setTimeout(() => void this.#tell(entry), waitMs),
    );
  }

  async #tell(entry: Entry): Promise<void> {
    this.#timers.delete(entry);
    entry.telling = true;
    const application = this.#application(entry);
    const toldBefore = entry.told;
    let failed = false;
    try {
      for (const step of application.steps.slice(entry.told)) {
        await Promise.all(this.#listeners.map((listener) => listener(application, step)));
        entry.told = step.sequence;
      }
    } catch (cause) {
      failed = true;
      this.#report(`${this.#department} could not be told of a step of ${entry.key}; it is told again later`, cause);
    }
    entry.telling = false;
    if (this.#closed) return;
    if (entry.told > toldBefore) this.#markTold(entry);
    this.#arm(entry, failed ? RETELL_MS : 0);
  }

  /** Not waited for: a crash before it means that the step is told once more. */
  #markTold(entry: Entry): void {
    const ms = this.#ledger().clock.machineMs();
    const record: LedgerRecord = { kind: 'told', department: this.#department, key: entry.key, upTo: entry.told, ms };
    this.#ledger()
      .append(record, null)
      .durable.catch((cause) => this.#report(`${this.#department} could not note a step of ${entry.key}`, cause));
  }
}

function sha256(payload: Uint8Array | string): string {
  return hash('sha256', payload);
}
