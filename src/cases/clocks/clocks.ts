// The clocks of a part, derived from its events under the edition that its case pins: a start, a budget and a ledger of pauses
// each. Deadlines, use and lights are read off them, never stored as the truth. Pure.

import type { Item } from '../../catalogue/catalogue.ts';
import type { Text } from '../../catalogue/text.ts';
import type { ClockKind } from '../../time/clock-kinds.ts';
import type { TimeLimit } from '../../time/time-limit.ts';
import type { PartFold } from '../history/fold.ts';
import type { EventRow } from '../sql/events.ts';
import type { ClockRules } from './clock-rules.ts';
import { type PartHistory, partHistory } from './part-history.ts';
import { type Pause, pausesOf } from './pauses.ts';
import { visitProcedure, visitSpans } from './site-visits.ts';

export interface CaseClock {
  /** Stable among the clocks of its part: `PROMISE`, `NOTICE.2`, `STEP.accept`. */
  readonly id: string;
  readonly kind: ClockKind;
  readonly name: Text;
  readonly legalBasis: readonly Text[];
  readonly budget: TimeLimit;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** The whole ledger, what is not credited included. */
  readonly pauses: readonly Pause[];
}

/** What a complaint about a part comes to, as far as clocks are concerned. */
export interface ComplaintSpan {
  readonly number: string;
  readonly receivedAt: Date;
  readonly answeredAt: Date | null;
}

/** What is asked of one part. */
export interface ClockedPart {
  readonly code: string;
  readonly item: Item;
  readonly fold: PartFold;
  /** Events of the whole case. */
  readonly events: readonly EventRow[];
  /** Deferred materials for which this part answers, and when they came. */
  readonly deferred: readonly { readonly code: string; readonly receivedAt: Date | null }[];
  readonly complaints: readonly ComplaintSpan[];
}

export interface PartClocks {
  readonly history: PartHistory;
  readonly pauses: readonly Pause[];
  readonly clocks: readonly CaseClock[];
}

export function partClocks(part: ClockedPart, rules: ClockRules, now: Date): PartClocks {
  const history = partHistory(part.fold, part.events, rules);
  const visits = visitSpans(part.code, part.events, visitProcedure(part.item));
  const pauses = pausesOf([...history.suspensions, ...visits], part.item, rules, now);
  return {
    history,
    pauses,
    clocks: [
      ...noticeClocks(history, rules),
      ...supplementClocks(history, rules),
      ...workClocks(part, history, pauses, rules),
      ...deliveryClocks(part, history, rules),
      ...deferredClocks(part, history),
      ...part.complaints.map((complaint) => complaintClock(complaint, rules)),
    ],
  };
}

const names = {
  NOTICE: { zh: '受理告知时限', en: 'Notice of acceptance' },
  SUPPLEMENT: { zh: '补正期限', en: 'Answer to a deficiency' },
  PROMISE: { zh: '承诺办理时限', en: 'Promise' },
  STATUTE: { zh: '法定办理时限', en: 'Statutory limit' },
  DELIVERY: { zh: '证照送达时限', en: 'Delivery of the licence' },
  COMPLAINT: { zh: '投诉办理时限', en: 'Complaint' },
} as const satisfies Partial<Record<ClockKind, Text>>;

function noticeClocks({ notices }: PartHistory, { limits }: ClockRules): readonly CaseClock[] {
  const { legalBasis, amount, unit } = limits.notice;
  return notices.map(({ from, to }, index) => ({
    id: index === 0 ? 'NOTICE' : `NOTICE.${index + 1}`,
    kind: 'NOTICE',
    name: names.NOTICE,
    legalBasis: [legalBasis],
    budget: { amount, unit },
    startedAt: from,
    endedAt: to,
    pauses: [],
  }));
}

function supplementClocks({ deficiencies }: PartHistory, { limits }: ClockRules): readonly CaseClock[] {
  const { legalBasis, amount, unit } = limits.supplement;
  return deficiencies.map(({ from, to }, index) => ({
    id: index === 0 ? 'SUPPLEMENT' : `SUPPLEMENT.${index + 1}`,
    kind: 'SUPPLEMENT',
    name: names.SUPPLEMENT,
    legalBasis: [legalBasis],
    budget: { amount, unit },
    startedAt: from,
    endedAt: to,
    pauses: [],
  }));
}

/** Promise, statute and the steps of the process, as far as events tell where one ends. */
function workClocks(
  { item }: ClockedPart,
  history: PartHistory,
  pauses: readonly Pause[],
  { supervision }: ClockRules,
): readonly CaseClock[] {
  const { acceptedAt, receivedAt, endedAt } = history;
  const first = item.process.filter(({ code }) => supervision.acceptanceSteps.includes(code));
  const rest = item.process.filter(({ code }) => !supervision.acceptanceSteps.includes(code));
  const untilAcceptance = receivedAt ? stepClock(item, first, receivedAt, history.notices[0]?.to ?? null, []) : [];
  if (!acceptedAt) return untilAcceptance;
  const { amount, unit, legalBasis } = item.statutoryLimit;
  const common = { startedAt: acceptedAt, endedAt, pauses };
  return [
    {
      ...common,
      id: 'PROMISE',
      kind: 'PROMISE',
      name: names.PROMISE,
      legalBasis: item.legalBasis,
      budget: item.timeLimit,
    },
    {
      ...common,
      id: 'STATUTE',
      kind: 'STATUTE',
      name: names.STATUTE,
      legalBasis: [legalBasis],
      budget: { amount, unit },
    },
    ...untilAcceptance,
    ...stepClock(item, rest, acceptedAt, endedAt, pauses),
  ];
}

/** Steps between which no event tells are one; steps of different units cannot be added up and have no clock. */
function stepClock(
  item: Item,
  steps: Item['process'],
  startedAt: Date,
  endedAt: Date | null,
  pauses: readonly Pause[],
): readonly CaseClock[] {
  const unit = steps[0]?.timeLimit.unit;
  if (!unit || steps.some(({ timeLimit }) => timeLimit.unit !== unit)) return [];
  return [
    {
      id: `STEP.${steps.map(({ code }) => code).join('+')}`,
      kind: 'STEP',
      name: { zh: steps.map(({ name }) => name.zh).join('、'), en: steps.map(({ name }) => name.en).join(', ') },
      legalBasis: item.legalBasis,
      budget: { amount: steps.reduce((sum, { timeLimit }) => sum + timeLimit.amount, 0), unit },
      startedAt,
      endedAt,
      pauses,
    },
  ];
}

function deliveryClocks(
  { fold, events, code }: ClockedPart,
  { decidedAt }: PartHistory,
  { limits }: ClockRules,
): readonly CaseClock[] {
  if (!fold.wasApproved || fold.licences.length === 0 || !decidedAt) return [];
  const ended = events.find(
    ({ kind, part, data }) =>
      (kind === 'HANDED_OVER' && (data.parts?.includes(code) ?? true)) || (kind === 'REVOKED' && part === code),
  );
  const { amount, unit, legalBasis } = limits.delivery;
  return [
    {
      id: 'DELIVERY',
      kind: 'DELIVERY',
      name: names.DELIVERY,
      legalBasis: [legalBasis],
      budget: { amount, unit },
      startedAt: decidedAt,
      endedAt: ended?.at ?? null,
      pauses: [],
    },
  ];
}

function deferredClocks({ item, deferred }: ClockedPart, history: PartHistory): readonly CaseClock[] {
  const { acceptedAt } = history;
  if (!acceptedAt) return [];
  return deferred.flatMap(({ code, receivedAt }): CaseClock[] => {
    const material = item.materials.find((each) => each.code === code);
    if (!material?.deferral) return [];
    return [
      {
        id: `DEFERRED_MATERIAL.${code}`,
        kind: 'DEFERRED_MATERIAL',
        name: { zh: `容缺材料：${material.name.zh}`, en: `Deferred material: ${material.name.en}` },
        legalBasis: material.legalBasis,
        budget: material.deferral,
        startedAt: acceptedAt,
        endedAt: receivedAt,
        pauses: [],
      },
    ];
  });
}

export function complaintClock({ number, receivedAt, answeredAt }: ComplaintSpan, { limits }: ClockRules): CaseClock {
  const { amount, unit, legalBasis } = limits.complaint;
  return {
    id: `COMPLAINT.${number}`,
    kind: 'COMPLAINT',
    name: names.COMPLAINT,
    legalBasis: [legalBasis],
    budget: { amount, unit },
    startedAt: receivedAt,
    endedAt: answeredAt,
    pauses: [],
  };
}
