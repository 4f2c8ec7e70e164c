// What an installation keeps in its database for all replicas: the key of opaque ids, and where a clock of its own stands.
import { createHash, randomBytes } from 'node:crypto';
import { type Clock, centreClock, machineClock } from './clock.ts';
import type { Store } from './store/pool.ts';

const ID_KEY = 'opaque-ids';

/** The key of opaque ids, made by whoever comes first. */
export async function idKey(store: Store): Promise<Uint8Array> {
  await store.run(`insert into installation_secrets (name, secret) values ($1, $2) on conflict (name) do nothing`, [
    ID_KEY,
    randomBytes(32),
  ]);
  const [row] = await store.query<{ secret: Buffer }>(`select secret from installation_secrets where name = $1`, [
    ID_KEY,
  ]);
  if (!row) throw new Error('The key of opaque ids is not on record.');
  return row.secret;
}

/** Tells the installation from every other; goes with the database, through back-up and restore. */
export function installationName(key: Uint8Array): string {
  return createHash('sha256').update('installation').update(key).digest('hex').slice(0, 12);
}

/** The machine's clock, or one that started at `start` on the first start with this database and goes on from there. */
export async function openClock(
  store: Store,
  { start, rate }: { start: string | undefined; rate: number },
): Promise<Clock> {
  if (start === undefined && rate === 1) return machineClock;
  const now = new Date();
  await store.run(
    `insert into centre_clock (shown, machine, rate) values ($1, $2, $3)
     on conflict (only_row) do update set
       shown = centre_clock.shown + (excluded.machine - centre_clock.machine) * centre_clock.rate,
       machine = excluded.machine, rate = excluded.rate
     where centre_clock.rate <> excluded.rate`,
    [start ?? now, now, rate],
  );
  const [row] = await store.query<{ shown: Date; machine: Date }>(`select shown, machine from centre_clock`);
  if (!row) throw new Error('The centre’s clock is not on record.');
  return centreClock({ startMs: row.shown.getTime(), originMs: row.machine.getTime(), rate });
}
