// Which suspensions stop a clock, and for how long: of a kind that the law or the item allows, told in time, up to its maximum.
// Every suspension stays in the ledger, with the reason why it does not count.
import type { Item } from '../../catalogue/catalogue.ts';
import type { SpecialProcedure } from '../../catalogue/special-procedure.ts';
import type { Text } from '../../catalogue/text.ts';
import { deadline } from '../../time/clocks.ts';
import type { ClockRules } from './clock-rules.ts';
import { isLate, type ToldSpan } from './part-history.ts';

/** Why a pause, or the rest of it, is not credited. */
export type PauseFault = 'NOT_WHITELISTED' | 'REPORTED_LATE' | 'BEYOND_MAXIMUM';

export interface Pause extends ToldSpan {
  readonly legalBasis: Text | null;
  readonly fault: PauseFault | null;
  /** What stops the clock; `to` is null while it lasts, `capAt` when it stops crediting at the latest. */
  readonly credited: { readonly from: number; readonly to: number | null; readonly capAt: number } | null;
}

export function pausesOf(
  suspensions: readonly ToldSpan[],
  item: Pick<Item, 'specialProcedures'>,
  rules: ClockRules,
  now: Date,
): readonly Pause[] {
  const allowed = [...item.specialProcedures, ...rules.supervision.procedures];
  return suspensions.map((span) => judge(span, procedureOf(span.reason, allowed), rules, now));
}

/** Closed where it lasts: at the latest possible end, or at `asOf`. */
export function stopsOf(pauses: readonly Pause[], asOf: number | null) {
  return pauses.flatMap(({ credited }) => {
    if (!credited) return [];
    const { from, to, capAt } = credited;
    return [{ from, to: to ?? (asOf === null ? capAt : Math.max(from, Math.min(asOf, capAt))) }];
  });
}

/** When the first pause that still lasts began; undefined where none does. */
export function openSince(pauses: readonly Pause[]): number | undefined {
  const open = pauses.flatMap(({ credited }) => (credited && credited.to === null ? [credited.from] : []));
  return open.length > 0 ? Math.min(...open) : undefined;
}

/** The kind is what the department's words begin with; 「鉴定费未缴」 is no 鉴定. */
function procedureOf(reason: string | null, allowed: readonly SpecialProcedure[]): SpecialProcedure | undefined {
  const words = reason?.trim() ?? '';
  return allowed.find(({ name }) => words.startsWith(name.zh) && !/^\p{Script=Han}/u.test(words.slice(name.zh.length)));
}

function judge(span: ToldSpan, procedure: SpecialProcedure | undefined, rules: ClockRules, now: Date): Pause {
  const legalBasis = procedure?.legalBasis ?? null;
  if (!procedure) return { ...span, legalBasis, fault: 'NOT_WHITELISTED', credited: null };
  if (isLate({ at: span.from, observedAt: span.fromReportedAt }, rules)) {
    return { ...span, legalBasis, fault: 'REPORTED_LATE', credited: null };
  }
  const from = span.from.getTime();
  const cap = deadline(rules.time, { startedAt: from, budget: procedure.max, stops: [] }, from);
  const capAt = cap.kind === 'published' ? cap.value.dueAt : Number.POSITIVE_INFINITY;
  const claimed = endOf(span);
  const beyond = (claimed ?? now.getTime()) > capAt;
  const to = beyond ? capAt : claimed;
  return { ...span, legalBasis, fault: beyond ? 'BEYOND_MAXIMUM' : null, credited: { from, to, capAt } };
}

/** An end that lies later than the report of it is not believed. */
function endOf({ to, toReportedAt }: ToldSpan): number | null {
  if (to === null) return null;
  return Math.min(to.getTime(), toReportedAt?.getTime() ?? to.getTime());
}
