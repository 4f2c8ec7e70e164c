// Keeps facts and cells level with the feed of all cases: one maintainer at a time among all replicas, each step one transaction,
// so that a step that was cut off is simply done again.
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { Editions } from '../cases/editions.ts';
import { type ReadCases, readCases } from '../cases/known-cases.ts';
import { endOfFeed, FEED_CHANNEL } from '../cases/sql/events.ts';
import type { Log } from '../log.ts';
import type { Session, Store } from '../store/pool.ts';
import { openWatchedRounds } from '../store/rounds.ts';
import type { CaseHistory } from './case-history.ts';
import { CellChanges, SATISFIED_FROM } from './cells.ts';
import { type Fact, factsOf } from './facts.ts';
import { changeCells } from './sql/cells.ts';
import { factsOfCases, writeFacts } from './sql/facts.ts';
import { caseIdsAfter, placesAfter } from './sql/places.ts';
import { BEHIND, type Progress, readProgress, writeProgress } from './sql/progress.ts';

/** The same for every maintainer of a database. */
const MAINTAINER_LOCK = 0x79630005;
/** Raised with every change of what facts mean, so that they are derived again. */
const EDITION = 1;
const EVENTS_MAX = 2_000;
const REFRESHED_MAX = 300;
const LOOK_EVERY_MS = 1_000;
/** A case changes several times in a row: so long after its news it is derived once for all of them, unless somebody asks. */
const NEWS_WAIT_MS = 500;
/** After a step it rests this many times as long as the step took: the longer the steps, the more changes of a case go into one. */
const REST_FACTOR = 20;
const REST_MAX_MS = 20_000;

export interface ProjectionDependencies {
  readonly store: Store;
  readonly editions: Editions;
  readonly rules: ClockRules;
  /** Where cases under way are known already; read whole where it is absent. */
  readonly casesOf?: ReadCases;
}

export interface Projection {
  /** Somebody asks: what is news is derived at once. */
  readonly wake: () => void;
  readonly close: () => Promise<void>;
}

export async function openProjection(dependencies: ProjectionDependencies, log: Log): Promise<Projection> {
  let closing = false;
  let asked = false;
  let restsUntilMs = 0;
  const levels: Levels = new Map();
  const rounds = openWatchedRounds({
    name: 'statistics',
    store: dependencies.store,
    due: { query: () => BEHIND, everyMs: LOOK_EVERY_MS },
    placesMax: 1,
    log,
    take: async () => {
      const beganMs = performance.now();
      if (beganMs < restsUntilMs && !asked) return [];
      asked = false;
      while (!closing && (await advance(dependencies, levels)) === 'more');
      const endedMs = performance.now();
      restsUntilMs = endedMs + Math.min(REST_MAX_MS, REST_FACTOR * (endedMs - beganMs));
      return [];
    },
    work: async () => undefined,
  });
  // Of another calendar or other rules than those of the last start no table tells.
  rounds.wake();
  let due: NodeJS.Timeout | undefined;
  const stopListening = await dependencies.store.listen(FEED_CHANNEL, () => {
    due ??= setTimeout(() => {
      due = undefined;
      rounds.wake();
    }, NEWS_WAIT_MS);
  });
  return {
    wake: () => {
      asked = true;
      rounds.wake();
    },
    close: async () => {
      closing = true;
      clearTimeout(due);
      await stopListening();
      await rounds.close();
    },
  };
}

/**
 * How far the feed was when a case was derived last, by its id. A case's events lie apart in the feed: whoever reads on in it comes upon
 * the same case again, whose facts hold what is told of it up to there.
 */
type Levels = Map<number, number>;

/** One step. `level`: nothing is left to do, or somebody else is doing it. Steps that are given the same `levels` derive nothing twice. */
export async function advance(
  dependencies: ProjectionDependencies,
  levels: Levels = new Map(),
): Promise<'more' | 'level'> {
  const { store, rules } = dependencies;
  const step = await store.transaction(async (session) => {
    // The lock comes in a statement of its own: the next one then sees everything that its last holder committed.
    const [lock] = await session.query<{ held: boolean }>(
      `select pg_try_advisory_xact_lock($1) as held`,
      [MAINTAINER_LOCK],
      'statistics-lock',
    );
    if (!lock?.held) return undefined;
    const progress = await readProgress(session);
    const basis = basisOf(rules);
    const refreshedTo = refreshFrom(progress, basis);
    const places = await placesAfter(session, progress.position, EVENTS_MAX);
    const end = await endOfFeed(session);
    const stale = refreshedTo === null ? [] : await caseIdsAfter(session, refreshedTo, REFRESHED_MAX);
    const isNew = progress.basis !== basis || (refreshedTo !== null && stale.length === 0);
    if (places.length === 0 && stale.length === 0 && !isNew) return undefined;
    const news = places.filter(({ caseId, position }) => position > (levels.get(caseId) ?? 0));
    const ids = [...new Set([...news.map(({ caseId }) => caseId), ...stale])];
    await derive(session, ids, dependencies);
    const position = places.at(-1)?.position ?? progress.position;
    await writeProgress(session, { position, basis, refreshedTo: stale.at(-1) ?? null });
    const state = places.length < EVENTS_MAX && stale.length === 0 ? 'level' : 'more';
    return { state, ids, position, end } as const;
  });
  if (!step) return 'level';
  for (const id of step.ids) levels.set(id, step.end);
  for (const [id, end] of levels) if (end <= step.position) levels.delete(id);
  return step.state;
}

/** Up to where cases were derived again; null where none has to be. */
function refreshFrom(progress: Progress, basis: string): number | null {
  if (progress.basis === basis) return progress.refreshedTo;
  return progress.position === 0 ? null : 0;
}

/** Puts the facts of cases as their events stand now in the place of what was known, and corrects the cells by the difference. */
async function derive(session: Session, ids: readonly number[], dependencies: ProjectionDependencies): Promise<void> {
  if (ids.length === 0) return;
  const { editions, rules, casesOf } = dependencies;
  const known = new Map((await factsOfCases(session, ids)).map((fact) => [nameOf(fact), fact]));
  const histories = await historiesOf(session, ids, editions, casesOf);
  const facts = histories.flatMap((history) => factsOf(history, rules));
  const changed = facts.filter((fact) => !isSame(known.get(nameOf(fact)), fact));
  const changes = new CellChanges();
  for (const fact of changed) changes.replace(known.get(nameOf(fact)), fact);
  await writeFacts(session, changed);
  await changeCells(session, changes.all);
}

export async function historiesOf(
  session: Session,
  ids: readonly number[],
  editions: Editions,
  casesOf: ReadCases = readCases,
): Promise<readonly CaseHistory[]> {
  const cases = await casesOf(session, ids);
  return Promise.all(cases.map(async (each) => ({ ...each, edition: await editions.byId(each.row.editionId) })));
}

/** Facts of one basis are comparable: the same calendar, rules and meaning. */
export function basisOf({ time, lights, limits, supervision }: ClockRules): string {
  const { versions } = time.calendar;
  return JSON.stringify([EDITION, SATISFIED_FROM, versions, time.workingDay, lights, limits, supervision]);
}

export function nameOf({ caseId, position }: Pick<Fact, 'caseId' | 'position'>): string {
  return `${caseId}/${position}`;
}

/** Members are compared, not their order. */
export function isSame(known: Fact | undefined, fact: Fact): boolean {
  if (!known) return false;
  return (Object.keys(fact) as (keyof Fact)[]).every((member) => {
    const [before, after] = [known[member], fact[member]];
    return before === after || (Array.isArray(before) && Array.isArray(after) && before.join() === after.join());
  });
}
