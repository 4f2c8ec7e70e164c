// One question at the police's counter: who asks, whether they are open, what they answer, and what they do meanwhile.
import type { SimulatorContext } from '../simulator.ts';
import { answerIntake, answerLookups, answerProgress, examine } from './applications.ts';
import { layout, type Message, type NamedRecord, type ReturnCode, readQuestion, type Values } from './records.ts';
import { answerIdentities, answerResidents } from './residents.ts';
import { dayOf } from './time.ts';

export type MessageKind = 'question' | 'submission' | 'poll';

export interface Answer {
  readonly returnCode: ReturnCode;
  readonly records: readonly Uint8Array[];
}

/** An answer, or for a submission that may be taken in the way to do it, which gives the receipt once it is durable. */
export type Reply = Answer | { readonly apply: () => Promise<Uint8Array> };

type Questions = (context: SimulatorContext, questions: readonly NamedRecord[]) => Uint8Array[];

const QUESTIONS: Readonly<Record<string, Questions>> = {
  Q101: ({ population }, questions) => answerResidents(population, questions),
  Q102: ({ population, now }, questions) => answerIdentities(population, questions, now()),
  Q201: answerLookups,
  Q202: answerProgress,
  Q203: answerIntake,
};
const POLLS = ['Q202', 'Q203'];
const METERED = ['Q101', 'Q102'];

export function kindOf({ transaction }: Values): MessageKind {
  if (transaction?.startsWith('S')) return 'submission';
  return POLLS.includes(transaction ?? '') ? 'poll' : 'question';
}

/** Counts what was asked on each day of the police's calendar. */
export class DailyQuota {
  readonly #limit: number;
  #day = '';
  #used = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether so many records may still be asked on that day; if so, they are used up. */
  use(records: number, day: string): boolean {
    if (day !== this.#day) {
      this.#day = day;
      this.#used = 0;
    }
    if (this.#used + records > this.#limit) return false;
    this.#used += records;
    return true;
  }
}

/** The reply to an intact message, with nothing recorded yet. */
export function replyTo(context: SimulatorContext, quota: DailyQuota, message: Message): Reply {
  const { head, body } = message;
  const denied = denialOf(head);
  if (denied) return refusal(denied);
  if (context.nightClosure()) return refusal('911');
  const records = readQuestion(message);
  if (!records) return refusal('902');
  const transaction = head['transaction'] ?? '';
  if (METERED.includes(transaction) && !quota.use(records.length, dayOf(context.now()))) return refusal('912');
  const answer = QUESTIONS[transaction];
  if (answer) return { returnCode: '000', records: answer(context, records) };
  const intake = examine(context, transaction, records, body);
  return 'take' in intake ? { apply: intake.take } : refusal(intake.refused);
}

export function refusal(returnCode: ReturnCode): Answer {
  return { returnCode, records: [] };
}

function denialOf(head: Values): ReturnCode | undefined {
  const { operator, unit, terminal, purposes } = layout.registration;
  if (head['version'] !== layout.version) return '901';
  if (head['direction'] !== 'Q') return '902';
  if (head['operator'] !== operator) return '903';
  if (head['unit'] !== unit) return '904';
  if (head['terminal'] !== terminal) return '905';
  return Object.values(purposes).includes(head['purpose'] ?? '') ? undefined : '906';
}
