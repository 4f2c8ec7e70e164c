// How long a gateway takes until it serves: with a database of its own, first and again, and with one that is there already.
import { join } from 'node:path';
import { z } from 'zod';
import { GATEWAY_OPTIONS } from '../../commands/town/program.ts';
import { findSimulators } from '../../mocks/departments.ts';
import { environmentOf } from '../../mocks/start.ts';
import { startMeasured } from '../measured.ts';
import { median } from '../rounds.ts';
import type { Bench, Scenario } from '../scenario.ts';

const HOST = '127.0.0.1';
/** Nobody answers there: a gateway starts without its departments. */
const NOBODY = 1;
const ready = z.object({ url: z.url() });

export const scenario: Scenario = {
  about: 'from the start of the process to the first answer',
  run: async (bench) => {
    const stage = await bench.openStage();
    const external: Start[] = [];
    const first: Start[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      external.push(await start(bench, `external-${round}`, { DATABASE_URL: stage.databaseUrl }));
      first.push(await start(bench, `embedded-${round}`, {}));
    }
    return [
      {
        name: 'ready with an external database',
        value: median(external.map(({ tookMs }) => tookMs)) / 1_000,
        unit: 's',
        target: { atMost: 1 },
      },
      {
        name: 'ready with an embedded one, first start',
        value: median(first.map(({ tookMs }) => tookMs)) / 1_000,
        unit: 's',
        target: { atMost: 3 },
      },
      { name: 'CPU of a start', value: median(external.map(({ cpuMs }) => cpuMs)) / 1_000, unit: 's' },
      {
        name: 'resident memory after the start',
        value: median(external.map(({ residentMb }) => residentMb)),
        unit: 'MB',
        target: { atMost: 250 },
      },
    ];
  },
};

interface Start {
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly residentMb: number;
}

async function start({ folder }: Bench, name: string, database: Readonly<Record<string, string>>): Promise<Start> {
  const simulators = await findSimulators();
  const ports = Object.fromEntries(simulators.map(({ code }) => [code, NOBODY]));
  const environment = {
    ...(await environmentOf(HOST, simulators, ports)),
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: join(folder, name),
    ...database,
  };
  const startedMs = performance.now();
  const gateway = startMeasured({
    name: 'The gateway',
    file: 'src/main.ts',
    nodeOptions: GATEWAY_OPTIONS,
    environment,
    ready,
  });
  try {
    const { url } = await gateway.ready;
    await fetch(`${url}/health/ready`);
    const tookMs = performance.now() - startedMs;
    const { cpuMs, residentBytes } = await gateway.usage();
    return { tookMs, cpuMs, residentMb: residentBytes / 2 ** 20 };
  } finally {
    await gateway.end();
  }
}
