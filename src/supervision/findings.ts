// Facts that no deadline shows: what makes a clock look better than it is. Pure.

import { clockMilestones } from '../cases/clocks/clock-reading.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { PartClocks } from '../cases/clocks/clocks.ts';
import type { PauseFault } from '../cases/clocks/pauses.ts';
import type { EventRow } from '../cases/sql/events.ts';
import type { FindingKind } from '../catalogue/supervision.ts';
import type { JsonObject } from '../departments/port.ts';
import type { ExaminedCase } from './examined-case.ts';
import type { RuleBook } from './rules.ts';

export interface NewFinding {
  readonly rule: string;
  readonly subject: string;
  readonly department: string | null;
  readonly caseId: number | null;
  readonly part: string | null;
  readonly at: Date;
  readonly detail: JsonObject;
}

interface Fact {
  readonly kind: FindingKind;
  /** What tells it apart from others of its kind in the same part. */
  readonly about: string;
  readonly at: Date;
  readonly detail: JsonObject;
}

const PAUSE_FINDINGS: Readonly<Record<PauseFault, FindingKind>> = {
  REPORTED_LATE: 'BACKFILLED_SUSPENSION',
  NOT_WHITELISTED: 'UNFOUNDED_SUSPENSION',
  BEYOND_MAXIMUM: 'EXCESSIVE_SUSPENSION',
};
/** These have findings of their own. */
const OF_PAUSES: ReadonlySet<string> = new Set(['SUSPENDED', 'RESUMED']);
const BOUNCES: ReadonlySet<string> = new Set(['DEFICIENT', 'NOT_ACCEPTED']);

export function findingsOf(
  found: Pick<ExaminedCase, 'id' | 'parts' | 'clocks'>,
  events: readonly EventRow[],
  rules: ClockRules,
  book: RuleBook,
): NewFinding[] {
  return found.parts.flatMap(({ code, key, department }) => {
    const clocks = found.clocks.parts.get(code);
    if (!clocks) return [];
    const facts = [
      ...pauseFacts(clocks),
      ...lateFacts(clocks),
      ...bounces(clocks, rules),
      ...refusals(events.filter(({ part }) => part === code)),
      ...secondNotices(events.filter(({ part }) => part === code)),
      ...missedVisits(events.filter(({ part }) => part === code)),
    ];
    return facts.flatMap(({ kind, about, at, detail }) => {
      const rule = book.ofFinding(kind);
      return rule ? [{ rule, subject: `${key} ${about}`, department, caseId: found.id, part: code, at, detail }] : [];
    });
  });
}

function pauseFacts({ pauses }: PartClocks): Fact[] {
  return pauses.flatMap(({ fault, from, to, reason, fromReportedAt }): Fact[] => {
    if (!fault) return [];
    const detail = {
      reason: reason ?? '',
      from: from.toISOString(),
      to: to?.toISOString() ?? null,
      reportedAt: fromReportedAt.toISOString(),
    };
    return [{ kind: PAUSE_FINDINGS[fault], about: from.toISOString(), at: from, detail }];
  });
}

function lateFacts({ history }: PartClocks): Fact[] {
  return history.lateReports
    .filter(({ kind }) => !OF_PAUSES.has(kind))
    .map(({ kind, at, observedAt, sourceSequence }) => ({
      kind: 'LATE_REPORT',
      about: `step ${sourceSequence}`,
      at,
      detail: { step: kind, claimedAt: at.toISOString(), reportedAt: observedAt.toISOString() },
    }));
}

/** Sent back in the last of the time for a first word, so that the clock of the promise never began. */
function bounces({ clocks, history }: PartClocks, rules: ClockRules): Fact[] {
  const notices = clocks.filter(({ kind }) => kind === 'NOTICE');
  return notices.flatMap((notice, index): Fact[] => {
    const ended = history.notices[index];
    const marks = clockMilestones(notice, rules);
    if (!ended?.to || !ended.endedBy || !marks || !BOUNCES.has(ended.endedBy)) return [];
    if (ended.to.getTime() < Math.min(marks.yellowAt, marks.redAt)) return [];
    const detail = { by: ended.endedBy, receivedAt: ended.from.toISOString(), bouncedAt: ended.to.toISOString() };
    return [{ kind: 'BOUNCED_BEFORE_SIGNING', about: notice.id, at: ended.to, detail }];
  });
}

/** Not taken in at all, although the centre had found it complete. */
function refusals(events: readonly EventRow[]): Fact[] {
  return events
    .filter(({ kind }) => kind === 'DELIVERY_REFUSED')
    .map(({ at, sequence, data }) => ({
      kind: 'BOUNCED_BEFORE_SIGNING',
      about: `event ${sequence}`,
      at,
      detail: { by: 'DELIVERY_REFUSED', reason: data.reason ?? '' },
    }));
}

function secondNotices(events: readonly EventRow[]): Fact[] {
  return events
    .filter(({ kind }) => kind === 'LATE_DEFECT_NOTICED')
    .map(({ at, sequence }) => ({ kind: 'SECOND_NOTICE', about: `event ${sequence}`, at, detail: { sequence } }));
}

function missedVisits(events: readonly EventRow[]): Fact[] {
  return events
    .filter(({ kind }) => kind === 'SITE_VISIT_MISSED')
    .map(({ at, data }) => {
      const detail = { visit: data.visit?.id ?? '', calledFor: data.visit?.at ?? '' };
      return { kind: 'SITE_VISIT_MISSED', about: `visit ${detail.visit}`, at, detail };
    });
}
