// How fast cases are received, next to bare SQL that writes the same rows, one transaction a case. Departments are closed, so that
// what is measured is the receiving: what is received waits for them. The floor writes no documents, which counts against us.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../embedded/postgres.ts';
import { median } from '../rounds.ts';
import type { Bench, Figure, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { application, submit } from '../submission.ts';

const BUNDLE = 'home-transfer';
const CLIENTS = 32;
const ROUNDS = 5;
const CASES_OF_ROUND = 400;
const CASES_OF_ROUND_SHORT = 100;

export const scenario: Scenario = {
  about: `${BUNDLE} received by ${CLIENTS} clients, next to bare SQL that writes the same rows, one transaction a case`,
  run: async (bench) => {
    const cases = bench.short ? CASES_OF_ROUND_SHORT : CASES_OF_ROUND;
    const stage = await bench.openStage({ people: (ROUNDS + 1) * cases * 16 });
    for (const department of ['tax', 'land', 'licensing', 'police']) {
      await stage.control.setFaults(department, { maintenance: true });
    }
    const floor = await openFloor(bench);
    try {
      return await measure(stage, floor, cases);
    } finally {
      await floor.close();
    }
  },
};

async function measure(stage: Stage, floor: BareSql, cases: number): Promise<readonly Figure[]> {
  const token = await stage.token('window', 'acceptance');
  const ratios: number[] = [];
  const rates: number[] = [];
  let cpuMs = 0;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const inputs: string[] = [];
    for (let index = 0; index < cases; index += 1) {
      inputs.push(application(stage, BUNDLE, round * cases + index));
    }
    const bare = await rateOf(cases, () => floor.write());
    const before = await stage.gateway.usage();
    const rate = await rateOf(cases, (index) => submit(stage, token, inputs[index] as string));
    // The first round warms both up.
    if (round === 0) continue;
    cpuMs += (await stage.gateway.usage()).cpuMs - before.cpuMs;
    ratios.push(rate / bare);
    rates.push(rate);
  }
  return [
    { name: 'received / written by bare SQL', value: median(ratios), unit: 'ratio', target: { atLeast: 0.25 } },
    { name: 'received', value: median(rates), unit: '1/s' },
    { name: 'gateway CPU of a submission', value: cpuMs / (ROUNDS * cases), unit: 'ms' },
  ];
}

async function rateOf(count: number, perform: (index: number) => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  let next = 0;
  const client = async () => {
    for (let index = next++; index < count; index = next++) await perform(index);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (count * 1000) / (performance.now() - startedMs);
}

interface BareSql {
  readonly write: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const MIGRATIONS = new URL('../../src/store/migrations/', import.meta.url);
const CONNECTIONS = 8;
const PARTS = ['identity', 'clearance', 'transfer'];
const FORM = JSON.stringify({ answers: 'x'.repeat(900) });
/** As long as those that are made up for the first two parts, on average. */
const MESSAGE = JSON.stringify({ payload: 'x'.repeat(950) });

/** A PostgreSQL with the gateway's tables, and nobody but the writer before it. */
async function openFloor({ folder }: Bench): Promise<BareSql> {
  const postgres = await startPostgres({ folder: join(folder, 'floor-postgres') });
  const pool = new pg.Pool({ connectionString: postgres.url, max: CONNECTIONS });
  for (const file of (await readdir(MIGRATIONS)).sort())
    await pool.query(await readFile(new URL(file, MIGRATIONS), 'utf8'));
  await pool.query(
    `insert into bundle_editions (code, version, fingerprint, content) values ('${BUNDLE}', '1', 'floor', '{}')`,
  );
  // The server ends before the last idle connection does.
  pool.on('error', () => undefined);
  let serial = 0;
  return {
    write: async () => {
      serial += 1;
      const own = serial;
      const client = await pool.connect();
      try {
        await writeCase(client, own);
      } finally {
        client.release();
      }
    },
    close: async () => {
      await pool.end();
      await postgres.stop();
    },
  };
}

async function writeCase(client: pg.PoolClient, serial: number): Promise<void> {
  const number = String(serial).padStart(13, '0');
  await client.query('begin');
  const { rows } = await client.query<{ id: string }>({
    name: 'case',
    text: `insert into cases (number, check_code, edition_id, channel, applicant_kind, applicant_number, applicant,
        idempotency_key, fingerprint, form, materials, state, received_at, last_sequence)
      values ($1, 'AAAAAAAA', 1, 'WINDOW', 'person', $1, $2, $1, $3, $2, '[]', 'RECEIVED', now(), 1) returning id`,
    values: [number, FORM, Buffer.alloc(32)],
  });
  const id = rows[0]?.id;
  await client.query({
    name: 'event',
    text: `insert into case_events (case_id, sequence, at, kind, source, source_sequence, state, data, observed_at)
      values ($1, 1, now(), 'CASE_RECEIVED', 'centre', 0, 'RECEIVED', '{}', now())`,
    values: [id],
  });
  const keys = PARTS.map((_, index) => `${number}-${index}`);
  const parts = await client.query<{ id: string }>({
    name: 'parts',
    text: `insert into parts (case_id, position, code, key, department, delivery, state)
      select $1, part.position, part.code, part.key, 'tax', 'QUEUED', 'IN_REVIEW'
      from unnest($2::text[], $3::text[]) with ordinality as part (code, key, position) returning id`,
    values: [id, PARTS, keys],
  });
  await client.query({
    name: 'deliveries',
    text: `insert into deliveries (part_id, case_id, department, kind, key, state, message, submit, next_at, queued_at)
      select part.id, $1, 'tax', 'submission', part.key, 'QUEUED', $4, 'deedTax', now(), now()
      from unnest($2::bigint[], $3::text[]) as part (id, key)`,
    values: [id, parts.rows.slice(0, 2).map((row) => row.id), keys.slice(0, 2), MESSAGE],
  });
  await client.query('commit');
}
