// A running town for a test file: the four simulators and the gateway as processes of their own, as in production.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type ControlApi, openControl } from '../../commands/town/control.ts';
import { makeFolder } from '../../commands/town/folder.ts';
import { type GraphClient, openGraph } from '../../commands/town/graph.ts';
import { freeMocksPort } from '../../commands/town/ports.ts';
import { startTown } from '../../commands/town/town.ts';
import { developmentToken, type TokenRequest } from '../../development/issuer.ts';
import type { Population } from '../../mocks/population/population.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import { createDatabase } from './postgres.ts';

export interface RunningTown {
  /** Base address of the gateway. */
  readonly url: string;
  readonly control: ControlApi;
  /** The truth, computed from the same seed. */
  readonly population: Population;
  /** A window clerk who takes in and handles applications. */
  readonly window: GraphClient;
  /** Somebody else; without a request for a token somebody who shows none. */
  readonly as: (request?: Omit<TokenRequest, 'expires'>) => Promise<GraphClient>;
}

const TOWN = { seed: 1, people: 10_000 };

/** Declared with the file's tests: a hook that is declared while another runs is never called. */
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends.splice(0)) await end();
});

/** Ends after the file's tests, with its data. `gateway`: settings beyond those of the departments. */
export async function runTown(gateway: Readonly<Record<string, string>> = {}): Promise<RunningTown> {
  const [folder, database, mocksPort] = await Promise.all([
    makeFolder(),
    createDatabase({ migrated: true }),
    freeMocksPort(),
  ]);
  const { path } = folder;
  const town = startTown({
    mocksPort,
    mocks: { MOCKS_DATA: join(path, 'mocks'), MOCKS_SEED: String(TOWN.seed), MOCKS_POPULATION: String(TOWN.people) },
    gateway: { PORT: '0', DATABASE_URL: database.url, DATA_DIR: path, LOG_LEVEL: 'warn', ...gateway },
  });
  ends.push(async () => {
    const failures = (await town.complaints()).split('\n').filter((line) => line.includes('"level":"error"'));
    if (failures.length > 0) console.error(`The gateway logged errors, of which the last are:\n${failures.join('\n')}`);
    await town.close();
    await folder.remove();
  });
  const [url, control] = await Promise.all([town.url, town.control]);
  const as: RunningTown['as'] = async (request) =>
    openGraph(url, request && (await developmentToken({ ...request, expires: '1h' })));
  return {
    url,
    control: openControl(control),
    population: createPopulation(TOWN),
    window: await as({ role: 'window', purpose: 'acceptance' }),
    as,
  };
}

/** One of the operations that clients rely on, byte for byte. */
export function golden(name: string): string {
  return readFileSync(new URL(`../golden/${name}.graphql`, import.meta.url), 'utf8');
}
