// The land registry behind the port: what it can do as data, then the wiring. One exchange a call, nothing repeated.
import { DepartmentFault } from '../../src/departments/fault.ts';
import type {
  Adapter,
  Capabilities,
  DepartmentEnvironment,
  DepartmentModule,
  Outcome,
} from '../../src/departments/port.ts';
import './facts.ts';
import { amendmentRows, transferRows, type Written } from './mapping/applications.ts';
import { codeOf } from './mapping/code-tables.ts';
import { encumbrancesOf } from './mapping/encumbrances.ts';
import { premisesOutcome, premisesUnit } from './mapping/premises.ts';
import { intakeOf, progressOf } from './mapping/progress.ts';
import { holdingsOf, titlePageOf, titlesOf } from './mapping/titles.ts';
import * as statements from './statements.ts';
import {
  type Insertion,
  openStagingDatabase,
  type Question,
  type Row,
  type StagingDatabase,
  type Statement,
} from './transport.ts';

const FRESHNESS = { freshnessS: 5, closedS: 86_400 } as const;
const READ = { batchMax: 500, concurrency: 4, ...FRESHNESS } as const;
const INTAKE_MAX = 500;

const capabilities = {
  reads: { titles: READ, holdings: READ, encumbrances: READ },
  listings: { titlesByCounty: { pageMax: 100, concurrency: 4, ...FRESHNESS } },
  submits: {
    premises: { effect: 'none', deduplicates: true, lateApplyMaxMs: 0 },
    // PROJID is the primary key of the staging table: a second row under it is refused.
    transfer: { effect: 'once', deduplicates: true, lateApplyMaxMs: 2_000 },
  },
  progress: { by: 'poll', batchMax: 500, everyMs: 200 },
  toldPurpose: false,
  bulkhead: { concurrency: 8, queue: 256 },
} as const satisfies Capabilities;

export const department: DepartmentModule<typeof capabilities> = {
  code: 'land',
  settings: ['LAND_DATABASE_URL'],
  open: async (environment) => {
    const database = openStagingDatabase({
      url: environment.settings['LAND_DATABASE_URL'] ?? '',
      connectionsMax: capabilities.bulkhead.concurrency,
      maintenanceState: codeOf('SQLSTATE', '前置库维护'),
    });
    return wire(database, environment);
  },
};

function wire(database: StagingDatabase, { nowMs }: DepartmentEnvironment): Adapter<typeof capabilities> {
  return {
    code: 'land',
    capabilities,
    reads: {
      titles: (units, call) =>
        inBatches(units, (batch) => askAll(database, statements.titles, titlesOf, batch, call.signal)),
      holdings: (holders, call) =>
        inBatches(holders, (batch) => askAll(database, statements.holdings, holdingsOf, batch, call.signal)),
      encumbrances: (units, call) =>
        inBatches(units, (batch) => askAll(database, statements.encumbrances, encumbrancesOf, batch, call.signal)),
    },
    listings: {
      titlesByCounty: async ({ where, first, after }, call) => {
        const size = Math.min(first, capabilities.listings.titlesByCounty.pageMax);
        const rows = await database.ask(statements.titlesByCounty(where.county, after, size), call.signal);
        return titlePageOf(rows, where.county, size);
      },
    },
    submits: {
      premises: async (submission, call) => {
        const unit = premisesUnit(submission);
        if ('faulty' in unit) return formatRefusal(unit);
        try {
          const rows = await database.ask(statements.titles([unit.rows]), call.signal);
          return premisesOutcome(submission.key, titlesOf(rows, [unit.rows])[0] ?? null, new Date(nowMs()));
        } catch (error) {
          // Nothing is changed by a check, so that its failure is always certain.
          if (error instanceof DepartmentFault) return { kind: 'not-sent', fault: error };
          throw error;
        }
      },
      transfer: async (submission, call) => {
        const written = transferRows(submission, new Date(nowMs()));
        if ('faulty' in written) return formatRefusal(written);
        return insert(database, statements.insertApplication(written.rows), submission.key, call.signal);
      },
    },
    lookup: async (key, call) => {
      const rows = await database.ask(statements.lookup(key), call.signal);
      if (rows.length === 0) return { kind: 'absent' };
      if (rows[0]?.['reference'] === key) return { kind: 'found', reference: key };
      throw new DepartmentFault('broken', `land lookup of ${key} answered with another key; ask the registry`);
    },
    amend: async (amendment, call) => {
      const written = amendmentRows(amendment, new Date(nowMs()));
      if ('faulty' in written) return formatRefusal(written);
      return insert(database, statements.insertAmendment(written.rows), amendment.key, call.signal);
    },
    intake: async ({ after, first }, call) => {
      const size = Math.min(first, INTAKE_MAX);
      return intakeOf(await database.ask(statements.intake(after, size), call.signal), size);
    },
    progress: async (keys, call) =>
      progressOf(await database.ask(statements.progress(unique(keys)), call.signal), keys),
    close: database.close,
  };
}

/** Values in the order of the keys; each distinct key is asked once, at most `batchMax` in a statement. */
async function inBatches<Key, Value>(
  keys: readonly Key[],
  ask: (batch: readonly Key[]) => Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  if (keys.length === 0) return [];
  const distinct = unique(keys);
  // As a rule: nothing is to be put in order then.
  if (distinct.length === keys.length && keys.length <= READ.batchMax) return ask(keys);
  const batches: (readonly Key[])[] = [];
  for (let at = 0; at < distinct.length; at += READ.batchMax) batches.push(distinct.slice(at, at + READ.batchMax));
  const answers = (await Promise.all(batches.map(ask))).flat();
  const byKey = new Map(distinct.map((key, index) => [key, answers[index] as Value]));
  return keys.map((key) => byKey.get(key) as Value);
}

async function askAll<Key, Value>(
  database: StagingDatabase,
  question: (keys: readonly Key[]) => Question,
  map: (rows: readonly Row[], keys: readonly Key[]) => readonly Value[],
  keys: readonly Key[],
  signal: AbortSignal,
): Promise<readonly Value[]> {
  return map(await database.ask(question(keys), signal), keys);
}

function unique<Key>(keys: readonly Key[]): readonly Key[] {
  return [...new Set(keys)];
}

/** A row that is there already was written by an earlier attempt under the same key: the department has it. */
async function insert(
  database: StagingDatabase,
  statement: Statement,
  key: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const insertion: Insertion = await database.insert(statement, signal);
  switch (insertion.kind) {
    case 'inserted':
    case 'present':
      return { kind: 'acknowledged', reference: key, progress: [] };
    case 'refused':
      return {
        kind: 'refused',
        code: insertion.sqlState,
        reason: `不动产登记前置库拒收办件 ${key}：数据不符合格式（${insertion.sqlState}）`,
      };
    case 'not-sent':
    case 'unknown':
      return insertion;
  }
}

function formatRefusal(written: Extract<Written<unknown>, { faulty: string }>): Outcome {
  return { kind: 'refused', code: 'FORMAT', reason: `不动产登记申请数据不符合格式：${written.faulty}` };
}
