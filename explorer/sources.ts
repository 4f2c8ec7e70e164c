// What the bundle is built of, as one hash: the page's own files and the lock file of its packages.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In `bundle/`. */
export const SOURCES_FILE = 'sources.sha256';

/** `folder`: that of the explorer. */
export function sourcesHash(folder: string): string {
  const files = globSync('{src/**/*,index.html,*.ts,package-lock.json}', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
