// The folder of documents that are on their way in. Each process has a part of it under the number of its presence, so that
// what a killed one left can be told from what a living one is writing.
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Presence } from '../store/presence.ts';

export interface Incoming {
  /** Hands over the path of a file that does not exist yet; it is gone when the work ends, however it ends. */
  readonly withFile: <Result>(work: (path: string) => Promise<Result>) => Promise<Result>;
  /** The same for work that leaves no file there where it ends well. */
  readonly passOn: <Result>(work: (path: string) => Promise<Result>) => Promise<Result>;
  /** Removes what processes left that are no more. */
  readonly clear: (alive: () => Promise<readonly number[]>) => Promise<void>;
}

export function incomingFolder(folder: string, presence: Pick<Presence, 'worker'>): Incoming {
  let made: string | undefined;
  const ownFolder = async () => {
    // Without a session nothing could be recorded; the number that nobody has marks what it leaves as abandoned.
    const own = join(folder, String(presence.worker() ?? 0));
    if (made !== own) await mkdir(own, { recursive: true, mode: 0o700 });
    made = own;
    return own;
  };
  const passOn = async <Result>(work: (path: string) => Promise<Result>): Promise<Result> => {
    const path = join(await ownFolder(), randomUUID());
    try {
      return await work(path);
    } catch (error) {
      // Somebody may have taken the folder away.
      made = undefined;
      await rm(path, { force: true });
      throw error;
    }
  };
  return {
    withFile: (work) =>
      passOn(async (path) => {
        const result = await work(path);
        await rm(path, { force: true });
        return result;
      }),
    passOn,
    clear: async (alive) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const found = await readdir(folder);
      // Asked for after looking: whoever made a folder was present before.
      const present = new Set((await alive()).map(String));
      for (const name of found.filter((each) => !present.has(each)))
        await rm(join(folder, name), { recursive: true, force: true });
    },
  };
}
