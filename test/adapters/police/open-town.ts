// The police's simulator over the town, with the simulators' real books, and the adapter connected to it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { department } from '../../../adapters/police/adapter.ts';
import { ApplicationBook } from '../../../mocks/applications.ts';
import { clockOf } from '../../../mocks/clock.ts';
import { createCounters } from '../../../mocks/counters.ts';
import { DecisionBook } from '../../../mocks/decisions.ts';
import { Ledger } from '../../../mocks/ledger.ts';
import { createMisbehaviour, type Faults, faults } from '../../../mocks/misbehaviour.ts';
import { startPolice } from '../../../mocks/police/simulator.ts';
import type { Population } from '../../../mocks/population/population.ts';
import { openSerials } from '../../../mocks/serials.ts';
import type { Call, JsonObject, Submission } from '../../../src/departments/port.ts';
import { numberOf, town } from './town.ts';

export type OpenTown = Awaited<ReturnType<typeof openTown>>;

export async function openTown({ dailyQuota = 1_000_000 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'police-'));
  const clock = clockOf([]);
  const decisions = new DecisionBook();
  decisions.usual = { outcome: 'approve', afterMs: 30, reason: null };
  const book: ApplicationBook = new ApplicationBook({
    department: 'police',
    ledger: () => ledger,
    decisions,
    nextSerial: openSerials(folder),
    report: (problem, cause) => console.error(problem, cause),
  });
  const ledger: Ledger = await Ledger.open(folder, clock, (record, place) => book.replay(record, place));
  const counters = createCounters();
  const misbehaviour = createMisbehaviour(4);
  const state = { night: false, port: 0, now: (): Date => clock.now() };
  const simulator = await startPolice(
    {
      host: '127.0.0.1',
      port: 0,
      listening: (port) => {
        state.port = port;
      },
      dataFolder: folder,
      // The police ask the population for people and households alone.
      population: town as Population,
      applications: book,
      counters,
      misbehaviour,
      now: () => state.now(),
      nightClosure: () => state.night,
    },
    dailyQuota,
  );
  const address = `127.0.0.1:${state.port}`;
  const adapter = await department.open({ settings: { POLICE_ADDRESS: address }, nowMs: Date.now });
  return {
    adapter,
    book,
    counters,
    decisions,
    state,
    misbehave: (wanted: Partial<Faults>) => misbehaviour.set(faults.parse(wanted)),
    journal: async () => {
      const lines: { effect: string; key: string; payloadSha256: string }[] = [];
      for await (const line of ledger.journal(0)) lines.push(JSON.parse(line));
      return lines;
    },
    close: async () => {
      await adapter.close();
      await simulator.close();
      book.close();
      await ledger.close();
      await rm(folder, { recursive: true });
    },
  };
}

export function call(timeoutMs = 3000, purpose = 'acceptance'): Call {
  return { signal: AbortSignal.timeout(timeoutMs), purpose, traceId: 'trace' };
}

/** A business key of 45 characters. */
export function keyOf(sequence: number): string {
  return `1135042800TE5T029H400011705100020261123${String(sequence).padStart(6, '0')}`;
}

export function submissionOf(sequence: number, payload: JsonObject): Submission {
  const key = keyOf(sequence);
  return {
    key,
    caseNumber: `26${sequence}`,
    item: { code: 'item', name: '事项', implementationCode: key.slice(0, 31) },
    applicant: { kind: 'person', number: numberOf(0), name: '王䶮', phone: null },
    payload,
    materials: [{ code: 'title-certificate', sha256: 'ab'.repeat(32), name: '不动产权证书.pdf' }],
    receivedAt: '2026-11-23T09:00:00+08:00',
    promise: { amount: 5, unit: 'WORKING_DAY' },
    callbackUrl: 'http://127.0.0.1:4000/callbacks/police',
  };
}

export function personOf(index: number): { number: string; name: string } {
  return { number: numberOf(index), name: town.person(index).name };
}

export const payloads = {
  household: {
    people: [personOf(0), personOf(3)],
    unitNumber: '350428001002GB00003F00010002',
    address: '将乐县古镛镇龻街1号䶮苑',
    certificateNumber: '闽(2019)将乐县不动产权第0001234号',
  },
  seal: {
    creditCode: '91350428MA0TE5T16H',
    enterpriseName: '将乐县龴𬱖科技有限公司',
    kinds: ['FINANCIAL', 'OFFICIAL', 'INVOICE'],
    legalRepresentative: personOf(2),
  },
  sealCancellation: { creditCode: '91350428MA0TE5T16H', deregistrationNumber: '(将)登字〔2026〕第12号' },
} as const satisfies Record<string, JsonObject>;
