// What happened to a part, as spans of time: from its legal events, with what its department claims and when the centre
// learned of it kept apart. Pure.
import { deadline } from '../../time/clocks.ts';
import { OWN_SOURCE } from '../history/events.ts';
import { inSourceOrder, type PartFold } from '../history/fold.ts';
import type { EventRow } from '../sql/events.ts';
import type { ClockRules } from './clock-rules.ts';

/** By whom and when a span was told. */
export interface ToldSpan {
  readonly from: Date;
  /** Null while it lasts. */
  readonly to: Date | null;
  readonly fromReportedAt: Date;
  readonly toReportedAt: Date | null;
  readonly reason: string | null;
}

export interface NoticeSpan {
  readonly from: Date;
  readonly to: Date | null;
  /** Kind of the event that ended it. */
  readonly endedBy: EventRow['kind'] | null;
}

export interface PartHistory {
  /** When the department had it. */
  readonly receivedAt: Date | null;
  /** From receipt, or from an answer to a deficiency, to the department's word on acceptance. */
  readonly notices: readonly NoticeSpan[];
  readonly acceptedAt: Date | null;
  /** When nothing more was to be done: decided, withdrawn, or not accepted. */
  readonly endedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly suspensions: readonly ToldSpan[];
  readonly deficiencies: readonly ToldSpan[];
  /** Steps of the department that were told too late to be believed. */
  readonly lateReports: readonly EventRow[];
}

const NOTICE_ENDS: ReadonlySet<string> = new Set([
  'ACCEPTED',
  'DEEMED_ACCEPTED',
  'NOT_ACCEPTED',
  'DEFICIENT',
  'APPROVED',
  'REFUSED',
  'WITHDRAWN',
  'DELIVERY_REFUSED',
]);
const ENDS: ReadonlySet<string> = new Set(['APPROVED', 'REFUSED', 'NOT_ACCEPTED', 'DELIVERY_REFUSED', 'WITHDRAWN']);

/** `events`: those of the whole case. What the fold set aside, or keeps for later, counts for nothing. */
export function partHistory(fold: PartFold, events: readonly EventRow[], rules: ClockRules): PartHistory {
  const setAside = new Set<unknown>(fold.setAside);
  const legal = inSourceOrder(
    events.filter(
      (event) => event.part === fold.code && !setAside.has(event) && event.sourceSequence <= fold.stepsApplied,
    ),
  ) as readonly EventRow[];
  const end = legal.find(({ kind }) => ENDS.has(kind));
  const decided = legal.find(({ kind }) => kind === 'APPROVED' || kind === 'REFUSED');
  return {
    receivedAt: receiptOf(legal),
    notices: noticesOf(legal, rules),
    acceptedAt: fold.acceptedAt,
    endedAt: end ? believed(end, rules) : null,
    decidedAt: decided ? believed(decided, rules) : null,
    suspensions: spans(legal, 'SUSPENDED', ['RESUMED', 'WITHDRAWN']),
    deficiencies: spans(legal, 'DEFICIENT', ['RESUBMITTED', 'NOT_ACCEPTED', 'WITHDRAWN']),
    lateReports: legal.filter((event) => event.source !== OWN_SOURCE && isLate(event, rules)),
  };
}

/** The department's claim where it was told in time; otherwise the moment when the centre learned of it. */
function believed(event: EventRow, rules: ClockRules): Date {
  return isLate(event, rules) ? event.observedAt : event.at;
}

/** Whether a report came later than the rules allow. An unpublished calendar proves nothing. */
export function isLate({ at, observedAt }: Pick<EventRow, 'at' | 'observedAt'>, rules: ClockRules): boolean {
  const from = at.getTime();
  // Most are told at once: no calendar is needed to see that.
  if (observedAt.getTime() <= from + rules.lagMs) return false;
  const until = deadline(rules.time, { startedAt: from, budget: rules.supervision.reportWithin, stops: [] }, from);
  return until.kind === 'published' && observedAt.getTime() > until.value.dueAt + rules.lagMs;
}

/** A step proves that the department had it, even where the acknowledgement came later. */
function receiptOf(legal: readonly EventRow[]): Date | null {
  const proofs = legal.filter(({ kind, source }) => kind === 'DELIVERY_ACKNOWLEDGED' || source !== OWN_SOURCE);
  const first = Math.min(...proofs.map(({ at }) => at.getTime()));
  return Number.isFinite(first) ? new Date(first) : null;
}

function noticesOf(legal: readonly EventRow[], rules: ClockRules): readonly NoticeSpan[] {
  const receivedAt = receiptOf(legal);
  if (!receivedAt) return [];
  const notices: NoticeSpan[] = [];
  let from: Date | null = receivedAt;
  for (const event of legal) {
    if (from && NOTICE_ENDS.has(event.kind)) {
      notices.push({ from, to: believed(event, rules), endedBy: event.kind });
      from = null;
    }
    if (event.kind === 'RESUBMITTED') from = event.at;
  }
  return from ? [...notices, { from, to: null, endedBy: null }] : notices;
}

function spans(legal: readonly EventRow[], begin: string, ends: readonly string[]): readonly ToldSpan[] {
  const found: ToldSpan[] = [];
  let open: EventRow | undefined;
  for (const event of legal) {
    if (event.kind === begin) open = event;
    else if (open && ends.includes(event.kind)) {
      found.push(span(open, event));
      open = undefined;
    }
  }
  return open ? [...found, span(open, null)] : found;
}

function span(begin: EventRow, end: EventRow | null): ToldSpan {
  return {
    from: begin.at,
    to: end?.at ?? null,
    fromReportedAt: begin.observedAt,
    toReportedAt: end?.observedAt ?? null,
    reason: begin.data.reason ?? null,
  };
}
