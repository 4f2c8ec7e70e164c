// The tax department for tests: the real simulator on a free port, over the real book of applications, in a small town.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationBook } from '../../../mocks/applications.ts';
import { openClock } from '../../../mocks/clock.ts';
import { createCounters } from '../../../mocks/counters.ts';
import { DecisionBook } from '../../../mocks/decisions.ts';
import { Ledger } from '../../../mocks/ledger.ts';
import { createMisbehaviour, faults } from '../../../mocks/misbehaviour.ts';
import type { EnterpriseTruth, PersonTruth, Population } from '../../../mocks/population/population.ts';
import { openSerials } from '../../../mocks/serials.ts';
import { department } from '../../../mocks/tax/simulator.ts';

export const people: readonly PersonTruth[] = [
  person(0, '350428190001010015', '䶮㛃', 0, 'NORMAL'),
  person(1, '35010219040229002X', '𬱖龴', 123_456, 'ABNORMAL'),
  person(2, '350203190912319998', '欧阳·<&>', 5, 'CANCELLED'),
];
export const enterprises: readonly EnterpriseTruth[] = [
  enterprise(0, '91350428MA0TE5T16H', '将乐县㛃记]]>商行', 9_007_199_254_740_99),
];

export interface JournalLine {
  readonly seq: number;
  readonly department: string;
  readonly effect: string;
  readonly key: string;
  readonly payloadSha256: string;
}

export type TaxDepartment = Awaited<ReturnType<typeof openTaxDepartment>>;

/** With the folder of an earlier one it goes on from there, as after a restart. */
export async function openTaxDepartment(folder?: string) {
  const dataFolder = folder ?? (await mkdtemp(join(tmpdir(), 'tax-department-')));
  const clock = await openClock(dataFolder, { start: undefined, rate: undefined });
  const decisions = new DecisionBook();
  decisions.usual = { outcome: 'approve', afterMs: 0, reason: null };
  const misbehaviour = createMisbehaviour(7);
  const counters = createCounters();
  const book = new ApplicationBook({
    department: 'tax',
    ledger: () => ledger,
    decisions,
    nextSerial: openSerials(join(dataFolder, 'tax')),
    report: (problem, cause) => {
      throw new Error(problem, { cause });
    },
  });
  const ledger: Ledger = await Ledger.open(dataFolder, clock, (record, place) => book.replay(record, place));
  let port = 0;
  const running = await department.start({
    host: '127.0.0.1',
    port: 0,
    listening: (picked) => {
      port = picked;
    },
    dataFolder: join(dataFolder, 'tax'),
    population: town,
    applications: book,
    counters,
    misbehaviour,
    now: clock.now,
    nightClosure: () => false,
  });
  const stop = async (): Promise<string> => {
    book.close();
    await running.close();
    await ledger.close();
    return dataFolder;
  };
  return {
    url: department.environment('127.0.0.1', port)['TAX_URL'] ?? '',
    port,
    book,
    decisions,
    counters,
    fault: (wanted: Partial<ReturnType<typeof misbehaviour.faults>>) => misbehaviour.set(faults.parse(wanted)),
    journal: async (): Promise<JournalLine[]> => {
      const lines: JournalLine[] = [];
      for await (const line of ledger.journal(0)) lines.push(JSON.parse(line) as JournalLine);
      return lines;
    },
    /** Stops and leaves the folder for a later one. */
    stop,
    close: async (): Promise<void> => {
      await rm(await stop(), { recursive: true, force: true });
    },
  };
}

const notHere = (): never => {
  throw new Error('the tax department does not ask for this');
};

const town: Population = {
  settings: { seed: 1, people: people.length },
  people: people.length,
  enterprises: enterprises.length,
  units: 0,
  counties: [],
  person: (index) => people[index] ?? notHere(),
  enterprise: (index) => enterprises[index] ?? notHere(),
  findPerson: (number) => people.find((each) => each.number === number)?.index,
  findEnterprise: (creditCode) => enterprises.find((each) => each.creditCode === creditCode)?.index,
  household: notHere,
  unit: notHere,
  findUnit: notHere,
  unitsOfPerson: notHere,
  unitsOfEnterprise: notHere,
  rolesOfPerson: notHere,
  enterprisesOfCounty: notHere,
  unitsOfCounty: notHere,
};

function person(
  index: number,
  number: string,
  name: string,
  taxArrearsFen: number,
  taxStatus: PersonTruth['taxStatus'],
): PersonTruth {
  return { index, number, name, household: 0, taxArrearsFen, taxStatus, phone: '13800000000' };
}

function enterprise(index: number, creditCode: string, name: string, taxArrearsFen: number): EnterpriseTruth {
  return {
    index,
    creditCode,
    name,
    kind: '有限责任公司',
    state: 'ACTIVE',
    registeredCapitalFen: 100_000_000,
    establishedOn: '2019-05-06',
    validFrom: '2019-05-06',
    validTo: null,
    scope: '日用百货销售',
    address: '将乐县古镛镇',
    county: '350428',
    industry: 'F5211',
    roles: [],
    taxArrearsFen,
    taxStatus: 'NORMAL',
  };
}
