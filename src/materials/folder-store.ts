// Documents in a folder of this machine, or one that replicas share. A document appears by a rename, once it is on disk.
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ContentStore, placeOf } from './content-store.ts';

const PRIVATE_FOLDER = 0o700;

export function folderStore(folder: string): ContentStore {
  const pathOf = (sha256: string) => join(folder, placeOf(sha256));
  return {
    has: async ({ sha256, bytes }) => {
      try {
        return (await stat(pathOf(sha256))).size === bytes;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    put: async ({ sha256 }, path) => {
      const place = pathOf(sha256);
      const made = await moved(path, place);
      await synced(dirname(place));
      // A folder that was made just now is itself an entry that must reach the disk.
      if (made !== undefined) await syncedUpTo(dirname(dirname(place)), dirname(made));
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}

/** The topmost folder that had to be made, if any: after the first days none has to be. */
async function moved(path: string, place: string): Promise<string | undefined> {
  try {
    await rename(path, place);
    return undefined;
  } catch (error) {
    if (!isMissing(error)) throw error;
    const made = await mkdir(dirname(place), { recursive: true, mode: PRIVATE_FOLDER });
    await rename(path, place);
    return made;
  }
}

async function syncedUpTo(folder: string, top: string): Promise<void> {
  await synced(folder);
  if (folder !== top && folder.startsWith(top)) await syncedUpTo(dirname(folder), top);
}

async function synced(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder);
    await handle.sync();
  } finally {
    await handle?.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
