// Where a cluster lies and how it comes to be: whole or not at all, reachable by the account that serves it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, accountFor, enters } from './account.ts';
import { type Binaries, binariesFor, sharedFolder } from './binaries.ts';
import { isOwned } from './owner.ts';
import { birthOf, processesIn, signal } from './processes.ts';

export interface Cluster {
  /** The real path, behind the link where there is one. */
  readonly path: string;
  readonly account: Account;
  readonly binaries: Binaries;
  readonly password: string;
}

export const USER = 'yichuang';
const PASSWORD_FILE = 'password';
/** Beside a cluster behind a link: where the link stood at first. */
const ORIGIN_FILE = 'origin';
const LINKED_WITHIN_MS = 60_000;
const REMOVALS_MAX = 20;

/** The cluster of a folder, created on the first call. */
export async function openCluster(folder: string): Promise<Cluster> {
  mkdirSync(folder, { recursive: true });
  const link = join(realpathSync(folder), 'cluster');
  const present = existing(link);
  const account = accountFor(present);
  const binaries = binariesFor(account);
  if (present !== undefined && !enters(account, present)) {
    throw new Error(
      `The database in ${present} cannot be reached by uid ${account.ids?.uid ?? process.getuid?.()}; open the folders above it to that user, or run as the owner`,
    );
  }
  const path = present ?? (await create(link, account, binaries));
  return { path, account, binaries, password: readFileSync(join(path, PASSWORD_FILE), 'utf8') };
}

/** Deletes a folder and the cluster behind its link. The server must be down. */
export function removeCluster(folder: string, cluster: Cluster): void {
  rmSync(cluster.path, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

function existing(link: string): string | undefined {
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) return undefined;
  if (!existsSync(link)) {
    throw new Error(
      `${link} points to a database that is gone; put it back, or remove the link to begin with an empty one`,
    );
  }
  return realpathSync(link);
}

/** Initialises beside the final name and renames: a process that dies half-way leaves nothing that looks finished. */
async function create(link: string, account: Account, binaries: Binaries): Promise<string> {
  const near = enters(account, dirname(link));
  const home = near ? dirname(link) : sharedFolder('clusters');
  const path = near ? link : join(home, randomBytes(8).toString('hex'));
  removeAbandoned(home);
  if (!near) removeTemporary(home);
  const draft = `${path}.${markOf(process.pid)}`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    if (account.ids !== undefined) chownSync(draft, account.ids.uid, account.ids.gid);
    await initialise(draft, account, binaries);
    if (!near) writeFileSync(join(draft, ORIGIN_FILE), link);
    renameSync(draft, path);
    syncFolder(home);
    if (!near) {
      symlinkSync(path, link);
      syncFolder(dirname(link));
    }
    return path;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!near) rmSync(path, { recursive: true, force: true });
    // Another process was quicker; its cluster serves as well.
    const theirs = existing(link);
    if (theirs === undefined) throw error;
    return theirs;
  }
}

/** Drafts carry the pid and the birth of their maker: those of makers that are gone were killed half-way. */
function removeAbandoned(home: string): void {
  for (const name of readdirSync(home)) {
    const [, mark, pid] = /^(?:cluster|[0-9a-f]{16})\.((\d+)-\w*)$/.exec(name) ?? [];
    if (mark === undefined || mark === markOf(Number(pid))) continue;
    removeDraft(join(home, name));
  }
}

/** What initialises it outlives its maker, and takes a file away while the folder is removed: that ends too early then. */
function removeDraft(draft: string): void {
  for (let attempt = 0; attempt < REMOVALS_MAX && existsSync(draft); attempt++) {
    for (const pid of [...processesIn(draft), ...processesIn(join(draft, 'data'))]) signal(pid, 'SIGKILL');
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Whoever deletes a temporary folder seldom knows of the cluster behind its link. Only what began in the system's
 * temporary folder is taken to be temporary: elsewhere a missing link may be a disk that is not mounted today.
 */
function removeTemporary(home: string): void {
  const temporary = join(realpathSync(tmpdir()), '/');
  for (const name of readdirSync(home)) {
    const path = join(home, name);
    const origin = originOf(path);
    if (!origin?.startsWith(temporary) || lstatSync(origin, { throwIfNoEntry: false }) !== undefined) continue;
    if (!isOwned(path)) rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Undefined where there is none, or where it is so young that the link may still be on its way. */
function originOf(path: string): string | undefined {
  const file = join(path, ORIGIN_FILE);
  const made = statSync(file, { throwIfNoEntry: false });
  return made !== undefined && Date.now() - made.mtimeMs > LINKED_WITHIN_MS ? readFileSync(file, 'utf8') : undefined;
}

function markOf(pid: number): string {
  return `${pid}-${(birthOf(pid) ?? '').replace(/\W/g, '')}`;
}

/** `initdb` wants an empty folder, so that the password lies beside it until it is done. */
async function initialise(folder: string, account: Account, binaries: Binaries): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(folder, PASSWORD_FILE);
  const data = join(folder, 'data');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.ids !== undefined) chownSync(passwordFile, account.ids.uid, account.ids.gid);
  const options = ['--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', '--no-instructions'];
  await run(binaries.initdb, ['-D', data, '-U', USER, `--pwfile=${passwordFile}`, ...options], account, folder);
}

function run(program: string, args: readonly string[], account: Account, cwd: string): Promise<void> {
  const child = spawn(program, args, {
    ...account.ids,
    cwd,
    env: serverEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (bytes: Buffer) => {
    output = (output + bytes.toString()).slice(-2000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${code ?? signal}: ${output.trim()}`));
    });
  });
}

/** None of the caller's PG* variables or locale may reach the server. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
