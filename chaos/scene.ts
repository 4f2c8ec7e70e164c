// A stage of real processes in a folder of its own: the departments, a PostgreSQL, the gateways, and clients before them.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ControlApi, openControl } from '../commands/town/control.ts';
import { freeMocksPort } from '../commands/town/ports.ts';
import { startProgram } from '../commands/town/program.ts';
import { findSimulators } from '../mocks/departments.ts';
import { environmentOf } from '../mocks/start.ts';
import { type Database, openDatabase } from './database.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Entry, type History, type JournalLine, openHistory, readLines } from './history.ts';
import { openReplica, type Replica } from './replica.ts';

export interface SceneSettings {
  readonly folder: string;
  readonly seed: number;
  readonly cases: number;
  readonly replicas: number;
  /** The program that is the gateway, from the root of the repository. */
  readonly gateway: string;
  /** Settings of PostgreSQL beyond its own. */
  readonly database?: Readonly<Record<string, string>>;
}

export interface Scene {
  readonly control: ControlApi;
  readonly database: Database;
  readonly replicas: readonly Replica[];
  readonly desk: Desk;
  readonly history: History;
  /** Ends the clients' log, fetches the journal, and reads both from their files. */
  readonly evidence: () => Promise<{ readonly log: readonly Entry[]; readonly journal: readonly JournalLine[] }>;
  readonly close: () => Promise<void>;
}

const HOST = '127.0.0.1';
/** So many people have enough homes and enterprises for a case's samples. */
const PEOPLE_PER_CASE = 10;
const PEOPLE_MIN = 2_000;
/** Behind the departments in the row of free ports: none that the system gives to others while a server is down. */
const DATABASE_PORT = 7;
const GATEWAY_PORTS = 8;
const mocksReady = z.object({ ports: z.record(z.string(), z.number()) });

/** Resolves when everything serves. */
export async function openScene(settings: SceneSettings): Promise<Scene> {
  const { folder, seed, cases } = settings;
  await mkdir(folder, { recursive: true });
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of closing.reverse().splice(0)) await step();
  };
  try {
    const firstPort = await freeMocksPort();
    const departments = startProgram({
      name: 'The simulators of the departments',
      file: 'mocks/main.ts',
      environment: {
        MOCKS_PORT: String(firstPort),
        MOCKS_SEED: String(seed),
        MOCKS_POPULATION: String(Math.max(PEOPLE_MIN, cases * PEOPLE_PER_CASE)),
        MOCKS_DATA: join(folder, 'mocks'),
      },
      ready: mocksReady,
    });
    closing.push(departments.end);
    const database = await openDatabase({
      folder: join(folder, 'postgres'),
      port: firstPort + DATABASE_PORT,
      ...(settings.database === undefined ? {} : { settings: settings.database }),
    });
    closing.push(database.stop);
    const { ports } = await departments.ready;
    const replicas = await openReplicas(settings, ports, database.url, firstPort + GATEWAY_PORTS);
    closing.push(() => Promise.all(replicas.map((replica) => replica.close())));
    await Promise.all(replicas.map((replica) => replica.serving()));
    const control = openControl(`http://${HOST}:${ports['control']}`);
    const logFile = join(folder, 'clients.ndjson');
    const history = openHistory(logFile);
    const evidence = async () => {
      await history.close();
      const journal = await control.journal();
      await writeFile(join(folder, 'journal.ndjson'), journal.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return { log: await readLines<Entry>(logFile), journal };
    };
    return {
      control,
      database,
      replicas,
      desk: await openDesk(replicas.map(({ url }) => url)),
      history,
      evidence,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openReplicas(
  { folder, gateway, replicas }: SceneSettings,
  ports: Readonly<Record<string, number>>,
  databaseUrl: string,
  firstPort: number,
): Promise<Replica[]> {
  const departments = await environmentOf(HOST, await findSimulators(), ports);
  return Array.from({ length: replicas }, (_, index) =>
    openReplica({
      name: `gateway ${index + 1}`,
      program: gateway,
      environment: {
        ...departments,
        DATABASE_URL: databaseUrl,
        DATA_DIR: join(folder, 'data'),
      },
      port: firstPort + index,
      logFile: join(folder, `gateway-${index + 1}.log`),
    }),
  );
}
