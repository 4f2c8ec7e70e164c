// One run of the server's main process: started, watched until ready, stopped, or found left behind by an owner that died.
import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, serverEnvironment } from './cluster.ts';
import { birthOf, commandLine, isAlive, processesIn, signal, workingFolder } from './processes.ts';

export interface Postmaster {
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<void>;
}

const READY_WITHIN_MS = 120_000;
const FAST_STOP_MS = 15_000;
const ORPHAN_FAST_STOP_MS = 1_500;
const IMMEDIATE_STOP_MS = 15_000;
const POLL_MS = 10;
const LOG_MAX_BYTES = 4 * 1024 * 1024;

/** The port was taken between the choice and the start. */
export class PortTaken extends Error {}

/** Resolves when the server accepts connections on the port; throws with the end of its log where it does not come up. */
export async function launch(
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  const data = dataFolder(cluster);
  const log = openLog(cluster);
  const logStart = statSync(logFile(cluster)).size;
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(cluster.binaries.postgres, ['-D', data, ...options], {
    ...cluster.account.ids,
    cwd: data,
    env: serverEnvironment(),
    // Its own session: Ctrl-C in the terminal is the owner's to answer, not the server's.
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = endOf(child);
  child.unref();
  if (child.pid === undefined)
    throw new Error(`${cluster.binaries.postgres} could not be started`, { cause: await ended });
  const watch = guard(child.pid, cluster);
  void ended.then(() => watch.kill());
  await ready(child.pid, ended, cluster, logStart);
  return { pid: child.pid, ended: ended.then(() => undefined) };
}

/** Fast shutdown, then the immediate one, which recovers at the next start and loses nothing that was committed. */
export async function shutDown(postmaster: Postmaster): Promise<void> {
  signal(postmaster.pid, 'SIGINT');
  if (await within(postmaster.ended, FAST_STOP_MS)) return;
  signal(postmaster.pid, 'SIGQUIT');
  if (await within(postmaster.ended, IMMEDIATE_STOP_MS)) return;
  signal(postmaster.pid, 'SIGKILL');
  await postmaster.ended;
}

/** Stops what an owner that is gone left running in the cluster, and clears a lock file whose pid now means another process. */
export async function endOrphan(cluster: Cluster): Promise<void> {
  const pid = lockLines(cluster)[0];
  if (pid === undefined) return;
  const orphan = Number(pid);
  if (!isPostmaster(orphan, cluster)) {
    // PostgreSQL judges a dead pid by itself; one that lives on as some other process keeps it from starting.
    if (isAlive(orphan) && processesIn(dataFolder(cluster)).length === 0) rmSync(lockFile(cluster), { force: true });
    return;
  }
  const birth = birthOf(orphan);
  const gone = async (limitMs: number) => {
    for (let waitedMs = 0; waitedMs < limitMs && birthOf(orphan) === birth; waitedMs += POLL_MS) await sleep(POLL_MS);
    return birthOf(orphan) !== birth;
  };
  signal(orphan, 'SIGINT');
  if (await gone(ORPHAN_FAST_STOP_MS)) return;
  signal(orphan, 'SIGQUIT');
  if (await gone(IMMEDIATE_STOP_MS)) return;
  throw new Error(
    `Process ${orphan} still serves the database in ${cluster.path} though its owner is gone; stop it by hand`,
  );
}

/**
 * Ends the server when this process ends in whatever way, kill -9 included: the watch reads a pipe whose other end
 * only this process holds. Signal handlers were rejected: they cannot see every end, and change the owner's own.
 */
function guard(pid: number, cluster: Cluster): ChildProcess {
  const script = 'cat >/dev/null; read -r pid < "$2" && test "$pid" = "$1" && kill -INT "$1"';
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(pid), lockFile(cluster)], {
    ...cluster.account.ids,
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.once('error', () => undefined);
  watch.unref();
  (watch.stdin as unknown as { unref(): void }).unref();
  watch.stdin?.on('error', () => undefined);
  return watch;
}

function endOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code, name) => resolve(code ?? name));
  });
}

/** The lock file's eighth line turns to `ready`; asking by connection would need a client and a password first. */
async function ready(pid: number, ended: Promise<unknown>, cluster: Cluster, logStart: number): Promise<void> {
  let down = false;
  void ended.then(() => {
    down = true;
  });
  for (let waitedMs = 0; waitedMs < READY_WITHIN_MS && !down; waitedMs += POLL_MS) {
    const lines = lockLines(cluster);
    if (lines[0] === String(pid) && lines[7] === 'ready') return;
    await sleep(POLL_MS);
  }
  const log = readFileSync(logFile(cluster)).subarray(logStart).toString().slice(-2000).trim();
  if (!down) signal(pid, 'SIGQUIT');
  const message = `PostgreSQL did not come up in ${cluster.path}; its log says: ${log}`;
  throw /could not bind|could not create any TCP\/IP sockets/.test(log) ? new PortTaken(message) : new Error(message);
}

function isPostmaster(pid: number, cluster: Cluster): boolean {
  if (!isAlive(pid)) return false;
  const folder = workingFolder(pid);
  return folder === undefined
    ? (commandLine(pid)?.includes(dataFolder(cluster)) ?? false)
    : folder === dataFolder(cluster);
}

async function within(ended: Promise<void>, limitMs: number): Promise<boolean> {
  const stop = new AbortController();
  const late = sleep(limitMs, false, { signal: stop.signal }).catch(() => false);
  const answer = await Promise.race([ended.then(() => true), late]);
  stop.abort();
  return answer;
}

function dataFolder(cluster: Cluster): string {
  return join(cluster.path, 'data');
}

function lockFile(cluster: Cluster): string {
  return join(dataFolder(cluster), 'postmaster.pid');
}

function lockLines(cluster: Cluster): readonly string[] {
  try {
    return readFileSync(lockFile(cluster), 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return [];
  }
}

function logFile(cluster: Cluster): string {
  return join(cluster.path, 'postgres.log');
}

/** Begins anew when it has grown large: the log holds starts, stops and crashes, no statements. */
function openLog(cluster: Cluster): number {
  const file = logFile(cluster);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const handle = openSync(file, size > LOG_MAX_BYTES ? 'w' : 'a', 0o600);
  if (cluster.account.ids !== undefined) chownSync(file, cluster.account.ids.uid, cluster.account.ids.gid);
  return handle;
}
