// One statement on one connection of a pool, ended by its answer, its caller or the close of the database, whichever comes first.
import pg from 'pg';
import { type Columns, type Row, RowsQuery, type Statement } from './rows-query.ts';

/** How one exchange ended; `sent` says whether any byte of the statement may have left. */
export type Ending = Answered | Failed;

export interface Answered {
  readonly kind: 'answered';
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly Row[];
}

export interface Failed {
  readonly kind: 'failed';
  readonly sent: boolean;
  readonly aborted: boolean;
  readonly cause: unknown;
}

export interface ExchangeSettings {
  readonly pool: pg.Pool;
  /** Of the statements that were answered, by name. */
  readonly columns: Map<string, Columns>;
  /** Those that are under way. */
  readonly open: Set<Exchange>;
}

export function exchangeOn(settings: ExchangeSettings, statement: Statement, signal: AbortSignal): Promise<Ending> {
  return new Promise((resolve) => new Exchange(settings, statement, signal, resolve).begin());
}

export class Exchange {
  readonly #settings: ExchangeSettings;
  readonly #statement: Statement;
  readonly #signal: AbortSignal;
  readonly #resolve: (ending: Ending) => void;
  #client: pg.PoolClient | undefined;
  #hasEnded = false;

  constructor(
    settings: ExchangeSettings,
    statement: Statement,
    signal: AbortSignal,
    resolve: (ending: Ending) => void,
  ) {
    this.#settings = settings;
    this.#statement = statement;
    this.#signal = signal;
    this.#resolve = resolve;
  }

  begin(): void {
    if (this.#signal.aborted) {
      this.giveUp(this.#signal.reason);
      return;
    }
    this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#settings.open.add(this);
    this.#settings.pool.connect((error, client) => this.#connected(error, client));
  }

  /** Nobody waits for the answer any more. */
  giveUp(reason: unknown): void {
    this.#fail(reason, true);
  }

  readonly #onAbort = () => this.giveUp(this.#signal.reason);

  #connected(error: Error | undefined, client: pg.PoolClient | undefined): void {
    if (this.#hasEnded) {
      client?.release();
      return;
    }
    if (!client) {
      this.#fail(error, false);
      return;
    }
    this.#client = client;
    const query = new RowsQuery(this.#statement, this.#settings.columns, (failure, { command, rowCount }) => {
      if (failure) this.#fail(failure, false);
      else if (this.#end({ kind: 'answered', command, rowCount, rows: query.found })) client.release();
    });
    client.query(query);
  }

  #fail(cause: unknown, aborted: boolean): void {
    const client = this.#client;
    if (!this.#end({ kind: 'failed', sent: client !== undefined, aborted, cause })) return;
    // Only a connection on which the server itself failed this statement and no more is in a known state.
    client?.release(cause instanceof pg.DatabaseError && cause.severity === 'ERROR' ? false : new Error('given up'));
  }

  /** False where it had ended already. */
  #end(ending: Ending): boolean {
    if (this.#hasEnded) return false;
    this.#hasEnded = true;
    this.#settings.open.delete(this);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#resolve(ending);
    return true;
  }
}
