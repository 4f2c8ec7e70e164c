// How one historical case went, as events: received, worked on part by part along the prerequisites, issued, handed over.
import { type CaseEvent, OWN_SOURCE } from '../../src/cases/history/events.ts';
import type { Item } from '../../src/catalogue/catalogue.ts';
import { addWorkingHours, type WorkingTime } from '../../src/time/working-hours.ts';
import type { Chance } from './chance.ts';
import type { HistoricalEdition } from './editions.ts';
import type { Profile } from './profile.ts';

export interface Course {
  readonly edition: HistoricalEdition;
  readonly receivedAt: Date;
  readonly completed: boolean;
}

type Shares = Pick<Profile, 'refused' | 'supplemented' | 'handedOver'>;

/** Events in the order in which they happened. An open case stops somewhere before its last decision. */
export function courseEvents(course: Course, shares: Shares, time: WorkingTime, chance: Chance): readonly CaseEvent[] {
  const { edition, receivedAt, completed } = course;
  const writer = new CourseWriter(time, chance);
  writer.own('CASE_RECEIVED', null, receivedAt, 0);
  const { parts } = edition.plan;
  const decidedAt = new Map<string, Date>();
  const stopAt = completed ? parts.length : chance.below(parts.length);
  const refusedAt = completed && chance.percent(shares.refused) ? parts.length - 1 : -1;
  for (const [index, { code, needs }] of parts.entries()) {
    const item = itemOf(edition, code);
    const readyAt = latest([receivedAt, ...needs.flatMap((need) => decidedAt.get(need) ?? [])]);
    if (index >= stopAt) {
      if (item.kind === 'PROMISED' && index === stopAt) writer.accept(code, item, readyAt);
      break;
    }
    const outcome = index === refusedAt ? 'REFUSED' : 'APPROVED';
    decidedAt.set(code, writer.decide(code, item, readyAt, outcome, chance.percent(shares.supplemented)));
  }
  if (completed)
    release(writer, edition, refusedAt, latest([...decidedAt.values()]), chance.percent(shares.handedOver));
  return writer.events;
}

/** Under ALL a refusal releases nothing; the rest of the rules releases what was approved. */
function release(
  writer: CourseWriter,
  edition: HistoricalEdition,
  refusedAt: number,
  at: Date,
  handedOver: boolean,
): void {
  const { issuance, parts } = edition.plan;
  const group = new Set(issuance.group);
  const refused = parts[refusedAt]?.code;
  const closed = refused !== undefined && issuance.rule === 'ALL' && group.has(refused);
  const withLicence = parts.map(({ code }) => code).filter((code) => itemOf(edition, code).licences.length > 0);
  const released = withLicence.filter((code) => code !== refused && !(closed && group.has(code)));
  if (released.length === 0) return;
  writer.own('LICENCES_RELEASED', null, at, 0, { parts: released });
  if (handedOver && refused === undefined) writer.own('HANDED_OVER', null, new Date(at.getTime() + 600_000), 0);
}

class CourseWriter {
  readonly events: CaseEvent[] = [];
  readonly #time: WorkingTime;
  readonly #chance: Chance;

  constructor(time: WorkingTime, chance: Chance) {
    this.#time = time;
    this.#chance = chance;
  }

  own(
    kind: CaseEvent['kind'],
    part: string | null,
    at: Date,
    sourceSequence: number,
    data: CaseEvent['data'] = {},
  ): void {
    this.events.push({ kind, part, at, source: OWN_SOURCE, sourceId: null, sourceSequence, data });
  }

  accept(part: string, item: Item, readyAt: Date): Date {
    const at = this.#after(readyAt, 1);
    this.#step(part, item, 1, 'ACCEPTED', at, {});
    return at;
  }

  /** When it was decided. */
  decide(part: string, item: Item, readyAt: Date, outcome: 'APPROVED' | 'REFUSED', supplemented: boolean): Date {
    const data =
      outcome === 'APPROVED'
        ? { licences: item.licences.map((kind) => ({ kind, number: `${kind}-${this.#chance.below(1_000_000_000)}` })) }
        : { reason: '不符合法定条件' };
    if (item.kind === 'ON_THE_SPOT') {
      const at = this.#after(readyAt, 0.9);
      this.#step(part, item, 1, outcome, at, data);
      return at;
    }
    let step = 1;
    let from = readyAt;
    if (supplemented) {
      from = this.#after(from, 2);
      this.#step(part, item, step, 'DEFICIENT', from, { reason: '材料不齐全' });
      from = this.#after(from, 6);
      this.own('RESUBMITTED', part, from, step);
      step += 1;
    }
    const acceptedAt = this.#after(from, 1);
    this.#step(part, item, step, 'ACCEPTED', acceptedAt, {});
    const decidedAt = this.#after(acceptedAt, hoursOf(item) * 0.95);
    this.#step(part, item, step + 1, outcome, decidedAt, data);
    return decidedAt;
  }

  #step(part: string, item: Item, sequence: number, kind: CaseEvent['kind'], at: Date, data: CaseEvent['data']): void {
    this.events.push({ kind, part, at, source: item.department.code, sourceId: null, sourceSequence: sequence, data });
  }

  /** At most so many working hours later; sooner more often than later. */
  #after(from: Date, hoursMax: number): Date {
    const share = (this.#chance.below(10_000) * this.#chance.below(10_000)) / 100_000_000;
    const at = addWorkingHours(this.#time, from.getTime(), Math.max(1 / 60, hoursMax * share));
    if (at.kind === 'unpublished')
      throw new Error(`The calendar of ${at.year} is not published; end the history earlier.`);
    return new Date(Math.floor(at.value));
  }
}

function itemOf({ bundle }: HistoricalEdition, code: string): Item {
  const part = bundle.parts.find((each) => each.code === code);
  if (part) return part.item;
  throw new Error(`Bundle ${bundle.code} has no part "${code}".`);
}

/** Of the promise; the day of acceptance is not counted, so a day is all of it. */
function hoursOf({ timeLimit }: Item): number {
  return timeLimit.unit === 'WORKING_HOUR' ? timeLimit.amount : timeLimit.amount * 6.5;
}

function latest(times: readonly Date[]): Date {
  return new Date(Math.max(...times.map((time) => time.getTime())));
}
