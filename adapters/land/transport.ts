// Rows out of and into the staging database over PostgreSQL's protocol; knows no table and no code.
// One call is one statement. Nothing is repeated here.
import pg from 'pg';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { GuardedClient } from './guarded-client.ts';

export type Parameter = string | number | null | readonly (string | number | null)[];

export interface Statement {
  /** Prepared once a connection under this name; one name, one text. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly Parameter[];
}

export interface Question extends Statement {
  /** More rows are a fault; the text limits itself to one more. */
  readonly rowsMax: number;
}

/** Every value as the text that the server sent. */
export type Row = Readonly<Record<string, string | null>>;

export type Insertion =
  | { readonly kind: 'inserted' }
  /** A row with this primary key is there already. */
  | { readonly kind: 'present' }
  /** The server found the values wrong and kept nothing; a SQLSTATE of class 22 or 23. */
  | { readonly kind: 'refused'; readonly sqlState: string }
  | { readonly kind: 'not-sent' | 'unknown'; readonly fault: DepartmentFault };

export interface StagingDatabase {
  /** Throws `DepartmentFault`. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<readonly Row[]>;
  /** Atomic: all rows of the statement or none. `unknown` once the statement went out and no clear answer came. */
  readonly insert: (statement: Statement, signal: AbortSignal) => Promise<Insertion>;
  /** Ends what is in flight and closes every connection. */
  readonly close: () => Promise<void>;
}

export interface StagingSettings {
  readonly url: string;
  readonly connectionsMax: number;
  /** SQLSTATE with which the department says that it is closed and executed nothing. */
  readonly maintenanceState: string;
}

/** The deadline of a read: nobody waits longer for a connection. */
const CONNECT_TIMEOUT_MS = 3_000;
const IDLE_TIMEOUT_MS = 60_000;
// The server's own bounds, for statements whose caller is gone: a closed socket cancels within the check interval.
const SERVER_OPTIONS = [
  '-c statement_timeout=10000',
  '-c client_connection_check_interval=250',
  '-c datestyle=ISO',
  '-c extra_float_digits=1',
].join(' ');

const textOnly = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

/** Opens no connection yet. Throws where the URL cannot be read. */
export function openStagingDatabase(settings: StagingSettings): StagingDatabase {
  // Anything else would make pg fall back on the process's PG* variables.
  if (!/^postgres(?:ql)?:\/\/./.test(settings.url)) throw new Error('LAND_DATABASE_URL must be a postgres:// address');
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.connectionsMax,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'yichuang',
    options: SERVER_OPTIONS,
    types: textOnly,
    Client: GuardedClient,
  });
  // An idle connection that dies leaves the pool by itself; the next statement opens another.
  pool.on('error', () => {});
  const open: OpenExchanges = new Set();
  const exchange = (statement: Statement, signal: AbortSignal) => exchangeOn(pool, statement, signal, open);

  return {
    ask: async (question, signal) => {
      const ending = await exchange(question, signal);
      if (ending.kind !== 'answered') throw faultOf(ending, question.name, settings.maintenanceState);
      const rows = ending.result.rows as readonly Row[];
      if (rows.length <= question.rowsMax) return rows;
      throw new DepartmentFault(
        'broken',
        `land ${question.name} answered more than ${question.rowsMax} rows; ask for fewer keys`,
      );
    },
    insert: async (statement, signal) =>
      insertionOf(await exchange(statement, signal), statement.name, settings.maintenanceState),
    close: async () => {
      for (const abort of open) abort(new Error('the staging database was closed'));
      if (!pool.ended && !pool.ending) await pool.end();
    },
  };
}

/** How one exchange ended; `sent` says whether any byte of the statement may have left. */
type Ending =
  | { readonly kind: 'answered'; readonly result: pg.QueryResult }
  | { readonly kind: 'failed'; readonly sent: boolean; readonly aborted: boolean; readonly cause: unknown };

/** How to end each exchange that is under way: a signal that is made of two takes longer than a listener. */
type OpenExchanges = Set<(reason: unknown) => void>;

async function exchangeOn(
  pool: pg.Pool,
  statement: Statement,
  signal: AbortSignal,
  open: OpenExchanges,
): Promise<Ending> {
  const abortion = watch(signal, open);
  let client: pg.PoolClient | undefined;
  try {
    client = await connected(pool, abortion);
    const query = client.query({ name: statement.name, text: statement.text, values: statement.values as unknown[] });
    const result = await Promise.race([query, abortion.promise]);
    client.release();
    return { kind: 'answered', result };
  } catch (cause) {
    // Only a connection on which the server itself failed this statement and no more is in a known state.
    client?.release(cause instanceof pg.DatabaseError && cause.severity === 'ERROR' ? false : new Error('given up'));
    return { kind: 'failed', sent: client !== undefined, aborted: abortion.isAborted(), cause };
  } finally {
    abortion.stop();
  }
}

/** A connection that comes after the caller has gone returns to the pool unused. */
async function connected(pool: pg.Pool, { promise, isAborted }: Abortion): Promise<pg.PoolClient> {
  if (isAborted()) return promise;
  const arriving = pool.connect();
  let taken = false;
  try {
    const client = await Promise.race([arriving, promise]);
    taken = true;
    return client;
  } finally {
    if (!taken) {
      arriving.then(
        (client) => client.release(),
        () => {},
      );
    }
  }
}

interface Abortion {
  /** Rejects when the caller gives up, or the database is closed. */
  readonly promise: Promise<never>;
  readonly isAborted: () => boolean;
  readonly stop: () => void;
}

function watch(signal: AbortSignal, open: OpenExchanges): Abortion {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  let aborted = false;
  const abort = (reason: unknown) => {
    aborted = true;
    reject(reason);
  };
  const onAbort = () => abort(signal.reason);
  open.add(abort);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return {
    promise,
    isAborted: () => aborted,
    stop: () => {
      open.delete(abort);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

type Failure = Extract<Ending, { kind: 'failed' }>;

const SQLSTATE = /^[0-9A-Z]{5}$/;
const TOO_BUSY = /^(53|57P0[123])/; // no resources, or the server is going down or coming up
const CANCELLED = '57014';
const VALUES_WRONG = /^(22|23)/;
const UNIQUE_VIOLATION = '23505';

/** Messages carry SQLSTATEs only: the server's own texts quote values, and values are personal data. */
function faultOf(failure: Failure, name: string, maintenanceState: string): DepartmentFault {
  const { cause } = failure;
  if (failure.aborted) {
    const where = failure.sent ? 'no answer' : 'no connection';
    return new DepartmentFault('timeout', `land ${name}: ${where} within the deadline`);
  }
  const state = sqlStateOf(cause);
  if (state === maintenanceState) {
    return new DepartmentFault('unavailable', `land ${name}: closed for maintenance`, { maintenance: true });
  }
  if (!failure.sent) {
    const why = state ?? networkCodeOf(cause);
    return new DepartmentFault(
      'unavailable',
      `land ${name}: no connection to the staging database (${why}); see LAND_DATABASE_URL`,
    );
  }
  if (state === CANCELLED) return new DepartmentFault('timeout', `land ${name}: cancelled by the server`);
  if (state !== undefined) {
    const kind = TOO_BUSY.test(state) ? 'unavailable' : 'broken';
    return new DepartmentFault(kind, `land ${name}: the staging database failed with SQLSTATE ${state}`);
  }
  return new DepartmentFault('broken', `land ${name}: connection lost before the answer (${networkCodeOf(cause)})`);
}

function insertionOf(ending: Ending, name: string, maintenanceState: string): Insertion {
  if (ending.kind === 'answered') {
    if (ending.result.command === 'INSERT' && ending.result.rowCount === 1) return { kind: 'inserted' };
    return {
      kind: 'unknown',
      fault: new DepartmentFault('broken', `land ${name}: answered, but not with one inserted row`),
    };
  }
  const fault = faultOf(ending, name, maintenanceState);
  if (!ending.sent || fault.maintenance) return { kind: 'not-sent', fault };
  const state = ending.aborted ? undefined : sqlStateOf(ending.cause);
  if (state === UNIQUE_VIOLATION) return { kind: 'present' };
  if (state !== undefined && VALUES_WRONG.test(state)) return { kind: 'refused', sqlState: state };
  return { kind: 'unknown', fault };
}

function sqlStateOf(cause: unknown): string | undefined {
  const state = cause instanceof pg.DatabaseError ? cause.code : undefined;
  return state !== undefined && SQLSTATE.test(state) ? state : undefined;
}

function networkCodeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : 'closed';
}
