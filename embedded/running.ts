// Finds the server that another process runs in a folder, for commands that look into a database which is in use.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USER } from './cluster.ts';
import { isOwned } from './owner.ts';

/** Its URL; undefined where no living process works with the folder. Throws where the server is not up, as while it starts. */
export function runningPostgres(folder: string): string | undefined {
  const cluster = join(folder, 'cluster');
  if (!existsSync(cluster) || !isOwned(cluster)) return undefined;
  const password = readFileSync(join(cluster, 'password'), 'utf8').trim();
  // Line 4 of PostgreSQL's own lock file is its port.
  const port = readFileSync(join(cluster, 'data', 'postmaster.pid'), 'utf8').split('\n')[3];
  return `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`;
}
