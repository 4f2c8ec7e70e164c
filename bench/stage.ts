// A stage of real processes for one scenario: the departments, a PostgreSQL, gateways, and what clients before them need.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ControlApi, openControl } from '../commands/town/control.ts';
import { type GraphClient, openGraph } from '../commands/town/graph.ts';
import { freeMocksPort } from '../commands/town/ports.ts';
import { GATEWAY_OPTIONS } from '../commands/town/program.ts';
import { developmentToken } from '../development/issuer.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { findSimulators } from '../mocks/departments.ts';
import { createPopulation } from '../mocks/population/town.ts';
import { openSamples } from '../mocks/samples/samples.ts';
import { environmentOf } from '../mocks/start.ts';
import type { LoadRequest } from './load/job.ts';
import { type Measured, startMeasured } from './measured.ts';

export interface StageSettings {
  readonly people?: number;
  /** Settings of the gateway beside those that lead it to database and departments. */
  readonly gateway?: Readonly<Record<string, string>>;
  readonly mocks?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly url: string;
  readonly gateway: Measured<unknown>;
  readonly mocks: Measured<unknown>;
  readonly control: ControlApi;
  /** What the simulators' control API tells under the same numbers. */
  readonly samples: ReturnType<typeof openSamples>;
  readonly databaseUrl: string;
  /** With the purpose that the role states. */
  readonly token: (role: string, purpose: string) => Promise<string>;
  readonly as: (role: string, purpose: string) => Promise<GraphClient>;
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';
const SEED = 1;
const PEOPLE = 10_000;
const TOKENS_LAST = '12h';
const mocksReady = z.object({ ports: z.record(z.string(), z.number()) });
const gatewayReady = z.object({ url: z.url() });

/** Resolves when everything serves. */
export async function openStage(folder: string, settings: StageSettings = {}): Promise<Stage> {
  await mkdir(folder, { recursive: true });
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const port = await freeMocksPort();
    const people = settings.people ?? PEOPLE;
    const mocks = startMeasured({
      name: 'The simulators of the departments',
      file: 'mocks/main.ts',
      environment: {
        MOCKS_PORT: String(port),
        MOCKS_SEED: String(SEED),
        MOCKS_POPULATION: String(people),
        MOCKS_DATA: join(folder, 'mocks'),
        ...settings.mocks,
      },
      ready: mocksReady,
    });
    closing.push(mocks.end);
    const database = await startPostgres({ folder: join(folder, 'postgres') });
    closing.push(database.stop);
    const { ports } = await mocks.ready;
    const gateway = startMeasured({
      name: 'The gateway',
      file: 'src/main.ts',
      nodeOptions: GATEWAY_OPTIONS,
      environment: {
        ...(await environmentOf(HOST, await findSimulators(), ports)),
        PORT: '0',
        DATABASE_URL: database.url,
        DATA_DIR: join(folder, 'data'),
        LOG_LEVEL: 'warn',
        ...settings.gateway,
      },
      ready: gatewayReady,
    });
    closing.push(gateway.end);
    const { url } = await gateway.ready;
    const token = (role: string, purpose: string) => developmentToken({ role, purpose, expires: TOKENS_LAST });
    return {
      url,
      gateway,
      mocks,
      control: openControl(`http://${HOST}:${ports['control']}`),
      samples: openSamples(createPopulation({ seed: SEED, people })),
      databaseUrl: database.url,
      token,
      as: async (role, purpose) => openGraph(url, await token(role, purpose)),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One of the operations that front ends rely on. */
export function golden(name: string): Promise<string> {
  return readFile(new URL(`../catalogue/documents/${name}.graphql`, import.meta.url), 'utf8');
}

/** One POST to /graphql, ready to be sent many times. */
export function graphRequest(token: string, query: string, variables: unknown): LoadRequest {
  return {
    path: '/graphql',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  };
}
