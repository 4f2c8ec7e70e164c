// A case while a change of it is worked out: events are appended, and with each of them comes what follows from it. Writes nothing
// itself.
import { randomUUID } from 'node:crypto';
import { type DueRemedy, remediesDue } from '../history/compensation.ts';
import type { CaseEvent, EventData, EventKind } from '../history/events.ts';
import { type CaseFold, foldCase } from '../history/fold.ts';
import { ownEvent } from '../history/own-event.ts';
import { asStored, contradicts } from '../history/retellings.ts';
import type { DeliveryState } from '../history/transitions.ts';
import type { LockedCase } from '../locked-case.ts';
import type { EventRow, NewEvent } from '../sql/events.ts';
import type { PartRow } from '../sql/parts.ts';

export interface TaskDraft {
  readonly id: string;
  readonly part: string | null;
  readonly kind: string;
  readonly openedAt: Date;
}

/** More consequences than a bundle can have: each part is released, asked, withdrawn or handed to a person a few times at most. */
const CONSEQUENCES_MAX = 50;

/** A case while a change is worked out; folded after each event, so that each carries the state after it. */
export class CaseDraft {
  readonly appended: NewEvent[] = [];
  readonly tasks: TaskDraft[] = [];
  fold: CaseFold;
  readonly #locked: LockedCase;
  readonly #now: Date;
  readonly #deliveries: ReadonlyMap<string, DeliveryState>;
  readonly #events: EventRow[];

  constructor(locked: LockedCase, now: Date, deliveries: ReadonlyMap<string, DeliveryState>) {
    this.#locked = locked;
    this.#now = now;
    this.#deliveries = deliveries;
    this.#events = [...locked.events];
    this.fold = locked.fold;
  }

  append(event: CaseEvent): void {
    const before = this.fold;
    // What stood first stands until a person decides: it may have been acted upon. Said beforehand, so that no state between
    // follows the newcomer.
    if (contradicts(this.#events, event)) {
      this.#own('RESULT_SET_ASIDE', event.part, { contradiction: event.sourceId ?? '' });
    }
    const sequence = this.#locked.row.lastSequence + this.appended.length + 1;
    const row = { ...event, data: asStored(event.data), sequence, state: '', position: null, observedAt: this.#now };
    this.#events.push(row);
    this.fold = foldCase(this.#locked.plan, this.#events, this.fold);
    row.state = (event.part === null ? undefined : this.fold.parts.get(event.part)?.state) ?? this.fold.state;
    this.appended.push(row);
    if (event.part !== null) this.#noteIrregularities(event.part, before);
  }

  /** All events of the case, those that are appended included. */
  get events(): readonly EventRow[] {
    return this.#events;
  }

  /** `cancel` takes submissions out of the queue that nobody has begun to send, and says which it could. */
  async follow(cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<void> {
    for (let round = 0; round < CONSEQUENCES_MAX; round += 1) {
      if (await this.#endUnsent(cancel)) continue;
      const { releasable } = this.fold;
      if (releasable.length > 0) this.#own('LICENCES_RELEASED', null, { parts: releasable });
      const [due] = remediesDue(this.#locked.edition.bundle, this.fold, this.#events);
      if (due) await this.#apply(due, cancel);
      else if (releasable.length === 0) return;
    }
    throw new Error(`Case ${this.#locked.row.number}: the bundle's policy does not come to an end.`);
  }

  /** A withdrawal that was asked for while the message was out needs no answer once it is certain that it never arrived. */
  async #endUnsent(cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<boolean> {
    for (const part of this.#locked.parts) {
      const pending = this.fold.parts.get(part.code)?.state === 'WITHDRAWAL_PENDING';
      if (!pending || !this.#isUnsent(part) || (await cancel([part.id])).length === 0) continue;
      this.#own('WITHDRAWN', part.code, {});
      return true;
    }
    return false;
  }

  #isUnsent(part: PartRow): boolean {
    const delivery = this.#deliveries.get(part.code) ?? part.delivery;
    return delivery === 'QUEUED' || delivery === 'HELD';
  }

  async #apply(remedy: DueRemedy, cancel: (partIds: readonly number[]) => Promise<readonly number[]>): Promise<void> {
    if (remedy.do === 'task') return this.openTask(remedy.task, remedy.part);
    const part = this.#locked.parts.find(({ code }) => code === remedy.part);
    const waits = this.fold.parts.get(remedy.part)?.state === 'WAITING';
    if (waits || (part && this.#isUnsent(part) && (await cancel([part.id])).length > 0))
      return this.#own('WITHDRAWN', remedy.part, {});
    this.#own('WITHDRAWAL_REQUESTED', remedy.part, { remedy: remedy.do });
  }

  /** Contradictions go to a person; a second notice of deficiency is a finding. */
  #noteIrregularities(code: string, before: CaseFold): void {
    const [was, is] = [before.parts.get(code), this.fold.parts.get(code)];
    if (!was || !is) return;
    if (is.setAside.length > was.setAside.length && was.setAside.length === 0) {
      if (!this.#events.some(({ part, kind }) => part === code && kind === 'RESULT_SET_ASIDE'))
        this.#own('RESULT_SET_ASIDE', code, {});
      this.openTask('RESOLVE_CONFLICT', code);
    }
    if (is.deficiencies > was.deficiencies && is.deficiencies > 1) this.#own('LATE_DEFECT_NOTICED', code, {});
  }

  openTask(kind: string, part: string): void {
    const id = randomUUID();
    this.tasks.push({ id, part, kind, openedAt: this.#now });
    this.#own('TASK_OPENED', part, { task: kind, taskId: id });
  }

  #own(kind: EventKind, part: string | null, data: EventData): void {
    this.append(ownEvent(kind, part, this.fold, this.#now, data));
  }
}
