// The licensing department for tests: the real simulator on a free port over the real book and town, and our adapter to it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { department as module } from '../../../adapters/licensing/adapter.ts';
import { ApplicationBook } from '../../../mocks/applications.ts';
import { openClock } from '../../../mocks/clock.ts';
import { createCounters } from '../../../mocks/counters.ts';
import { DecisionBook } from '../../../mocks/decisions.ts';
import { Ledger } from '../../../mocks/ledger.ts';
import { department } from '../../../mocks/licensing/simulator.ts';
import { createMisbehaviour, type Faults, faults } from '../../../mocks/misbehaviour.ts';
import type { EnterpriseTruth } from '../../../mocks/population/population.ts';
import { createPopulation } from '../../../mocks/population/town.ts';
import { openSerials } from '../../../mocks/serials.ts';

export const town = createPopulation({ seed: 5, people: 3000 });

export interface JournalLine {
  readonly effect: string;
  readonly key: string;
}

/** With the folder of an earlier one it goes on from there, as after a restart. */
export async function openLicensing({ folder, afterMs = 0 }: { folder?: string; afterMs?: number } = {}) {
  const dataFolder = folder ?? (await mkdtemp(join(tmpdir(), 'licensing-department-')));
  const clock = await openClock(dataFolder, { start: undefined, rate: undefined });
  const decisions = new DecisionBook();
  decisions.usual = { outcome: 'approve', afterMs, reason: null };
  const misbehaviour = createMisbehaviour(7);
  const counters = createCounters();
  const book = new ApplicationBook({
    department: 'licensing',
    ledger: () => ledger,
    decisions,
    nextSerial: openSerials(join(dataFolder, 'licensing')),
    report: (problem, cause) => {
      throw new Error(problem, { cause });
    },
  });
  const ledger: Ledger = await Ledger.open(dataFolder, clock, (record, place) => book.replay(record, place));
  let port = 0;
  const listening = (picked: number) => {
    port = picked;
  };
  const running = await department.start({
    host: '127.0.0.1',
    port: 0,
    listening,
    dataFolder: join(dataFolder, 'licensing'),
    population: town,
    applications: book,
    counters,
    misbehaviour,
    now: clock.now,
    nightClosure: () => false,
  });
  const settings = department.environment('127.0.0.1', port);
  const adapter = await module.open({ settings, nowMs: Date.now });
  return {
    dataFolder,
    settings,
    adapter,
    book,
    decisions,
    counters,
    misbehave: (wanted: Partial<Faults>) => misbehaviour.set(faults.parse(wanted)),
    journal: async () => {
      const lines: JournalLine[] = [];
      for await (const line of ledger.journal(0)) lines.push(JSON.parse(line));
      return lines;
    },
    /** Stops everything and leaves the folder for a restart. */
    stop: async () => {
      await adapter.close();
      book.close();
      await running.close();
      await ledger.close();
    },
    discard: () => rm(dataFolder, { recursive: true, force: true }),
  };
}
export type Licensing = Awaited<ReturnType<typeof openLicensing>>;

export async function closeLicensing(licensing: Licensing): Promise<void> {
  await licensing.stop();
  await licensing.discard();
}

/** The first enterprise of the town in this state, after so many others. */
export function enterpriseIn(state: EnterpriseTruth['state'], skip = 0): EnterpriseTruth {
  let left = skip;
  for (let index = 0; index < town.enterprises; index += 1) {
    const enterprise = town.enterprise(index);
    if (enterprise.state !== state) continue;
    if (left === 0) return enterprise;
    left -= 1;
  }
  throw new Error(`the town has no ${state} enterprise beyond ${skip}; choose a larger one`);
}

/** Asks until the answer is the wanted one; fails with the last answer after ten seconds. */
export async function eventually<T>(ask: () => Promise<T> | T, wanted: (answer: T) => boolean): Promise<T> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > giveUpAt) throw new Error(`still ${JSON.stringify(answer)} after ten seconds`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
