// Which workers are alive, as the database sees it: each holds a lock of its own for as long as its session lasts. A stopped
// process still holds it; a dead one does not.
import { randomInt } from 'node:crypto';
import pg from 'pg';

/** First key of the advisory locks that stand for workers. */
export const PRESENCE_LOCKS = 0x7963;
const WORKER_MAX = 2 ** 31 - 1;
const RETRY_MS = 200;

export interface Presence {
  /** The number under which this process works now; null while it has no session. A new session means a new number. */
  readonly worker: () => number | null;
  readonly close: () => Promise<void>;
}

/** Resolves once the first lock is held. */
export async function openPresence(url: string): Promise<Presence> {
  let worker: number | null = null;
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const join = async (): Promise<void> => {
    const joining = new pg.Client({ connectionString: url, application_name: 'yichuang presence', keepAlive: true });
    const lost = () => {
      if (client !== joining) return;
      client = undefined;
      worker = null;
      again();
    };
    joining.on('error', lost);
    joining.on('end', lost);
    const number = randomInt(1, WORKER_MAX);
    try {
      await joining.connect();
      await joining.query('select pg_advisory_lock($1, $2)', [PRESENCE_LOCKS, number]);
    } catch (error) {
      void joining.end().catch(() => undefined);
      throw error;
    }
    if (closed) return joining.end();
    client = joining;
    worker = number;
  };
  const again = () => {
    if (closed) return;
    retry = setTimeout(() => join().catch(again), RETRY_MS);
  };

  await join();
  return {
    worker: () => worker,
    close: async () => {
      closed = true;
      clearTimeout(retry);
      worker = null;
      await client?.end();
    },
  };
}
