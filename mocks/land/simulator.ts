// The land registry as its partners meet it: a PostgreSQL staging database, behind it the registry and its job.
import type { NetConnectOpts } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { startPostgres } from '../../embedded/postgres.ts';
import type { DepartmentSimulator, RunningSimulator, SimulatorContext } from '../simulator.ts';
import { openDoor } from './door.ts';
import { takeIn } from './intake.ts';
import { writeProgress } from './progress.ts';
import { DATABASE, openRegistry, PARTNER } from './registry.ts';

const SERVER_SETTINGS = {
  max_connections: '200',
  shared_buffers: '64MB',
  max_wal_size: '4GB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Statements that were prepared on empty staging tables would go on reading them whole however many applications come.
  enable_seqscan: 'off',
};
const JOB_EVERY_MS = 100;
const JOB_AFTER_FAILURE_MS = 500;

export const department: DepartmentSimulator = {
  code: 'land',
  portOffset: 2,
  environment: (host, port) => ({
    LAND_DATABASE_URL: `postgres://${PARTNER.user}:${PARTNER.password}@${host}:${port}/${DATABASE}`,
  }),
  start,
};

async function start(context: SimulatorContext): Promise<RunningSimulator> {
  const server = await startPostgres({ folder: join(context.dataFolder, 'postgres'), settings: SERVER_SETTINGS });
  const closers = [server.stop];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const pool = await openRegistry(server.url, context.population);
    closers.push(() => pool.end());
    closers.push(writeProgress(pool, context.applications));
    closers.push(runJob(pool, context));
    const { host, port, listening, counters, misbehaviour } = context;
    const door = await openDoor({ host, server: addressOf(server.url), counters, misbehaviour }, { port, listening });
    closers.push(door.close);
    return { close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Through a socket file, where the server made one, each statement costs less than over TCP. */
function addressOf(serverUrl: string): NetConnectOpts {
  const { hostname, port } = new URL(serverUrl);
  const host = decodeURIComponent(hostname);
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port: Number(port) };
}

/** Returns the function that ends the job after the round it is in. */
function runJob(pool: pg.Pool, { applications, now }: SimulatorContext): () => Promise<void> {
  const ending = new AbortController();
  const rounds = async () => {
    while (!ending.signal.aborted) {
      const waitMs = await takeIn(pool, applications, now).then(
        (moreWait) => (moreWait ? 0 : JOB_EVERY_MS),
        (cause: unknown) => {
          // The rows stay open; while the server restarts this is all that happens.
          if (!ending.signal.aborted)
            console.error('The land registry could not take in applications; it tries again', cause);
          return JOB_AFTER_FAILURE_MS;
        },
      );
      await sleep(waitMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  const ended = rounds();
  return () => {
    ending.abort();
    return ended;
  };
}
