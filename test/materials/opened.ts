// The materials of a gateway over a database and a folder of their own; what lies in the folder can be looked at.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeFolder } from '../../commands/town/folder.ts';
import { openLog } from '../../src/log.ts';
import type { Content } from '../../src/materials/content-store.ts';
import { type MaterialsDependencies, openMaterials } from '../../src/materials/materials.ts';
import { openStore } from '../../src/store/pool.ts';
import { openPresence } from '../../src/store/presence.ts';
import { createDatabase } from '../support/postgres.ts';

export const CLERK = { role: 'window', subject: 'clerk-7' };
export const CITIZEN = { role: 'front-end', subject: '350428190001010015' };
export const NEIGHBOUR = { role: 'front-end', subject: '35010219040229002X' };

const INSTALLATION = 'town';

/** Closed after the file's tests. */
export async function openedMaterials(settings: Partial<MaterialsDependencies> = {}) {
  const [{ url }, folder] = await Promise.all([createDatabase({ migrated: true }), makeFolder()]);
  const store = openStore({ url });
  const presence = await openPresence(url);
  const dependencies: MaterialsDependencies = {
    store,
    presence,
    log: openLog('silent'),
    folder: folder.path,
    installation: INSTALLATION,
    s3: undefined,
    mediaTypes: new Set(['application/pdf', 'image/png', 'image/jpeg']),
    bytesMax: 1_000_000,
    ...settings,
  };
  const materials = await openMaterials(dependencies);
  afterAll(async () => {
    await materials.close();
    await presence.close();
    await store.close();
    await folder.remove();
  });
  const home = join(folder.path, INSTALLATION);
  const filesIn = async (name: string) => {
    if (!existsSync(join(home, name))) return [];
    const entries = await readdir(join(home, name), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  };
  return {
    materials,
    store,
    url,
    dependencies,
    home,
    /** Names of the documents that are kept. */
    kept: () => filesIn('contents'),
    /** What is on its way in, or was left behind. */
    incoming: () => filesIn('incoming'),
    read: ({ sha256 }: Pick<Content, 'sha256'>) => readFile(join(home, 'contents', sha256.slice(0, 2), sha256)),
    pathOf: (sha256: string) => join(home, 'contents', sha256.slice(0, 2), sha256),
  };
}

/** A sender that sends these and is done. */
export async function* chunksOf(content: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += size) yield content.subarray(start, start + size);
}
