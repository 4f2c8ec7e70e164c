// Whether a request costs more where there are a thousand times as many people, and a case where there are a thousand times as
// many cases on record. `--cases 1000000` goes all the way; rows equal to real ones are made in the database.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { growOld } from '../history.ts';
import type { LoadRequest } from '../load/job.ts';
import { medianOf, takeTurns } from '../rounds.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import { golden, graphRequest, type Stage } from '../stage.ts';
import { application, submit } from '../submission.ts';

const [FEW_PEOPLE, MANY_PEOPLE] = [1_000, 1_000_000];
/** So many a second that somebody comes again when what is known of him is no longer fresh. */
const PER_SECOND = 100;
const SPREAD = 20;
const FLAT = { atMost: 1.15 } as const;

const FEW_CASES = 1_000;
const FEW_CASES_SHORT = 300;
const MANY_CASES = 100_000;
const MANY_CASES_SHORT = 10_000;
/** Of the few, and after them of the many, those that are measured. */
const MEASURED_SHARE = 0.3;
const BUNDLES = ['home-transfer', 'enterprise-opening'];
const CLIENTS = 8;
const ISSUED_WITHIN_MS = 120_000;
/** The server adds up what its sessions did once in a second. */
const COUNTED_MS = 2_000;
/** Smaller tables are read whole, and should be. */
const LARGE_ROWS = 1_000;

export const scenario: Scenario = {
  about: `a dossier among ${FEW_PEOPLE} people and among ${MANY_PEOPLE}; a case after ${FEW_CASES} cases and after many`,
  run: async (bench) => [...(await amongPeople(bench)), ...(await afterCases(bench))],
};

const people = z.array(z.object({ number: z.string() }));

async function amongPeople(bench: Bench): Promise<readonly Figure[]> {
  const contenders = [];
  for (const [name, count] of [
    ['few', FEW_PEOPLE],
    ['many', MANY_PEOPLE],
  ] as const) {
    const stage = await bench.openStage({ people: count });
    const requests = await dossiers(stage, count);
    let at = 0;
    const load = (forS: number) => {
      const these = Array.from({ length: PER_SECOND * forS }, () => requests[at++ % requests.length] as LoadRequest);
      return bench.load.paced({ url: stage.url, requests: these, perSecond: PER_SECOND, forS });
    };
    contenders.push({ name, usage: stage.gateway.usage, load });
  }
  const turns = await takeTurns(contenders, { rounds: bench.rounds, roundS: bench.roundS, warmUpS: 2 * bench.roundS });
  const cpuUs = (name: string) => medianOf(turns.get(name), ({ cpuUsPerAnswer }) => cpuUsPerAnswer);
  return [
    { name: 'cold dossier, many people / few', value: cpuUs('many') / cpuUs('few'), unit: 'ratio', target: FLAT },
    { name: `CPU among ${FEW_PEOPLE} people`, value: cpuUs('few'), unit: 'us' },
    { name: `CPU among ${MANY_PEOPLE} people`, value: cpuUs('many'), unit: 'us' },
  ];
}

/** A thousand people, or as many from places all over the town. */
async function dossiers(stage: Stage, count: number): Promise<readonly LoadRequest[]> {
  const document = await golden('person-dossier');
  const token = await stage.token('window', 'acceptance');
  const page = FEW_PEOPLE / SPREAD;
  const pages = Array.from({ length: SPREAD }, (_, index) =>
    stage.control.population('people', Math.floor((index * count) / SPREAD), page),
  );
  const found = (await Promise.all(pages)).flatMap(({ items }) => people.parse(items));
  return found.map(({ number }) => graphRequest(token, document, { number }));
}

async function afterCases(bench: Bench): Promise<readonly Figure[]> {
  const few = bench.short ? FEW_CASES_SHORT : FEW_CASES;
  const many = bench.cases ?? (bench.short ? MANY_CASES_SHORT : MANY_CASES);
  const measured = Math.round(few * MEASURED_SHARE);
  const stage = await bench.openStage({ people: 20_000 });
  const database = new pg.Pool({ connectionString: stage.databaseUrl, max: 2, options: '-c enable_seqscan=off' });
  try {
    const carry = carrier(stage, database);
    await carry(few - measured);
    const young = await carry(measured);
    const startedMs = performance.now();
    await growOld(database, Math.max(1, Math.round(many / few) - 1));
    bench.say(`${many} cases on record after ${((performance.now() - startedMs) / 1_000).toFixed(0)} s`);
    await carry(few - measured);
    const old = await carry(measured);
    return [
      {
        name: `case, CPU after ${many} cases / after ${few}`,
        value: old.cpuMs / young.cpuMs,
        unit: 'ratio',
        target: FLAT,
      },
      { name: 'case, blocks of the database', value: old.blocks / young.blocks, unit: 'ratio' },
      { name: `CPU of a case after ${few}`, value: young.cpuMs, unit: 'ms' },
      { name: `CPU of a case after ${many}`, value: old.cpuMs, unit: 'ms' },
      { name: `blocks of a case after ${few}`, value: young.blocks, unit: '' },
      { name: `blocks of a case after ${many}`, value: old.blocks, unit: '' },
      { name: 'rows of large tables read without an index', value: old.scanned, unit: 'a case', target: { atMost: 1 } },
    ];
  } finally {
    await database.end();
  }
}

interface CaseCost {
  readonly cpuMs: number;
  /** Of tables and indexes, from memory or the disk, by every session; one more for each level that an index grows. */
  readonly blocks: number;
  readonly scanned: number;
}

/** Carries so many more cases from submission to joint issue, and tells what each of them cost. */
function carrier(stage: Stage, database: pg.Pool): (count: number) => Promise<CaseCost> {
  let next = 0;
  return async (count) => {
    const token = await stage.token('window', 'acceptance');
    const [before, cpuBefore, last] = [await workOf(database), await stage.gateway.usage(), await lastCase(database)];
    const end = next + count;
    const client = async () => {
      for (let index = next++; index < end; index = next++) {
        const bundle = BUNDLES[index % BUNDLES.length] ?? '';
        await submit(stage, token, application(stage, bundle, Math.floor(index / BUNDLES.length)));
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    next = end;
    await untilIssued(database, last, count);
    const [after, cpuAfter] = [await workOf(database), await stage.gateway.usage()];
    return {
      cpuMs: (cpuAfter.cpuMs - cpuBefore.cpuMs) / count,
      blocks: (after.blocks - before.blocks) / count,
      scanned: (after.scanned - before.scanned) / count,
    };
  };
}

async function untilIssued(database: pg.Pool, last: number, count: number): Promise<void> {
  const untilMs = performance.now() + ISSUED_WITHIN_MS;
  for (;;) {
    const { rows } = await database.query<{ issued: number }>(
      `select count(*)::integer as issued from cases where id > $1 and state = 'ISSUED'`,
      [last],
    );
    const issued = rows[0]?.issued ?? 0;
    if (issued >= count) return;
    if (performance.now() > untilMs) throw new Error(`${issued} of ${count} cases are issued.`);
    await sleep(250);
  }
}

async function lastCase(database: pg.Pool): Promise<number> {
  const { rows } = await database.query<{ last: string }>(`select coalesce(max(id), 0) as last from cases`);
  return Number(rows[0]?.last);
}

async function workOf(database: pg.Pool): Promise<{ readonly blocks: number; readonly scanned: number }> {
  await sleep(COUNTED_MS);
  const { rows } = await database.query<{ blocks: string; scanned: string }>(
    `select (select sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read + idx_blks_hit, 0))
         from pg_statio_user_tables) as blocks,
       (select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables where n_live_tup > $1) as scanned`,
    [LARGE_ROWS],
  );
  return { blocks: Number(rows[0]?.blocks), scanned: Number(rows[0]?.scanned) };
}
