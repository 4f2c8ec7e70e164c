// What all departments took in, in one durable file: the journal's line, a tab, and what the department keeps.
// One sequence over all departments, without gaps, in the order of the file.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CentreClock } from './clock.ts';
import { order } from './course.ts';
import { type Appended, DurableLog, type Place } from './durable-log.ts';

const shared = { department: z.string(), key: z.string(), ms: z.number() };
const record = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.literal('take'),
    effect: z.string(),
    reference: z.string(),
    detail: z.record(z.string(), z.unknown()),
    order,
  }),
  z.object({ ...shared, kind: z.literal('amend'), of: z.string(), amendment: z.enum(['supplement', 'withdrawal']) }),
  z.object({ ...shared, kind: z.literal('decide'), order }),
  z.object({ ...shared, kind: z.literal('told'), upTo: z.number() }),
]);
export type LedgerRecord = z.infer<typeof record>;
export type TakeRecord = Extract<LedgerRecord, { kind: 'take' }>;

/** One effect as the journal shows it, before it has a number. */
export interface Effect {
  readonly department: string;
  readonly effect: string;
  readonly key: string;
  readonly payloadSha256: string;
}

/** Where a reader of the journal may start: every so many numbers. */
const LANDMARK_EVERY = 256;

export class Ledger {
  readonly clock: CentreClock;
  readonly #log: DurableLog;
  #sequence: number;
  readonly #landmarks: number[];

  private constructor(clock: CentreClock, log: DurableLog, sequence: number, landmarks: number[]) {
    this.clock = clock;
    this.#log = log;
    this.#sequence = sequence;
    this.#landmarks = landmarks;
  }

  /** `replay` sees every record of earlier runs, in order. */
  static async open(
    folder: string,
    clock: CentreClock,
    replay: (record: LedgerRecord, place: Place) => void,
  ): Promise<Ledger> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'ledger.log');
    const landmarks: number[] = [];
    let sequence = 0;
    const log = await DurableLog.open(path, (line, place) => {
      const [journal = '', kept = ''] = line.split('\t', 2);
      if (journal !== '') {
        if (sequence % LANDMARK_EVERY === 0) landmarks.push(place.start);
        sequence += 1;
      }
      replay(parseRecord(kept, path, place), place);
    });
    return new Ledger(clock, log, sequence, landmarks);
  }

  /** Appends a record, with its effect in the journal where it has one. */
  append(kept: LedgerRecord, effect: Effect | null): Appended {
    // Nobody waits for a note of what listeners were told.
    const urgent = kept.kind !== 'told';
    const journal = effect === null ? '' : this.#number(effect, kept.ms);
    const appended = this.#log.append(`${journal}\t${JSON.stringify(kept)}`, urgent);
    if (effect !== null && (this.#sequence - 1) % LANDMARK_EVERY === 0) this.#landmarks.push(appended.start);
    return appended;
  }

  isDurable(end: number): boolean {
    return this.#log.isDurable(end);
  }

  /** The intake record that stands at a place. */
  readTake(place: Place): TakeRecord {
    const kept = JSON.parse(this.#log.read(place).split('\t', 2)[1] ?? '') as LedgerRecord;
    if (kept.kind !== 'take') throw new Error(`${this.#log.path} holds no application at byte ${place.start}`);
    return kept;
  }

  /** The durable journal after a number, as lines of JSON. */
  async *journal(after: number): AsyncGenerator<string> {
    const landmark = Math.floor(after / LANDMARK_EVERY);
    const start = this.#landmarks[landmark];
    if (start === undefined) return;
    let sequence = landmark * LANDMARK_EVERY;
    for await (const { line } of this.#log.lines(start)) {
      const end = line.indexOf('\t');
      if (end === 0) continue;
      sequence += 1;
      if (sequence > after) yield line.slice(0, end);
    }
  }

  close(): Promise<void> {
    return this.#log.close();
  }

  #number({ department, effect, key, payloadSha256 }: Effect, ms: number): string {
    this.#sequence += 1;
    const at = this.clock.at(ms).toISOString();
    return JSON.stringify({ seq: this.#sequence, at, department, effect, key, payloadSha256 });
  }
}

function parseRecord(text: string, path: string, place: Place): LedgerRecord {
  try {
    return record.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged at byte ${place.start}; restore it or choose an empty MOCKS_DATA`, { cause });
  }
}
