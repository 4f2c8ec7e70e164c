// The gateway's PostgreSQL: a server of its own that outlives the gateways, and is itself killed and started again on its data.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedPostgres, startPostgres } from '../embedded/postgres.ts';
import { processesIn, workingFolder } from '../embedded/processes.ts';

export interface Database {
  /** Stays the same, whatever is killed. */
  readonly url: string;
  /** kill -9; resolves when the processes that were hit are gone. False where it was down already. */
  readonly kill: (kind: 'postmaster' | 'all') => Promise<boolean>;
  /** Resolves when the server takes connections again. */
  readonly up: () => Promise<void>;
  /** Everything that was committed so far is safe on the disk. */
  readonly checkpoint: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DatabaseSettings {
  readonly folder: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
}

const POLL_MS = 20;
const UP_WITHIN_MS = 30_000;
const RESTARTS_MAX = 10;

export async function openDatabase(wanted: DatabaseSettings): Promise<Database> {
  let stopping = false;
  let broken: unknown;
  let server: EmbeddedPostgres;
  // The supervisor of an embedded server gives up when it dies often, as it does here: then it is started anew.
  const start = async (): Promise<EmbeddedPostgres> => startPostgres({ ...wanted, onLost: () => void again() });
  const again = async () => {
    await server.stop();
    for (let attempt = 1; !stopping; attempt += 1) {
      try {
        server = await start();
        return;
      } catch (error) {
        if (attempt === RESTARTS_MAX) {
          broken = error;
          return;
        }
        await sleep(attempt * 200);
      }
    }
  };
  server = await start();
  return {
    url: server.url,
    kill: async (kind) => {
      const pid = server.pid();
      if (pid === undefined) return false;
      const folder = workingFolder(pid);
      const others = kind === 'all' && folder !== undefined ? processesIn(folder).filter((each) => each !== pid) : [];
      for (const each of [pid, ...others]) kill(each);
      while (server.pid() === pid) await sleep(POLL_MS);
      return true;
    },
    up: async () => {
      for (let waitedMs = 0; waitedMs < UP_WITHIN_MS; waitedMs += POLL_MS) {
        if (broken !== undefined) throw new Error('The database did not come up again after a kill', { cause: broken });
        if (server.pid() !== undefined) return;
        await sleep(POLL_MS);
      }
      throw new Error(`The database did not come up again within ${UP_WITHIN_MS} ms of a kill`);
    },
    checkpoint: async () => {
      const client = new pg.Client(server.url);
      await client.connect();
      await client.query('checkpoint').finally(() => client.end());
    },
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Backends come and go between the look and the kill.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
