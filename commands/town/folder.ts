// A folder for one run, gone afterwards with everything that belongs to it.
import { chmod, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

export async function makeFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'yichuang-'));
  // Open to pass through: for root the databases are served by another account, and then lie in here too.
  await chmod(path, 0o711);
  return { path, remove: () => remove(path) };
}

async function remove(path: string): Promise<void> {
  for (const cluster of await clustersBehindLinks(path)) await rm(cluster, { recursive: true, force: true });
  await rm(path, { recursive: true, force: true, maxRetries: 5 });
}

/** Where that account cannot reach the folder all the same, a link leads to the database. */
async function clustersBehindLinks(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const links = entries.filter((entry) => entry.isSymbolicLink() && entry.name === 'cluster');
  return Promise.all(links.map(({ parentPath, name }) => readlink(join(parentPath, name))));
}
