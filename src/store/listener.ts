// One connection of its own for NOTIFY, kept for as long as somebody listens.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

type Handler = (payload: string | undefined) => void;

export interface Listener {
  readonly listen: (channel: string, handler: Handler) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
}

const RECONNECT_FIRST_DELAY_MS = 50;
const RECONNECT_DELAY_MAX_MS = 2_000;

export function openListener(connection: pg.ClientConfig): Listener {
  const handlers = new Map<string, Set<Handler>>();
  const closing = new AbortController();
  let client: Promise<pg.Client> | undefined;

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client(connection);
    fresh.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '');
    });
    let listening = false;
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      if (listening && !closing.signal.aborted) client = reconnect();
    };
    // From the first moment: a loss that nobody attends to would end the process.
    fresh.on('error', lose);
    fresh.on('end', lose);
    try {
      await fresh.connect();
      for (const channel of handlers.keys()) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (lost) throw new Error('The listener lost its connection while it came about');
    } catch (error) {
      void fresh.end().catch(() => undefined);
      throw error;
    }
    listening = true;
    return fresh;
  }

  /** Tries for as long as the store is open: who listens has no other way to learn that the server is back. */
  async function reconnect(): Promise<pg.Client> {
    for (let attempt = 0; ; attempt++) {
      await sleep(Math.min(RECONNECT_FIRST_DELAY_MS * 2 ** attempt, RECONNECT_DELAY_MAX_MS), undefined, { ref: false });
      if (closing.signal.aborted) throw new Error('The listener was closed while it reconnected');
      try {
        const fresh = await connect();
        for (const set of handlers.values()) for (const handler of set) handler(undefined);
        return fresh;
      } catch {
        // The next turn tries again; statements of the pool report the fault meanwhile.
      }
    }
  }

  return {
    listen: async (channel, handler) => {
      const set = handlers.get(channel) ?? new Set();
      handlers.set(channel, set.add(handler));
      client ??= connect().catch((error: unknown) => {
        // The next one to listen tries again.
        client = undefined;
        throw error;
      });
      try {
        await (await client).query(`listen ${pg.escapeIdentifier(channel)}`);
      } catch (error) {
        set.delete(handler);
        throw error;
      }
      return async () => {
        set.delete(handler);
        if (set.size > 0 || handlers.get(channel) !== set) return;
        handlers.delete(channel);
        // Not waited for: where the server is gone, the next connection does not listen to it in the first place.
        void client?.then((live) => live.query(`unlisten ${pg.escapeIdentifier(channel)}`)).catch(() => undefined);
      };
    },
    close: async () => {
      closing.abort();
      const last = await client?.catch(() => undefined);
      await last?.end();
    },
  };
}
