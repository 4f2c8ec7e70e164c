// The simulators' data folder: held by one process at a time, and bound to the town it was first used with.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { PopulationSettings } from './population/population.ts';

const town = z.object({ seed: z.number(), people: z.number() });

/** Makes the folder, holds it until `release`, and refuses it where another process or another town has it. */
export async function holdDataFolder(
  folder: string,
  wanted: PopulationSettings,
): Promise<{ readonly release: () => Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const hold = await holdSocket(await socketOf(folder));
  if (hold === undefined) {
    throw new Error(`MOCKS_DATA ${folder} is in use by other simulators; stop them or choose another folder`);
  }
  const release = () => new Promise<void>((resolve) => hold.close(() => resolve()));
  try {
    await bindTown(folder, wanted);
  } catch (cause) {
    await release();
    throw cause;
  }
  return { release };
}

/** A socket frees itself when its process dies, which a lock file does not. */
async function socketOf(folder: string): Promise<string> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 20);
  return join(tmpdir(), `yichuang-mocks-${name}.sock`);
}

async function holdSocket(path: string): Promise<Server | undefined> {
  const first = await listen(path);
  if (first !== undefined) return first;
  if (await answers(path)) return undefined;
  await rm(path, { force: true });
  return listen(path);
}

function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') resolve(undefined);
      else reject(new Error(`${path} cannot be made; it guards MOCKS_DATA`, { cause }));
    });
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function bindTown(folder: string, wanted: PopulationSettings): Promise<void> {
  const path = join(folder, 'town.json');
  const bound = await readTown(path);
  if (bound === undefined) {
    await writeTown(path, wanted);
    return;
  }
  if (bound.seed === wanted.seed && bound.people === wanted.people) return;
  throw new Error(
    `MOCKS_DATA ${folder} belongs to the town with MOCKS_SEED=${bound.seed} MOCKS_POPULATION=${bound.people}; ` +
      'use these settings or choose another folder',
  );
}

async function readTown(path: string): Promise<PopulationSettings | undefined> {
  try {
    return town.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${path} is damaged; restore it or choose an empty MOCKS_DATA`, { cause });
  }
}

async function writeTown(path: string, { seed, people }: PopulationSettings): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(JSON.stringify({ seed, people }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
