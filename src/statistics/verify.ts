// Derives every fact again from the events, and every cell from the facts, and says where what is kept differs.
import type { ClockRules } from '../cases/clocks/clock-rules.ts';
import type { Editions } from '../cases/editions.ts';
import type { Session, Store } from '../store/pool.ts';
import { type CellChange, CellChanges } from './cells.ts';
import { factsOf } from './facts.ts';
import { basisOf, historiesOf, isSame, nameOf } from './projection.ts';
import { factsOfCases, factsOfDay } from './sql/facts.ts';
import { caseIdsAfter } from './sql/places.ts';
import { readProgress } from './sql/progress.ts';
import { type CellRow, cellsOf, daysWithFacts, pendingCases } from './sql/verify.ts';

export interface VerifyDependencies {
  readonly store: Store;
  readonly editions: Editions;
  readonly rules: ClockRules;
}

export interface Verification {
  readonly cases: number;
  readonly facts: number;
  readonly cells: number;
  /** Cases with events that no fact knows of yet: not compared. */
  readonly pending: number;
  /** One line for each difference, the first few. */
  readonly differences: readonly string[];
  readonly differing: number;
}

const CASES = 500;
const SHOWN_MAX = 20;
const STATEMENT_TIMEOUT_MS = 120_000;

/** Reads one snapshot while the gateway goes on. `onProgress` hears how many cases were derived so far. */
export async function verify(
  { store, editions, rules }: VerifyDependencies,
  onProgress: (cases: number) => void = () => undefined,
): Promise<Verification> {
  const found = new Findings();
  const read = async (session: Session) => {
    const { position, basis, refreshedTo } = await readProgress(session);
    if (basis !== basisOf(rules) || refreshedTo !== null) {
      found.add('The calendar or the rules changed and facts are still being derived again; verify once that is done.');
    }
    const totals = await verifyFacts(session, position, { editions, rules }, found, onProgress);
    return { ...totals, cells: await verifyCells(session, found) };
  };
  const totals = await store.transaction(read, {
    isolation: 'repeatable read',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  });
  return { ...totals, differences: found.shown, differing: found.count };
}

class Findings {
  readonly shown: string[] = [];
  count = 0;

  add(difference: string): void {
    this.count += 1;
    if (this.shown.length < SHOWN_MAX) this.shown.push(difference);
  }
}

async function verifyFacts(
  session: Session,
  position: number,
  { editions, rules }: Omit<VerifyDependencies, 'store'>,
  found: Findings,
  onProgress: (cases: number) => void,
) {
  const pending = new Set(await pendingCases(session, position));
  const totals = { cases: 0, facts: 0, pending: pending.size };
  for (let ids = await caseIdsAfter(session, 0, CASES); ids.length > 0; ) {
    const settled = ids.filter((id) => !pending.has(id));
    const kept = new Map((await factsOfCases(session, settled)).map((fact) => [nameOf(fact), fact]));
    const derived = (await historiesOf(session, settled, editions)).flatMap((history) => factsOf(history, rules));
    for (const fact of derived) {
      if (!isSame(kept.get(nameOf(fact)), fact)) found.add(`Fact ${nameOf(fact)} differs from its case's events.`);
      kept.delete(nameOf(fact));
    }
    for (const name of kept.keys()) found.add(`Fact ${name} has no part in its case.`);
    totals.cases += settled.length;
    totals.facts += derived.length;
    onProgress(totals.cases);
    ids = await caseIdsAfter(session, ids.at(-1) ?? 0, CASES);
  }
  return totals;
}

/** Month by month, so that memory holds one month's cells. */
async function verifyCells(session: Session, found: Findings): Promise<number> {
  const byMonth = Map.groupBy(await daysWithFacts(session), (day) => day.slice(0, 7));
  let cells = 0;
  for (const [month, days] of byMonth) {
    const expected = new CellChanges();
    for (const day of days) {
      for (const fact of await factsOfDay(session, day)) expected.replace(undefined, fact);
    }
    cells += compareCells(expected.all, await cellsOf(session, `${month}-01`), found);
  }
  return cells;
}

function compareCells(expected: readonly CellChange[], kept: readonly CellRow[], found: Findings): number {
  const left = new Map(kept.map((cell) => [cell.series + cell.id, cell]));
  for (const cell of expected) {
    const name = cell.series + cell.id;
    const row = left.get(name);
    left.delete(name);
    if (!row || !isSameCell(cell, row))
      found.add(`Cell ${cell.series} ${cell.id} of ${cell.startsOn} differs from its facts.`);
  }
  for (const { series, id, startsOn } of left.values()) found.add(`Cell ${series} ${id} of ${startsOn} has no facts.`);
  return expected.length;
}

function isSameCell(cell: CellChange, row: CellRow): boolean {
  const sums = ['counted', 'promised', 'kept', 'supplemented', 'rated', 'satisfied'] as const;
  return sums.every((sum) => cell[sum] === row[sum]) && sorted(cell.times).equals(sorted(remaining(row.seconds)));
}

function remaining(packed: Buffer): number[] {
  const counts = new Map<number, number>();
  for (let index = 0; index < packed.length; index += 4) {
    const entry = packed.readInt32BE(index);
    const time = entry < 0 ? ~entry : entry;
    counts.set(time, (counts.get(time) ?? 0) + (entry < 0 ? -1 : 1));
  }
  return [...counts].flatMap(([time, count]) => Array.from({ length: Math.max(0, count) }, () => time));
}

function sorted(times: readonly number[]): Buffer {
  return Buffer.from(Int32Array.from(times).sort().buffer);
}
