// Folders, processes and questions that the tests of the embedded server share.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach } from 'vitest';

const leftovers: (() => void)[] = [];

/** Removes what the tests of a file made, clusters behind links and processes included. */
export function cleanUpAfterEach(): void {
  afterEach(() => {
    for (const remove of leftovers.splice(0).reverse()) remove();
  });
}

/** mktemp's mode is 0700, and root's folder of that mode is closed to the server's account. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-embedded-'));
  leftovers.push(() => {
    for (const name of ['cluster', 'data/cluster']) removeTarget(join(folder, name));
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return folder;
}

function removeTarget(link: string): void {
  try {
    rmSync(realpathSync(link), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  } catch {
    // Nothing was made there.
  }
}

export interface OwnerProcess {
  readonly process: ChildProcess;
  readonly url: string;
  readonly postmaster: number;
  readonly ended: Promise<void>;
}

/** Resolves when the process's server is up. */
export async function startOwner(folder: string, then: 'hold' | 'exit' | 'throw' = 'hold'): Promise<OwnerProcess> {
  const script = fileURLToPath(new URL('./owner-process.ts', import.meta.url));
  const owner = spawn(process.execPath, [script, folder, then], { stdio: ['ignore', 'pipe', 'ignore'] });
  leftovers.push(() => owner.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => owner.once('exit', () => resolve()));
  for await (const line of createInterface({ input: owner.stdout })) {
    const { url, pid } = JSON.parse(line) as { url: string; pid: number };
    return { process: owner, url, postmaster: pid, ended };
  }
  throw new Error(`The owner of ${folder} ended before its server was up`);
}

export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}
