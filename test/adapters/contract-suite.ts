// What every adapter promises to those above the port, asked of each against its simulator. A department brings examples of
// its keys and applications; the questions are the same for all.
import { afterAll, beforeAll, describe } from 'vitest';
import { openControl } from '../../commands/town/control.ts';
import { makeFolder, type TemporaryFolder } from '../../commands/town/folder.ts';
import type { Population } from '../../mocks/population/population.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { type RunningMocks, startMocks } from '../../mocks/start.ts';
import type { Adapter, DepartmentModule, JsonObject, Submission } from '../../src/departments/port.ts';
import { describeCapabilities } from './contract-suite/capabilities.ts';
import { type ContractExample, type Examined, required } from './contract-suite/examined.ts';
import { describeFaults } from './contract-suite/faults.ts';
import { describeReads } from './contract-suite/reads.ts';
import { describeRelease } from './contract-suite/release.ts';
import { describeSubmissions } from './contract-suite/submissions.ts';

const TOWN = { seed: 3, people: 3_000 } as const;
const KEY_START = '1135042800TE5T029H400011705100020261123';

/** All departments of one town, each examined by the same questions. */
export function describeContracts(departments: readonly (readonly [DepartmentModule, ContractExample])[]): void {
  const population = createPopulation(TOWN);
  let folder: TemporaryFolder;
  let mocks: RunningMocks;
  let keys = 0;
  beforeAll(async () => {
    folder = await makeFolder();
    const clock = { start: undefined, rate: undefined };
    mocks = await startMocks({ host: '127.0.0.1', port: 0, ...TOWN, dataFolder: folder.path, night: false, clock });
  });
  afterAll(async () => {
    await mocks.close();
    await folder.remove();
  });

  describe.each(departments.map(([module, example]) => ({ code: module.code, module, example })))(
    'The adapter of $code',
    ({ code, module, example }) => {
      const counts = new Map<string, number>();
      let adapter: Adapter;
      const examined: Examined = {
        module,
        example,
        population,
        adapter: () => adapter,
        reopen: () => open(module, mocks.environment),
        control: () => openControl(mocks.control),
        fresh: (submit) => {
          const n = counts.get(submit) ?? 0;
          counts.set(submit, n + 1);
          keys += 1;
          const key = KEY_START + String(keys).padStart(6, '0');
          return submissionOf(key, required(example.submissions, submit)(population, n), population);
        },
        effects: async (key) => (await openControl(mocks.control).journal()).filter((line) => line.key === key),
      };
      beforeAll(async () => {
        adapter = await examined.reopen();
      });
      afterAll(async () => {
        await openControl(mocks.control).clearFaults();
        await adapter.close();
      });
      describeCapabilities(examined);
      describeReads(examined);
      describeSubmissions(examined);
      describeFaults(examined, code);
      describeRelease(examined, code);
    },
  );
}

function open(module: DepartmentModule, environment: Readonly<Record<string, string>>): Promise<Adapter> {
  const settings = Object.fromEntries(module.settings.map((name) => [name, required(environment, name)]));
  return module.open({ settings, nowMs: Date.now });
}

function submissionOf(key: string, payload: JsonObject, population: Population): Submission {
  const { number, name, phone } = population.person(0);
  return {
    key,
    caseNumber: '2611230000017',
    item: { code: 'contract-example', name: '契约示例事项', implementationCode: key.slice(0, 31) },
    applicant: { kind: 'person', number, name, phone },
    payload,
    materials: [{ code: 'contract', sha256: 'ab'.repeat(32), name: '合同.pdf' }],
    receivedAt: '2026-11-23T09:00:00.000+08:00',
    promise: { amount: 5, unit: 'WORKING_DAY' },
    // Nobody listens there: progress is asked for.
    callbackUrl: 'http://127.0.0.1:9/callbacks',
  };
}
