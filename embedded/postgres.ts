// A real PostgreSQL from npm packages, for those who run no server of their own. Knows nothing of what is stored in it.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, openCluster, removeCluster, USER } from './cluster.ts';
import { claim } from './owner.ts';
import { endOrphan, launch, PortTaken, type Postmaster, shutDown } from './postmaster.ts';

export interface EmbeddedPostgres {
  /** Connects as superuser to the database `postgres`. */
  readonly url: string;
  /** Stays the same for as long as this object lives, restarts included. */
  readonly port: number;
  /** The main process of the server; undefined while it is being restarted or is down. */
  readonly pid: () => number | undefined;
  /** Ends every connection and the server. May be called more than once. */
  readonly stop: () => Promise<void>;
  /** `stop`, then deletes the folder and all data. */
  readonly discard: () => Promise<void>;
}

export interface EmbeddedPostgresSettings {
  /** Holds the data; created where missing. One process at a time may use it. */
  readonly folder: string;
  /** On 127.0.0.1; a free one when absent. */
  readonly port?: number;
  /** Server settings by name, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told when the server died and could not be restarted; by default that ends the process as an uncaught error. */
  readonly onLost?: (error: Error) => void;
}

const PORT_ATTEMPTS_MAX = 5;
/** Of macOS, the shortest: 104 bytes with the one that ends it. */
const SOCKET_PATH_MAX = 104;
const RESTARTS_MAX = 8;
const RESTART_FIRST_DELAY_MS = 50;
const RESTART_DELAY_MAX_MS = 1_000;
const RESTARTS_FORGIVEN_AFTER_MS = 60_000;

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  log_checkpoints: 'off',
  // Errors and statements quote values, and values are personal data: only the server's own life is logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const;

/**
 * Resolves when connections are accepted: in about half a second on an existing folder, one and a half on a new one.
 * The server ends with this process, however that ends, and is restarted on the same port when it dies on its own.
 * Throws where the folder is in use by a living process, or the server cannot run here; the message says what to do.
 */
export async function startPostgres(options: EmbeddedPostgresSettings): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded PostgreSQL runs on Linux and macOS; on Windows set DATABASE_URL to a server of your own',
    );
  }
  const folder = resolve(options.folder);
  const cluster = await openCluster(folder);
  const release = claim(cluster.path, folder);
  try {
    await endOrphan(cluster);
    const sockets = { unix_socket_directories: socketFolders(cluster) };
    const settings = { ...DEFAULTS, ...sockets, ...options.settings };
    const { port, postmaster } = await launchOnPort(cluster, options.port, settings);
    const running = supervise(cluster, port, settings, postmaster, options.onLost ?? raise);
    return present(folder, cluster, port, running, release);
  } catch (error) {
    release();
    throw error;
  }
}

function present(
  folder: string,
  cluster: Cluster,
  port: number,
  running: Supervised,
  release: () => void,
): EmbeddedPostgres {
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= running.stop().finally(release);
    return stopped;
  };
  return {
    url: `postgres://${USER}:${cluster.password}@${hostOf(cluster, port)}:${port}/postgres`,
    port,
    pid: running.pid,
    stop,
    discard: async () => {
      await stop();
      removeCluster(folder, cluster);
    },
  };
}

/** A socket beside the cluster costs each statement less than TCP does; only the cluster's owner and root reach it. */
function socketFolders({ path }: Cluster): string {
  return fitsSocket(path) ? `"${path}"` : '';
}

/** Where the server made no socket, as on some file systems that are mounted from elsewhere, TCP serves. */
function hostOf({ path }: Cluster, port: number): string {
  return existsSync(join(path, `.s.PGSQL.${port}`)) ? encodeURIComponent(path) : '127.0.0.1';
}

/** Systems bound the length of a socket's path; a quote would end it in the server's settings. */
function fitsSocket(path: string): boolean {
  return Buffer.byteLength(join(path, '.s.PGSQL.65535')) < SOCKET_PATH_MAX && !path.includes('"');
}

async function launchOnPort(cluster: Cluster, wanted: number | undefined, settings: Readonly<Record<string, string>>) {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort());
    try {
      return { port, postmaster: await launch(cluster, port, settings) };
    } catch (error) {
      // Somebody took the free port first; a port that was asked for is not ours to change.
      if (!(error instanceof PortTaken)) throw error;
      if (wanted !== undefined || attempt === PORT_ATTEMPTS_MAX) {
        throw new Error(`The database cannot listen on port ${port} of 127.0.0.1: another program does`, {
          cause: error,
        });
      }
    }
  }
}

interface Supervised {
  readonly pid: () => number | undefined;
  readonly stop: () => Promise<void>;
}

/** Restarts the server on its port when it ends uncalled; gives up when it keeps dying. */
function supervise(
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
  first: Postmaster,
  onLost: (error: Error) => void,
): Supervised {
  let current: Postmaster | undefined = first;
  let stopping = false;
  const watched = watch().catch(onLost);

  async function watch(): Promise<void> {
    for (let restarts = 0; current !== undefined; restarts++) {
      const upSince = performance.now();
      await current.ended;
      current = undefined;
      if (stopping) return;
      if (performance.now() - upSince > RESTARTS_FORGIVEN_AFTER_MS) restarts = 0;
      if (restarts === RESTARTS_MAX) throw new Error(lost(cluster, port));
      current = await restart(restarts);
    }
  }

  /** A crashed server's last backends may hold its shared memory for a moment; then a start is refused. */
  async function restart(restarts: number): Promise<Postmaster | undefined> {
    for (let attempt = 0; !stopping; attempt++) {
      try {
        return await launch(cluster, port, settings);
      } catch (cause) {
        if (restarts + attempt >= RESTARTS_MAX) throw new Error(lost(cluster, port), { cause });
        await sleep(Math.min(RESTART_FIRST_DELAY_MS * 2 ** attempt, RESTART_DELAY_MAX_MS), undefined, { ref: false });
      }
    }
    return undefined;
  }

  return {
    pid: () => current?.pid,
    stop: async () => {
      stopping = true;
      if (current !== undefined) await shutDown(current);
      await watched;
      // A restart that was under way when `stop` came has brought one more up.
      if (current !== undefined) await shutDown(current);
    },
  };
}

function lost(cluster: Cluster, port: number): string {
  return `PostgreSQL on port ${port} keeps dying; see ${cluster.path}/postgres.log, then start again`;
}

function raise(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
