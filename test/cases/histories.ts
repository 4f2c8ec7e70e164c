// Histories of cases as they may come about: each department numbers its steps, the centre's own events say after which step they
// happened. The walk keeps its own account of every part, against which the fold is held.
import fc, { type GeneratorValue } from 'fast-check';
import { type CaseEvent, type EventKind, OWN_SOURCE } from '../../src/cases/history/events.ts';
import type { CasePlan, PlannedPart } from '../../src/cases/history/fold.ts';
import { movePart, type PartState, settledStates } from '../../src/cases/history/transitions.ts';

export interface History {
  readonly plan: CasePlan;
  /** In the order in which they happened. */
  readonly events: readonly CaseEvent[];
  /** What the walk knows each part to be. */
  readonly states: ReadonlyMap<string, PartState>;
  /** Whatever any part was on the way. */
  readonly passed: ReadonlySet<PartState>;
  /** Events of the history that were not legal where they stand. */
  readonly illegal: ReadonlySet<CaseEvent>;
}

const STEPS: readonly EventKind[] = [
  'ACCEPTED',
  'NOT_ACCEPTED',
  'DEFICIENT',
  'SUSPENDED',
  'RESUMED',
  'APPROVED',
  'REFUSED',
  'WITHDRAWN',
  'WITHDRAWAL_REFUSED',
  'REVOKED',
];
const OWN: readonly EventKind[] = [
  'DELIVERY_ACKNOWLEDGED',
  'DELIVERY_HELD',
  'DELIVERY_UNKNOWN',
  'DELIVERY_REFUSED',
  'DEEMED_ACCEPTED',
  'RESUBMITTED',
  'WITHDRAWAL_REQUESTED',
  'WITHDRAWN',
  'TASK_OPENED',
  'REVOKED',
];
const NEWS: ReadonlySet<EventKind> = new Set<EventKind>([
  'DELIVERY_ACKNOWLEDGED',
  'DELIVERY_HELD',
  'DELIVERY_UNKNOWN',
  'TASK_OPENED',
]);
const TICKS_MAX = 40;
const FIRST_AT = Date.parse('2026-11-02T01:00:00Z');

export interface HistorySettings {
  /** Whether events occur that are not legal where they stand. */
  readonly illegal: boolean;
}

export function history(draw: GeneratorValue, settings: HistorySettings): History {
  const plan = drawPlan(draw);
  const walk = new Walk(plan);
  const passed = new Set(walk.states().values());
  const ticks = draw(fc.nat, { max: TICKS_MAX });
  for (let tick = 0; tick < ticks; tick += 1) {
    const open = plan.parts.filter(({ code }) => walk.isOpen(code));
    const part = open[draw(fc.nat, { max: Math.max(0, open.length - 1) })];
    if (!part) break;
    const own = draw(fc.boolean);
    const wanted = settings.illegal && draw(fc.nat, { max: 5 }) === 0 ? 'illegal' : 'legal';
    const kinds = (own ? OWN : STEPS).filter((kind) => walk.isLegal(part.code, kind) === (wanted === 'legal'));
    const kind = kinds[draw(fc.nat, { max: Math.max(0, kinds.length - 1) })];
    if (kind) walk.happen(part.code, kind, own);
    for (const state of walk.states().values()) passed.add(state);
  }
  return { plan, events: walk.events, states: walk.states(), passed, illegal: walk.illegal };
}

function drawPlan(draw: GeneratorValue): CasePlan {
  const count = 1 + draw(fc.nat, { max: 4 });
  const parts: PlannedPart[] = [];
  for (let index = 0; index < count; index += 1) {
    const needs = parts.map(({ code }) => code).filter(() => draw(fc.nat, { max: 2 }) === 0);
    parts.push({ code: `part-${index}`, needs, kind: 'PROMISED', grants: draw(fc.boolean) });
  }
  const codes = parts.map(({ code }) => code);
  const rule = draw(fc.constantFrom<('ALL' | 'AVAILABLE' | 'LEAD')[]>, 'ALL', 'AVAILABLE', 'LEAD');
  return { parts, issuance: { rule, group: codes, ...(rule === 'LEAD' ? { lead: codes[0] ?? '' } : {}) } };
}

interface Walked {
  state: PartState;
  beneath: PartState;
  steps: number;
  wasApproved: boolean;
}

class Walk {
  readonly events: CaseEvent[] = [];
  readonly illegal = new Set<CaseEvent>();
  readonly #plan: CasePlan;
  readonly #parts = new Map<string, Walked>();

  constructor(plan: CasePlan) {
    this.#plan = plan;
    for (const { code } of plan.parts) {
      this.#parts.set(code, { state: 'IN_REVIEW', beneath: 'IN_REVIEW', steps: 0, wasApproved: false });
    }
  }

  states(): ReadonlyMap<string, PartState> {
    const hopeless = new Set<string>();
    return new Map(
      this.#plan.parts.map(({ code, needs }) => {
        const ended = (other: string) => {
          const { wasApproved, state } = this.#part(other);
          return hopeless.has(other) || (!wasApproved && settledStates.has(state) && this.#ready(other));
        };
        if (this.#ready(code)) return [code, this.#part(code).state];
        if (needs.some(ended)) hopeless.add(code);
        return [code, hopeless.has(code) ? 'WITHDRAWN' : 'WAITING'];
      }),
    );
  }

  /** Prerequisites are met: nothing happens to a part before, and nobody is told of it. */
  isOpen(code: string): boolean {
    return this.#ready(code);
  }

  isLegal(code: string, kind: EventKind): boolean {
    return NEWS.has(kind) || this.#next(this.#part(code), kind) !== undefined;
  }

  happen(code: string, kind: EventKind, own: boolean): void {
    const part = this.#part(code);
    if (!own) part.steps += 1;
    const happened = this.events.length;
    const event: CaseEvent = {
      kind,
      part: code,
      at: new Date(FIRST_AT + happened * 1_000),
      source: own ? OWN_SOURCE : 'department',
      sourceId: own ? null : `${code}-${part.steps}`,
      sourceSequence: part.steps,
      sequence: happened + 1,
      data: kind === 'APPROVED' ? { licences: [{ kind: '证照', number: code }], evidence: { 证明: code } } : {},
    };
    this.events.push(event);
    if (NEWS.has(kind)) return;
    const next = this.#next(part, kind);
    if (!next) {
      this.illegal.add(event);
      return;
    }
    Object.assign(part, next);
    part.wasApproved ||= kind === 'APPROVED';
  }

  #next({ state, beneath }: Walked, kind: EventKind): Pick<Walked, 'state' | 'beneath'> | undefined {
    const moved = movePart(state, kind);
    if (moved === 'WITHDRAWAL_PENDING') return { state: moved, beneath: state };
    if (moved) return { state: moved, beneath };
    if (state !== 'WITHDRAWAL_PENDING') return undefined;
    if (kind === 'WITHDRAWAL_REFUSED') return { state: beneath, beneath };
    const under = movePart(beneath, kind);
    return under && under !== 'WITHDRAWAL_PENDING' ? { state, beneath: under } : undefined;
  }

  #ready(code: string): boolean {
    const needs = this.#plan.parts.find((part) => part.code === code)?.needs ?? [];
    return needs.every((other) => this.#part(other).wasApproved);
  }

  #part(code: string): Walked {
    const part = this.#parts.get(code);
    if (part) return part;
    throw new Error(`There is no part ${code}`);
  }
}
