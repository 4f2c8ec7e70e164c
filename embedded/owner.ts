// Who works with a cluster. One process at a time; a claim whose process is gone is void.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf } from './processes.ts';

interface Claim {
  readonly pid: number;
  readonly birth: string;
  readonly token: string;
}

const OWNER_FILE = 'owner.json';
const ATTEMPTS_MAX = 20;

/**
 * Claims the cluster for this process and returns the way to give it back.
 * Throws, naming folder and process, where a living process has it, this one included.
 */
export function claim(cluster: string, folder: string): () => void {
  const file = join(cluster, OWNER_FILE);
  const mine: Claim = { pid: process.pid, birth: birthOf(process.pid) ?? '', token: randomUUID() };
  const draft = `${file}.${mine.token}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (placed(draft, file)) return () => release(file, mine);
      const theirs = read(file);
      if (theirs === undefined) continue;
      if (birthOf(theirs.pid) === theirs.birth) throw new Error(refusal(folder, theirs.pid));
      remove(file, theirs);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  throw new Error(`The database in ${folder} is being claimed by several processes at once; start one of them again`);
}

/** Whether a living process works with the cluster. */
export function isOwned(cluster: string): boolean {
  const claim = read(join(cluster, OWNER_FILE));
  return claim !== undefined && birthOf(claim.pid) === claim.birth;
}

function refusal(folder: string, pid: number): string {
  const who = pid === process.pid ? `this process (${pid})` : `process ${pid}`;
  return `The database in ${folder} is in use by ${who}; stop that one first, or give this one another folder`;
}

/** `link` is the one call that creates a file with its content in a single step, and fails where the name is taken. */
function placed(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): Claim | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Claim;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return { pid: 0, birth: 'unreadable', token: '' };
    throw error;
  }
}

/** Takes a void claim away. Renaming comes first: of two processes that do so only one gets the file it has read. */
function remove(file: string, expected: Claim): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside)?.token !== expected.token) placed(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, mine: Claim): void {
  if (read(file)?.token === mine.token) rmSync(file, { force: true });
}
