// Looks at every case whose events changed, whose clocks come to something, or whose calendar is another one; writes down what
// follows. One process at a time, whichever; what one of them leaves half-way the next does again, to the same effect.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseRecord } from '../cases/case-record.ts';
import type { Cases } from '../cases/cases.ts';
import { caseClocks } from '../cases/clocks/case-clocks.ts';
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { CaseEvent } from '../cases/history/events.ts';
import { ownEvent } from '../cases/history/own-event.ts';
import type { LockedCase } from '../cases/locked-case.ts';
import type { Log } from '../log.ts';
import type { Session, Store } from '../store/pool.ts';
import { openWatchedRounds, type Round } from '../store/rounds.ts';
import { type CaseStanding, type Examination, examine } from './examine.ts';
import type { RuleBook } from './rules.ts';
import { complaintsOfCases } from './sql/complaints.ts';
import {
  casesToLookAt,
  changedCases,
  type DeadlineMove,
  dueCases,
  insertAlerts,
  insertFindings,
  insertMoves,
  outdatedCases,
  saveProgress,
  saveStandings,
  standingsBefore,
  takeSweep,
} from './sql/sweep.ts';

export interface SweepDependencies {
  readonly store: Store;
  readonly cases: Pick<Cases, 'recordsUnderWay' | 'append'>;
  readonly rules: ClockRules;
  readonly book: RuleBook;
  /** Calendar versions, a bar, and a fingerprint of the rules. */
  readonly basis: string;
  readonly now: () => Date;
  readonly log: Log;
}

const LOOK_EVERY_MS = 250;
const EVENTS_MAX = 5_000;
const CASES_MAX = 200;
/** Cases between which others get their turn. */
const AT_A_STRETCH = 10;
/**
 * After work the sweep rests this many times as long, so that it never takes much of a processor from submissions; longer where there
 * is no more than news, since a case that changes many times in a row is then looked at once for all of them.
 */
const REST_FACTORS = { news: 20, more: 4 } as const;
const REST_MAX_MS = { news: 10_000, more: 2_000 } as const;

export function openSweep(dependencies: SweepDependencies): Round {
  const { store, now, basis } = dependencies;
  let restsUntilMs = 0;
  return openWatchedRounds({
    name: 'supervision',
    store,
    due: { query: casesToLookAt, values: () => [now(), basis], everyMs: LOOK_EVERY_MS },
    placesMax: 1,
    log: dependencies.log,
    take: async () => {
      const beganMs = performance.now();
      if (beganMs < restsUntilMs) return [];
      const found = await sweep(dependencies);
      const endedMs = performance.now();
      if (found) restsUntilMs = endedMs + Math.min(REST_MAX_MS[found], REST_FACTORS[found] * (endedMs - beganMs));
      return [];
    },
    work: async () => undefined,
  });
}

/** One turn; what was found to do. `more`: as much as one turn takes, so that more may be waiting. */
export async function sweep(dependencies: SweepDependencies): Promise<'news' | 'more' | undefined> {
  const { store, cases, now } = dependencies;
  const turn = await store.transaction(async (session) => {
    if (!(await takeSweep(session))) return undefined;
    const changed = await changedCases(session, EVENTS_MAX);
    const at = now();
    const due = await dueCases(session, at, CASES_MAX);
    const outdated = await outdatedCases(session, dependencies.basis, CASES_MAX);
    const ids = [...changed.ids, ...due, ...outdated];
    const runOut = await lookAt(session, [...new Set(ids)], at, dependencies);
    if (changed.position > 0) await saveProgress(session, changed.position);
    const isFull = changed.isFull || Math.max(due.length, outdated.length) === CASES_MAX;
    return { runOut, found: ids.length === 0 ? undefined : isFull ? 'more' : 'news' } as const;
  });
  if (!turn) return undefined;
  for (const { caseId, silent, lapsed } of turn.runOut) {
    await cases.append(caseId, (locked) => [...deemed(silent, locked, now()), ...lapse(lapsed, locked, now())]);
  }
  return turn.found;
}

async function lookAt(session: Session, ids: readonly number[], now: Date, dependencies: SweepDependencies) {
  const runOut: (Pick<Examination, 'silent' | 'lapsed'> & { caseId: number })[] = [];
  for (let start = 0; start < ids.length; start += CASES_MAX) {
    const batch = ids.slice(start, start + CASES_MAX);
    const before = await standingsBefore(session, batch);
    const examined = await examineCases(session, batch, now, dependencies);
    await insertAlerts(
      session,
      examined.flatMap(({ alerts }) => alerts),
      now,
    );
    await insertFindings(
      session,
      examined.flatMap(({ findings }) => findings),
      now,
    );
    const standings = examined.map(({ standing }) => standing);
    await insertMoves(session, movesOf(before, standings, dependencies.basis), now);
    await saveStandings(session, dependencies.basis, standings);
    for (const { standing, silent, lapsed } of examined) {
      if (silent.length + lapsed.length > 0) runOut.push({ caseId: standing.caseId, silent, lapsed });
    }
  }
  return runOut;
}

async function examineCases(
  session: Session,
  ids: readonly number[],
  now: Date,
  dependencies: SweepDependencies,
): Promise<readonly Examination[]> {
  const [records, complaints] = [await dependencies.cases.recordsUnderWay(ids), await complaintsOfCases(session, ids)];
  const byCase = Map.groupBy(complaints, ({ caseId }) => caseId);
  const examined: Examination[] = [];
  for (const [index, record] of records.entries()) {
    if (index % AT_A_STRETCH === AT_A_STRETCH - 1) await sleep(0);
    examined.push(await examineCase(record, byCase.get(record.row.id) ?? [], now, dependencies));
  }
  return examined;
}

async function examineCase(
  record: CaseRecord,
  complaints: Parameters<typeof caseClocks>[0]['complaints'],
  now: Date,
  { rules, book }: SweepDependencies,
): Promise<Examination> {
  const { row, edition } = record;
  const { fold, parts, history } = await record.particulars();
  const clocks = caseClocks({ row, edition, fold, events: history, complaints }, rules, now);
  const looked = parts.map(({ row: part, fold: { state } }) => ({ ...part, state }));
  return examine({ id: row.id, number: row.number, parts: looked, events: history, clocks }, rules, book, now);
}

/** Deadlines that another calendar moved; what events move needs no reason but theirs. */
function movesOf(
  before: Awaited<ReturnType<typeof standingsBefore>>,
  standings: readonly CaseStanding[],
  basis: string,
): DeadlineMove[] {
  const known = new Map(before.map((row) => [row.caseId, row]));
  const basisTo = calendarOf(basis);
  return standings.flatMap(({ caseId, dueAt }) => {
    const was = known.get(caseId);
    const basisFrom = calendarOf(was?.basis ?? '');
    if (!was || basisFrom === basisTo || was.dueAt?.getTime() === dueAt?.getTime()) return [];
    return [{ caseId, from: was.dueAt, to: dueAt, basisFrom, basisTo }];
  });
}

function calendarOf(basis: string): string {
  return basis.split('|')[0] ?? '';
}

/** Under the case's lock the department may have spoken after all. */
function deemed(parts: Examination['silent'], { fold }: LockedCase, now: Date): readonly CaseEvent[] {
  return parts.flatMap(({ part, since }) => {
    const state = fold.parts.get(part)?.state;
    if (state !== 'IN_REVIEW' && state !== 'RESUBMITTED') return [];
    return [ownEvent('DEEMED_ACCEPTED', part, fold, now, { since: since.toISOString() })];
  });
}

/** Under the case's lock the applicant may have answered after all. */
function lapse(parts: readonly string[], { fold, events }: LockedCase, now: Date): readonly CaseEvent[] {
  const unanswered = parts.some((part) => fold.parts.get(part)?.state === 'DEFICIENT');
  if (!unanswered || events.some(({ kind }) => kind === 'CASE_LAPSED')) return [];
  return [ownEvent('CASE_LAPSED', null, fold, now)];
}
