// A case's state as a pure fold of its events: the same events in any order of arrival give the same state.
// Order is taken from the events' own source: a department numbers its steps 1, 2, 3 … for each part, and each of our own
// events says after which step it happened. A step whose predecessor has not arrived waits; an illegal one is set aside.
import type { JsonObject } from '../../departments/port.ts';
import { type CaseState, caseState } from './case-state.ts';
import { type CaseEvent, type EventKind, OWN_SOURCE } from './events.ts';
import { movePart, type PartState, settledStates } from './transitions.ts';

/** What the fold must know of the bundle; parts stand in the order of their prerequisites. */
export interface CasePlan {
  readonly parts: readonly PlannedPart[];
  readonly issuance: {
    readonly rule: 'ALL' | 'AVAILABLE' | 'LEAD';
    readonly group: readonly string[];
    readonly lead?: string;
  };
}
export interface PlannedPart {
  readonly code: string;
  readonly needs: readonly string[];
  readonly kind: 'ON_THE_SPOT' | 'PROMISED';
  /** False for a check that grants nothing. */
  readonly grants: boolean;
}

export interface PartFold {
  readonly code: string;
  readonly state: PartState;
  /** Steps of the department that were applied: 1 to this. */
  readonly stepsApplied: number;
  /** Events that arrived before their turn. */
  readonly early: number;
  /** Events that are not legal where they stand, or contradict one that is. */
  readonly setAside: readonly CaseEvent[];
  readonly acceptedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
  readonly licences: readonly { readonly kind: string; readonly number: string }[];
  readonly evidence: JsonObject;
  /** It was approved at some time, even where that was revoked later. */
  readonly wasApproved: boolean;
  /** Withdrawals asked for, by why; and how many the department refused. */
  readonly asked: { readonly withdraw: number; readonly revoke: number; readonly refused: number };
  /** How often the department found something missing or wrong. */
  readonly deficiencies: number;
  /** The department ended it, or took back what it had granted, and nobody had asked for that. */
  readonly endedUnasked: boolean;
}

export interface CaseFold {
  readonly state: CaseState;
  readonly kind: 'ON_THE_SPOT' | 'PROMISED' | null;
  readonly parts: ReadonlyMap<string, PartFold>;
  readonly released: ReadonlySet<string>;
  readonly releasedAt: Date | null;
  /** Parts whose licences are released and were not handed over. */
  readonly toHandOver: readonly string[];
  /** When the last of the released licences were handed over; null while some were not. */
  readonly handedOverAt: Date | null;
  readonly issuance: 'WAITING' | 'READY' | 'RELEASED' | 'HANDED_OVER';
  /** Parts whose licences the bundle's rule allows to be released now. */
  readonly releasable: readonly string[];
}

/** Events that stay as they are, as they come from a reading, folded once however many look at them. */
export function foldOnce(plan: CasePlan, events: readonly CaseEvent[]): CaseFold {
  const known = folds.get(events);
  if (known?.plan === plan) return known.fold;
  return keepFold(plan, events, foldCase(plan, events));
}

/** For those who fold the same events once: they were folded already. */
export function keepFold(plan: CasePlan, events: readonly CaseEvent[], fold: CaseFold): CaseFold {
  folds.set(events, { plan, fold });
  return fold;
}

const folds = new WeakMap<readonly CaseEvent[], { readonly plan: CasePlan; readonly fold: CaseFold }>();

/** `before`: the fold of all but the last of the events; what that one does not concern stays as it was. */
export function foldCase(plan: CasePlan, events: readonly CaseEvent[], before?: CaseFold): CaseFold {
  const parts = new Map<string, PartFold>();
  for (const planned of plan.parts) {
    const { code } = planned;
    const initial = initialState(planned, parts);
    const known = before?.parts.get(code);
    const stays = before && known && events.at(-1)?.part !== code && initialState(planned, before.parts) === initial;
    const own = () => events.filter(({ part }) => part === code);
    parts.set(code, stays ? known : foldPart(code, initial, own()));
  }
  const releases = events.filter(({ kind }) => kind === 'LICENCES_RELEASED');
  const released = new Set(releases.flatMap(({ data }) => data.parts ?? []));
  const handOvers = events.filter(({ kind }) => kind === 'HANDED_OVER');
  const handedOverParts = new Set(handOvers.flatMap(({ data }) => data.parts ?? [...released]));
  const toHandOver = plan.parts
    .map(({ code }) => code)
    .filter((code) => released.has(code) && !handedOverParts.has(code));
  const handedOver = handOvers.length > 0 && toHandOver.length === 0;
  const releasable = releasableParts(plan, parts).filter((code) => !released.has(code));
  const has = (kind: EventKind) => events.some((event) => event.kind === kind);
  const folded = [...parts.values()];
  const state = caseState({
    parts: folded.map((part) => part.state),
    granted: plan.parts.some(({ code, grants }) => grants && parts.get(code)?.state === 'APPROVED'),
    decided: folded.some(({ decidedAt }) => decidedAt !== null),
    rootsAccepted: rootsAccepted(plan.parts, parts),
    releasable: releasable.length > 0,
    handedOver,
    withdrawalAsked: has('CASE_WITHDRAWAL_REQUESTED'),
    lapsed: has('CASE_LAPSED'),
  });
  return {
    state,
    kind: caseKind(plan, parts),
    parts,
    released,
    toHandOver,
    handedOverAt: handedOver ? latest(handOvers.map(({ at }) => at)) : null,
    releasedAt: earliest(releases.map(({ at }) => at)),
    issuance: handedOver ? 'HANDED_OVER' : released.size > 0 ? 'RELEASED' : releasable.length > 0 ? 'READY' : 'WAITING',
    releasable,
  };
}

function initialState({ needs }: PlannedPart, before: ReadonlyMap<string, PartFold>): PartState {
  const prerequisites = needs.map((code) => before.get(code));
  if (prerequisites.every((part) => part?.wasApproved)) return 'IN_REVIEW';
  const hopeless = prerequisites.some((part) => part && !part.wasApproved && settledStates.has(part.state));
  return hopeless ? 'WITHDRAWN' : 'WAITING';
}

interface Progressing {
  state: PartState;
  /** What stands beneath a pending withdrawal. */
  beneath: PartState;
  acceptedAt: Date | null;
  decidedAt: Date | null;
  reason: string | null;
  licences: PartFold['licences'];
  evidence: JsonObject;
  wasApproved: boolean;
  asked: { withdraw: number; revoke: number; refused: number };
  deficiencies: number;
  endedUnasked: boolean;
}

function foldPart(code: string, initial: PartState, events: readonly CaseEvent[]): PartFold {
  const part: Progressing = {
    state: initial,
    beneath: initial,
    acceptedAt: null,
    decidedAt: null,
    reason: null,
    licences: [],
    evidence: {},
    wasApproved: false,
    asked: { withdraw: 0, revoke: 0, refused: 0 },
    deficiencies: 0,
    endedUnasked: false,
  };
  const setAside: CaseEvent[] = [];
  const contradictions = new Set(events.flatMap(({ data }) => data.contradiction ?? []));
  const ordered = inSourceOrder(events);
  let step = 0;
  let early = 0;
  for (const event of ordered) {
    const isStep = event.source !== OWN_SOURCE;
    const contradicts = event.sourceId !== null && contradictions.has(event.sourceId);
    if (isStep && (contradicts || event.sourceSequence <= step)) {
      setAside.push(event);
      continue;
    }
    const waits = initial === 'WAITING' && (isStep || event.kind !== 'WITHDRAWN');
    if (waits || event.sourceSequence > step + (isStep ? 1 : 0)) {
      early += 1;
      continue;
    }
    if (isStep) step = event.sourceSequence;
    if (!applyEvent(part, event)) setAside.push(event);
  }
  const { beneath: _beneath, ...folded } = part;
  return { code, ...folded, stepsApplied: step, early, setAside };
}

/** By step; our own events after the step they follow, as they were written; repetitions of one step by their ids. */
export function inSourceOrder(events: readonly CaseEvent[]): readonly CaseEvent[] {
  return [...events].sort(
    (a, b) =>
      a.sourceSequence - b.sourceSequence ||
      Number(a.source === OWN_SOURCE) - Number(b.source === OWN_SOURCE) ||
      (a.source === OWN_SOURCE ? (a.sequence ?? 0) - (b.sequence ?? 0) : compare(a.sourceId ?? '', b.sourceId ?? '')) ||
      a.at.getTime() - b.at.getTime() ||
      compare(a.kind, b.kind),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Events that tell of the delivery axis, of people's work or of a visit move nothing here and are legal anywhere. */
const NEWS: ReadonlySet<EventKind> = new Set<EventKind>([
  'DELIVERY_ACKNOWLEDGED',
  'DELIVERY_HELD',
  'DELIVERY_UNKNOWN',
  'TASK_OPENED',
  'TASK_SETTLED',
  'LATE_DEFECT_NOTICED',
  'RESULT_SET_ASIDE',
  'WORK_ORDER_LINKED',
  'WORK_ORDER_URGED',
  'WORK_ORDER_CLOSED',
  'SITE_VISIT_CALLED',
  'SITE_VISIT_FOUND',
  'SITE_VISIT_MISSED',
  'SITE_VISIT_CANCELLED',
]);

function applyEvent(part: Progressing, event: CaseEvent): boolean {
  if (NEWS.has(event.kind)) return true;
  if (part.state === 'WITHDRAWAL_PENDING') return applyUnderWithdrawal(part, event);
  const next = movePart(part.state, event.kind);
  if (next === undefined) return false;
  if (next === 'WITHDRAWAL_PENDING') {
    part.beneath = part.state;
    part.asked[event.data.remedy ?? 'withdraw'] += 1;
  }
  if (event.source !== OWN_SOURCE && (next === 'WITHDRAWN' || next === 'REVOKED')) part.endedUnasked = true;
  part.state = next;
  note(part, event, next);
  return true;
}

/** The department may decide before it reads the withdrawal: its step then moves what the withdrawal covers. */
function applyUnderWithdrawal(part: Progressing, event: CaseEvent): boolean {
  if (event.kind === 'WITHDRAWAL_REFUSED') {
    part.asked.refused += 1;
    part.state = part.beneath;
    return true;
  }
  const ends = movePart('WITHDRAWAL_PENDING', event.kind);
  if (ends !== undefined) {
    part.state = ends;
    note(part, event, ends);
    return true;
  }
  const beneath = movePart(part.beneath, event.kind);
  if (beneath === undefined || beneath === 'WITHDRAWAL_PENDING') return false;
  part.beneath = beneath;
  note(part, event, beneath);
  return true;
}

function note(part: Progressing, { at, data, kind }: CaseEvent, state: PartState): void {
  if (state === 'ACCEPTED' || state === 'DEEMED_ACCEPTED') part.acceptedAt ??= data.since ? new Date(data.since) : at;
  if (state === 'DEFICIENT') part.deficiencies += 1;
  if (data.reason) part.reason = data.reason;
  if (kind !== 'APPROVED' && kind !== 'REFUSED') return;
  part.reason = data.reason ?? null;
  part.acceptedAt ??= at;
  part.decidedAt = at;
  if (kind === 'REFUSED') return;
  part.wasApproved = true;
  part.licences = data.licences ?? [];
  part.evidence = data.evidence ?? {};
}

function releasableParts({ parts: planned, issuance }: CasePlan, parts: ReadonlyMap<string, PartFold>): string[] {
  const approved = (code: string) => parts.get(code)?.state === 'APPROVED';
  const withLicence = planned
    .map(({ code }) => code)
    .filter((code) => approved(code) && parts.get(code)?.licences.length);
  const group = new Set(issuance.group);
  const groupOpens = {
    ALL: () => issuance.group.every(approved),
    AVAILABLE: () => true,
    LEAD: () => issuance.lead !== undefined && approved(issuance.lead),
  }[issuance.rule]();
  return withLicence.filter((code) => !group.has(code) || groupOpens);
}

function caseKind({ parts: planned }: CasePlan, parts: ReadonlyMap<string, PartFold>): CaseFold['kind'] {
  if (!rootsAccepted(planned, parts)) return null;
  return planned.every(({ kind }) => kind === 'ON_THE_SPOT') ? 'ON_THE_SPOT' : 'PROMISED';
}

function rootsAccepted(planned: readonly PlannedPart[], parts: ReadonlyMap<string, PartFold>): boolean {
  return planned.filter(({ needs }) => needs.length === 0).every(({ code }) => parts.get(code)?.acceptedAt);
}

function earliest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first === null || time < first ? time : first), null);
}

function latest(times: readonly Date[]): Date | null {
  return times.reduce<Date | null>((last, time) => (last === null || time > last ? time : last), null);
}
