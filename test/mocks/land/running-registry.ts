// The land simulator with the simulators' own core, on a small town, and the adapter connected to it.

import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { department as landAdapter } from '../../../adapters/land/adapter.ts';
import { USER } from '../../../embedded/cluster.ts';
import { ApplicationBook } from '../../../mocks/applications.ts';
import { openClock } from '../../../mocks/clock.ts';
import { createCounters } from '../../../mocks/counters.ts';
import { DecisionBook } from '../../../mocks/decisions.ts';
import { DATABASE } from '../../../mocks/land/registry.ts';
import { department as landSimulator } from '../../../mocks/land/simulator.ts';
import { Ledger } from '../../../mocks/ledger.ts';
import { createMisbehaviour, type Faults, faults } from '../../../mocks/misbehaviour.ts';
import type { Population } from '../../../mocks/population/population.ts';
import { openSerials } from '../../../mocks/serials.ts';
import type { Call } from '../../../src/departments/port.ts';
import { smallTown } from './town.ts';

export type RunningRegistry = Awaited<ReturnType<typeof startRegistry>>;
const HOST = '127.0.0.1';

/** A folder that the server's own user can reach. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yichuang-land-'));
  await chmod(folder, 0o711);
  return folder;
}

export async function startRegistry(folder: string, population: Population = smallTown()) {
  const decisions = new DecisionBook();
  const dataFolder = join(folder, 'land');
  const clock = await openClock(folder, { start: undefined, rate: undefined });
  const book = new ApplicationBook({
    department: 'land',
    ledger: () => ledger,
    decisions,
    nextSerial: openSerials(dataFolder),
    report: (problem, cause) => {
      throw new Error(problem, { cause });
    },
  });
  const ledger = await Ledger.open(folder, clock, (record, place) => book.replay(record, place));
  const counters = createCounters();
  const misbehaviour = createMisbehaviour(1);
  let port = 0;
  const context = {
    host: HOST,
    port: 0,
    dataFolder,
    population,
    applications: book,
    counters,
    misbehaviour,
    now: clock.now,
  };
  const listening = (picked: number) => {
    port = picked;
  };
  const simulator = await landSimulator.start({ ...context, listening, nightClosure: () => false });
  const settings = landSimulator.environment(HOST, port);
  const adapter = await landAdapter.open({ settings, nowMs: Date.now });
  const close = async () => {
    await adapter.close();
    book.close();
    await simulator.close();
    await ledger.close();
  };
  return {
    population,
    adapter,
    book,
    decisions,
    counters,
    folder,
    url: settings['LAND_DATABASE_URL'] ?? '',
    setFaults: (wanted: Partial<Faults>) => misbehaviour.set(faults.parse(wanted)),
    /** Works in the database as the registry itself. */
    withOwner: (work: (owner: pg.Client) => Promise<void>) => connected(ownerUrl(dataFolder, port), work),
    /** What the registry wrote back about an application. */
    synced: (key: string) =>
      connected(settings['LAND_DATABASE_URL'] ?? '', async (partner) => {
        const { rows } = await partner.query('select gtsync from ea_jc_step_basicinfo_bdc where projid = $1', [key]);
        return rows[0]?.gtsync as string | null | undefined;
      }),
    /** What the journal holds. */
    effects: () => effectsOf(ledger),
    close,
    /** Closes and deletes the folder. */
    discard: async () => {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** The server's superuser, through the same door as everybody. */
function ownerUrl(dataFolder: string, port: number): string {
  const password = readFileSync(join(dataFolder, 'postgres/cluster/password'), 'utf8');
  return `postgres://${USER}:${password}@${HOST}:${port}/${DATABASE}`;
}

async function effectsOf(ledger: Ledger): Promise<{ effect: string; key: string }[]> {
  const effects: { effect: string; key: string }[] = [];
  for await (const line of ledger.journal(0)) {
    const { effect, key } = JSON.parse(line) as { effect: string; key: string };
    effects.push({ effect, key });
  }
  return effects;
}

/** A call with a deadline; the department's own for reads unless told. */
export function call(deadlineMs = 3_000): Call {
  return { signal: AbortSignal.timeout(deadlineMs), purpose: 'acceptance', traceId: 'test' };
}
