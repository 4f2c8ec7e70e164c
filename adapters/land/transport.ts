// Rows out of and into the staging database over PostgreSQL's protocol; knows no table and no code.
// One call is one statement. Nothing is repeated here.
import pg from 'pg';
import { DepartmentFault } from '../../src/departments/fault.ts';
import { type Ending, type Exchange, exchangeOn, type Failed } from './exchange.ts';
import { GuardedClient } from './guarded-client.ts';
import type { Columns, Row, Statement } from './rows-query.ts';

export type { Parameter, Row, Statement } from './rows-query.ts';

export interface Question extends Statement {
  /** More rows are a fault; the text limits itself to one more. */
  readonly rowsMax: number;
}

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
    Client: GuardedClient,
  });
  // An idle connection that dies leaves the pool by itself; the next statement opens another.
  pool.on('error', () => {});
  const shared = { pool, columns: new Map<string, Columns>(), open: new Set<Exchange>() };
  const exchange = (statement: Statement, signal: AbortSignal) => exchangeOn(shared, statement, signal);

  return {
    ask: async (question, signal) => {
      const ending = await exchange(question, signal);
      if (ending.kind !== 'answered') throw faultOf(ending, question.name, settings.maintenanceState);
      const { rows } = ending;
      if (rows.length <= question.rowsMax) return rows;
      throw new DepartmentFault(
        'broken',
        `land ${question.name} answered more than ${question.rowsMax} rows; ask for fewer keys`,
      );
    },
    insert: async (statement, signal) =>
      insertionOf(await exchange(statement, signal), statement.name, settings.maintenanceState),
    close: async () => {
      for (const each of shared.open) each.giveUp(new Error('the staging database was closed'));
      if (!pool.ended && !pool.ending) await pool.end();
    },
  };
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
const TOO_BUSY = /^(53|57P0[123])/; // no resources, or the server is going down or coming up
const CANCELLED = '57014';
const VALUES_WRONG = /^(22|23)/;
const UNIQUE_VIOLATION = '23505';

/** Messages carry SQLSTATEs only: the server's own texts quote values, and values are personal data. */
function faultOf(failure: Failed, name: string, maintenanceState: string): DepartmentFault {
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
    if (ending.command === 'INSERT' && ending.rowCount === 1) return { kind: 'inserted' };
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
