// The one way to the database: a bounded pool, transactions, notices, and a lookout for what is due. Knows no table.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Listener, openListener } from './listener.ts';
import { type Lookout, openLookout } from './lookout.ts';
import { isConflict, isConnectionLoss } from './sqlstate.ts';
import { type Statement, sent } from './statement.ts';
import { valueTypes } from './values.ts';

export interface Session {
  /**
   * The rows of one statement. Statements with a `name` are prepared once for each connection.
   * Throws the driver's error; `sqlstate.ts` tells what it means.
   */
  readonly query: <Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
    name?: string,
  ) => Promise<Row[]>;
  /** Like `query`, for statements that return nothing: how many rows they wrote. */
  readonly run: (text: string, values?: readonly unknown[], name?: string) => Promise<number>;
  /**
   * A statement that ends the transaction: sent with the commit in one go, so that what it locks is held no longer than the commit
   * takes. What it throws, the transaction throws. Outside of one it is run at once.
   */
  readonly last: (text: string, values?: readonly unknown[], name?: string) => Promise<void>;
}

export interface TransactionSettings {
  /** `read committed` when absent. */
  readonly isolation?: 'repeatable read' | 'serializable';
  /** For each statement and lock in it, instead of the store's own limits. */
  readonly statementTimeoutMs?: number;
}

export interface Store extends Session {
  /** Commits what `work` did when it resolves; keeps nothing when it rejects. Statements must go through its session. */
  readonly transaction: <Result>(
    work: (session: Session) => Promise<Result>,
    settings?: TransactionSettings,
  ) => Promise<Result>;
  /**
   * A transaction that is tried again, a bounded number of times, after a conflict or a lost connection. A connection
   * may be lost after the commit: `work` must be safe to do twice, and must have no effect outside the session.
   */
  readonly retryingTransaction: Store['transaction'];
  /** The same for statements that each stand for themselves: no transaction is opened around them. */
  readonly retrying: <Result>(work: (session: Session) => Promise<Result>) => Promise<Result>;
  /**
   * For statements that each stand for themselves: all go down one connection as soon as they are asked, none waits for the answer to
   * the one before it, and they are carried out in that order.
   */
  readonly inLine: Session;
  /**
   * Hands over the payload of each notice on the channel; undefined after a reconnect, when notices may have been
   * missed. Resolves once it listens; call the result to stop.
   */
  readonly listen: (channel: string, handler: (payload: string | undefined) => void) => Promise<() => Promise<void>>;
  /** Tells while there is work of a kind, whoever left it behind; what watches a store is asked about in one statement. */
  readonly watch: Lookout['watch'];
  /** Waits for what is running, then closes every connection. */
  readonly close: () => Promise<void>;
}

export interface StoreSettings {
  readonly url: string;
  readonly connectionsMax?: number;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  /** How long a caller waits for a free connection, or for a new one to come about. */
  readonly connectTimeoutMs?: number;
}

/** Longer than it takes until workers look again at the same time: to make a connection, and what is prepared on it, costs more. */
const IDLE_MS = 60_000;
const RETRIES_MAX = 7;
const RETRY_FIRST_DELAY_MS = 20;
/** The server ends a statement first; the driver's own limit is for a server that no longer answers at all. */
const SILENCE_ALLOWANCE_MS = 5_000;

/**
 * A prepared statement keeps the plan that was made when its tables were small, and then a scan of all rows looked cheapest. Every
 * statement that meets growing tables has an index to go by; where there is none, the server scans all the same. None of them is
 * worth compiling: of what is estimated of a table that was never analysed, a server that may would compile the smallest.
 */
const BY_INDEX = '-c enable_seqscan=off -c jit=off';

/** Opens no connection yet. */
export function openStore(settings: StoreSettings): Store {
  const statementTimeoutMs = settings.statementTimeoutMs ?? 15_000;
  const connection: pg.ClientConfig = {
    connectionString: settings.url,
    application_name: 'yichuang',
    keepAlive: true,
    // What is asked together is sent together, and the server goes from one statement to the next without waiting for us.
    pipeline: true,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? 5_000,
    types: valueTypes,
  };
  const pool = new pg.Pool({
    ...connection,
    options: BY_INDEX,
    max: settings.connectionsMax ?? 10,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + SILENCE_ALLOWANCE_MS,
    lock_timeout: settings.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
  });
  // An idle connection that breaks is replaced by the pool; the next caller that needs one learns of a lasting fault.
  pool.on('error', () => undefined);
  // One that breaks between the statements of a transaction fails the next of them.
  pool.on('connect', (client) => client.on('error', () => undefined));
  let listener: Listener | undefined;
  let lookout: Lookout | undefined;
  const transaction: Store['transaction'] = (work, options) =>
    onConnection(pool, (client) => inTransaction(client, work, options));
  const session = sessionOn((statement) => onConnection(pool, (client) => sent(client, statement)));
  return {
    ...session,
    transaction,
    retrying: (work) => retrying(() => work(session)),
    retryingTransaction: (work, options) => retrying(() => transaction(work, options)),
    inLine: openLine(pool),
    listen: (channel, handler) => {
      listener ??= openListener(connection);
      return listener.listen(channel, handler);
    },
    watch: (work) => {
      lookout ??= openLookout((text, values, name) => session.query(text, values, name));
      return lookout.watch(work);
    },
    close: async () => {
      await lookout?.close();
      await listener?.close();
      await pool.end();
    },
  };
}

/** Lends a connection, and destroys instead of returning it when it may be unfit for the next caller. */
async function onConnection<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let unfit = false;
  try {
    return await work(client);
  } catch (error) {
    unfit = isConnectionLoss(error);
    throw error;
  } finally {
    client.release(unfit);
  }
}

/** Its connection is lent with the first statement that is under way, and returned with the last. */
function openLine(pool: pg.Pool): Session {
  let lent: Promise<pg.PoolClient> | undefined;
  let [underWay, unfit] = [0, false];
  return sessionOn(async (statement) => {
    lent ??= pool.connect();
    underWay += 1;
    let client: pg.PoolClient | undefined;
    try {
      client = await lent;
      return await sent(client, statement);
    } catch (error) {
      unfit ||= isConnectionLoss(error);
      throw error;
    } finally {
      underWay -= 1;
      if (underWay === 0) {
        client?.release(unfit);
        [lent, unfit] = [undefined, false];
      }
    }
  });
}

async function inTransaction<Result>(
  client: pg.PoolClient,
  work: (session: Session) => Promise<Result>,
  { isolation, statementTimeoutMs }: TransactionSettings = {},
): Promise<Result> {
  const begin = isolation === undefined ? 'begin' : `begin isolation level ${isolation}`;
  const limit = statementTimeoutMs === undefined ? '' : `; ${limits(statementTimeoutMs)}`;
  const silenceMs = statementTimeoutMs === undefined ? undefined : statementTimeoutMs + SILENCE_ALLOWANCE_MS;
  const send = (statement: Statement) => {
    hold(client);
    return sent(client, { ...statement, silenceMs });
  };
  // Goes with the first statement, which fails where this does.
  send(statementOf(begin + limit)).catch(() => undefined);
  const ending: Statement[] = [];
  try {
    const result = await work({
      ...sessionOn(send),
      last: async (text, values, name) => void ending.push(statementOf(text, values, name)),
    });
    const ended = await Promise.all([...ending, statementOf('commit')].map(send));
    // A statement that failed and was caught by `work` leaves nothing to commit: the server answers by rolling back.
    if (ended.at(-1)?.command !== 'COMMIT') {
      throw new Error('The transaction was rolled back: a statement in it had failed');
    }
    return result;
  } catch (error) {
    // Where this fails too, the connection is lost, and with it the transaction.
    if (!isConnectionLoss(error)) await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** What is asked in one turn is written in one go: each write on its own would wake the server. */
function hold(client: pg.Client): void {
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function sessionOn(send: (statement: Statement) => Promise<pg.QueryResult>): Session {
  return {
    query: async (text, values, name) => (await send(statementOf(text, values, name))).rows,
    run: async (text, values, name) => (await send(statementOf(text, values, name))).rowCount ?? 0,
    last: async (text, values, name) => void (await send(statementOf(text, values, name))),
  };
}

function limits(statementTimeoutMs: number): string {
  return `set local statement_timeout = ${statementTimeoutMs}; set local lock_timeout = ${statementTimeoutMs}`;
}

async function retrying<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let retries = 0; ; retries++) {
    try {
      return await attempt();
    } catch (error) {
      if (retries === RETRIES_MAX || !(isConflict(error) || isConnectionLoss(error))) throw error;
      await sleep(RETRY_FIRST_DELAY_MS * 2 ** retries);
    }
  }
}

function statementOf(text: string, values: readonly unknown[] = [], name?: string): Statement {
  return { text, values, name };
}
