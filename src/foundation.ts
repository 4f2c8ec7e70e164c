// What all of the gateway stands on: its database, brought up to this code, and what an installation keeps there for every process.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { idKey, openClock } from './installation.ts';
import { migrate } from './store/migrate.ts';
import { openStore, type Store } from './store/pool.ts';
import { openPresence, type Presence } from './store/presence.ts';

export interface Foundation {
  readonly databaseUrl: string;
  readonly store: Store;
  readonly presence: Presence;
  readonly clock: Clock;
  /** Of opaque ids. */
  readonly key: Uint8Array;
}

/** Adds to `closing` what it opened, also where it fails half-way. */
export async function openFoundation(config: Config, closing: (() => Promise<unknown>)[]): Promise<Foundation> {
  const databaseUrl = await openDatabase(config, closing);
  const store = openStore({ url: databaseUrl });
  closing.push(() => store.close());
  await migrate(store);
  const [presence, clock, key] = await together([
    openPresence(databaseUrl).then((opened) => {
      closing.push(() => opened.close());
      return opened;
    }),
    openClock(store, config.clock),
    idKey(store),
  ]);
  return { databaseUrl, store, presence, clock, key };
}

/** The database's URL: the one that is configured, or that of the embedded server, which is started. */
export async function openDatabase(
  { databaseUrl, dataFolder }: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  closing: (() => Promise<unknown>)[],
): Promise<string> {
  if (databaseUrl !== undefined) return databaseUrl;
  const folder = resolve(dataFolder);
  await mkdir(folder, { recursive: true });
  const { startPostgres } = await import('../embedded/postgres.ts');
  const postgres = await startPostgres({ folder: join(folder, 'postgres') });
  closing.push(() => postgres.stop());
  return postgres.url;
}

/** Settles when all of them have, also where one fails: what the others opened must be known before it is closed. */
export async function together<Opened extends readonly unknown[]>(
  opening: readonly [...{ readonly [Index in keyof Opened]: Promise<Opened[Index]> }],
): Promise<Opened> {
  await Promise.allSettled(opening);
  return (await Promise.all(opening)) as unknown as Opened;
}
