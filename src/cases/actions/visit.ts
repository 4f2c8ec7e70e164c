// A joint site visit is called for every part of a case that needs one; who came and what was found is recorded department by
// department, and what a department missed is followed up. Each is done once under the caller's key.
import { randomUUID } from 'node:crypto';
import { badInput } from '../../errors.ts';
import type { Session } from '../../store/pool.ts';
import { centreDateTime } from '../clocks/centre-time.ts';
import { FOLLOW_UP_TASK, partsToVisit, type SiteVisit, siteVisitsOf, visitProcedure } from '../clocks/site-visits.ts';
import { bundlePart } from '../editions.ts';
import type { CaseEvent, VisitData } from '../history/events.ts';
import { ownEvent } from '../history/own-event.ts';
import type { LockedCase } from '../locked-case.ts';
import { record } from '../record/record.ts';
import type { CaseRow } from '../sql/cases.ts';
import { settleTaskRow, tasksOfCase } from '../sql/tasks.ts';
import { type Acted, type ActionDependencies, actOnce } from './action.ts';
import { mandatesFor } from './clerk.ts';

/** Further ahead nobody plans; a slip of the keyboard does. */
const AHEAD_MAX_DAYS = 60;

interface Keyed {
  readonly idempotencyKey: string;
  /** Subject of the token of whoever does it. */
  readonly by: string;
}

export interface VisitCall extends Keyed {
  readonly at: Date;
  readonly place: string | null;
}

export interface VisitRecord extends Keyed {
  readonly visit: string;
  /** `finding` null: the department was absent. */
  readonly results: readonly { readonly part: string; readonly finding: string | null }[];
}

export interface VisitCancellation extends Keyed {
  readonly visit: string;
  readonly reason: string;
}

/** How it ended: `conflict` where the key was used for something else. */
export type Done = Acted<undefined>['kind'];

export interface Visits {
  readonly call: (row: Row, call: VisitCall) => Promise<Done>;
  readonly record: (row: Row, results: VisitRecord) => Promise<Done>;
  readonly cancel: (row: Row, request: VisitCancellation) => Promise<Done>;
}

export function openVisits(dependencies: ActionDependencies): Visits {
  return {
    call: (row, call) => callVisit(row, call, dependencies),
    record: (row, results) => recordVisit(row, results, dependencies),
    cancel: (row, request) => cancelVisit(row, request, dependencies),
  };
}

type Row = Pick<CaseRow, 'id' | 'number'>;
type Decide = (session: Session, locked: LockedCase, now: Date) => Promise<readonly CaseEvent[]>;

/**
 * Calls the departments of every part that needs a visit, is open, and was not visited yet. Throws BAD_USER_INPUT where there
 * is none, or the time is past or too far ahead.
 */
function callVisit(row: Row, call: VisitCall, dependencies: ActionDependencies): Promise<Done> {
  const { idempotencyKey, at, place } = call;
  const content = { call: centreDateTime(at), place };
  return visitOnce(row, idempotencyKey, content, dependencies, async (session, locked, now) => {
    const aheadMs = at.getTime() - now.getTime();
    if (aheadMs < 0 || aheadMs > AHEAD_MAX_DAYS * 86_400_000) {
      throw badInput(`A site visit begins within the next ${AHEAD_MAX_DAYS} days, not at ${centreDateTime(at)}.`);
    }
    const codes = partsToVisit(planned(locked), locked.events);
    if (codes.length === 0) throw badInput(`Case ${row.number} has no open part that needs a site visit.`);
    const missed = siteVisitsOf(locked.events).findLast(({ parts }) =>
      parts.some(({ part, attendance }) => attendance === 'ABSENT' && codes.includes(part)),
    );
    const visit = { id: randomUUID(), at: centreDateTime(at), place, followUpOf: missed?.id ?? null };
    const followed = await settleFollowUps(session, locked, { codes, visit, by: call.by, now });
    return [...followed, ...codes.map((code) => called(locked, code, visit, now))];
  });
}

/**
 * Throws BAD_USER_INPUT for a visit that is unknown, and for a part that it does not serve or of which something was told;
 * FORBIDDEN where the clerk has no mandate of a department for which something is told.
 */
function recordVisit(row: Row, { visit, ...given }: VisitRecord, dependencies: ActionDependencies): Promise<Done> {
  const { idempotencyKey, results, by } = given;
  return visitOnce(row, idempotencyKey, { visit, results }, dependencies, async (session, locked, now) => {
    const found = visitOf(locked, row, visit);
    const parts = results.map(({ part }) => part);
    if (parts.length === 0) throw badInput(`Site visit ${visit}: name at least one part.`);
    if (new Set(parts).size < parts.length) throw badInput(`Site visit ${visit}: a part is named twice.`);
    for (const part of parts) requireCalled(found, part);
    const mandates = await mandatesFor(session, locked, parts, { by, at: now });
    return results.map(({ part, finding }) => {
      const kind = finding === null ? 'SITE_VISIT_MISSED' : 'SITE_VISIT_FOUND';
      const data = { visit: dataOf(found), mandates, ...(finding === null ? {} : { reason: finding }) };
      return ownEvent(kind, part, locked.fold, now, data);
    });
  });
}

/** What was told of it stands; the other parts are without a visit. Throws BAD_USER_INPUT where nothing is left to cancel. */
function cancelVisit(row: Row, request: VisitCancellation, dependencies: ActionDependencies): Promise<Done> {
  const { idempotencyKey, visit, reason } = request;
  return visitOnce(row, idempotencyKey, { cancel: visit, reason }, dependencies, async (_, locked, now) => {
    const found = visitOf(locked, row, visit);
    const open = found.parts.filter(({ attendance }) => attendance === 'CALLED');
    if (open.length === 0) throw badInput(`Site visit ${visit} is over; there is nothing left to cancel.`);
    return open.map(({ part }) =>
      ownEvent('SITE_VISIT_CANCELLED', part, locked.fold, now, { visit: dataOf(found), reason }),
    );
  });
}

async function visitOnce(
  { id }: Row,
  key: string,
  content: unknown,
  dependencies: ActionDependencies,
  decide: Decide,
): Promise<Done> {
  const { recorder } = dependencies;
  const action = { caseId: id, action: 'site-visit', key, content } as const;
  const acted = await actOnce(action, dependencies, async (session, locked) => {
    const events = await decide(session, locked, recorder.now());
    const missed = events.flatMap(({ kind, part }) => (kind === 'SITE_VISIT_MISSED' && part !== null ? [part] : []));
    const tasks = missed.map((part) => ({ kind: FOLLOW_UP_TASK, part }));
    const { queued } = await record(session, locked, { events, tasks }, recorder);
    return { result: undefined, keep: true, queued };
  });
  return acted.kind;
}

function planned({ fold, edition }: LockedCase) {
  return [...fold.parts.values()].map((part) => ({ fold: part, item: bundlePart({ edition }, part.code).item }));
}

/** The applicant reads what for, when and where: somebody must be there. */
function called({ fold, edition }: LockedCase, code: string, visit: VisitData, now: Date): CaseEvent {
  const procedure = visitProcedure(bundlePart({ edition }, code).item)?.name.zh;
  const when = visit.at.slice(0, 16).replace('T', ' ');
  const reason = [procedure, when, visit.place].filter((words) => words !== undefined && words !== null).join('，');
  return ownEvent('SITE_VISIT_CALLED', code, fold, now, { visit, reason });
}

function visitOf({ events }: LockedCase, { number }: Row, id: string): SiteVisit {
  const found = siteVisitsOf(events).find((visit) => visit.id === id);
  if (found) return found;
  throw badInput(`Case ${number} has no site visit "${id}"; query { case { siteVisits { id } } } lists them.`);
}

function requireCalled({ id, parts }: SiteVisit, code: string): void {
  const served = parts.find(({ part }) => part === code);
  if (!served) throw badInput(`Site visit ${id} does not serve the part "${code}".`);
  if (served.attendance !== 'CALLED') throw badInput(`Site visit ${id}: "${code}" is ${served.attendance} already.`);
}

function dataOf({ id, at, place, followUpOf }: SiteVisit): VisitData {
  return { id, at: centreDateTime(at), place, followUpOf };
}

/** The new visit is what was to be done about the one that was missed. */
async function settleFollowUps(
  session: Session,
  { row, fold }: LockedCase,
  { codes, visit, by, now }: { codes: readonly string[]; visit: VisitData; by: string; now: Date },
): Promise<readonly CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (const { id, kind, part, settledAt } of await tasksOfCase(session, row.id)) {
    if (kind !== FOLLOW_UP_TASK || settledAt || part === null || !codes.includes(part)) continue;
    const note = `另行踏勘：${visit.at}`;
    await settleTaskRow(session, { id, at: now, by, outcome: 'DONE', note });
    events.push(ownEvent('TASK_SETTLED', part, fold, now, { task: kind, taskId: id, reason: note, visit }));
  }
  return events;
}
