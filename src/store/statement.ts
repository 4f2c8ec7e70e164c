// A statement on its way down one connection.
import pg from 'pg';

export interface Statement {
  readonly text: string;
  /** Without any the text may hold several statements. */
  readonly values: readonly unknown[];
  /** Under which it is prepared once for each connection. */
  readonly name: string | undefined;
  /** After so long the server is taken not to answer at all; the pool's own limit where absent. */
  readonly silenceMs?: number | undefined;
}

/**
 * Throws the driver's error. It is handed over as the driver's own object: settings it copies property by property, descriptors
 * and all, which takes longer than to write the message.
 */
export async function sent(
  client: pg.ClientBase,
  { text, values, name, silenceMs }: Statement,
): Promise<pg.QueryResult> {
  try {
    return await new Promise<pg.QueryResult>((resolve, reject) => {
      const ended = (error: Error | undefined, result: pg.QueryResult) => (error ? reject(error) : resolve(result));
      const query = new pg.Query(text, values.length === 0 ? undefined : [...values], ended as never);
      client.query(Object.assign(query, { name, query_timeout: silenceMs }));
    });
  } catch (error) {
    // Otherwise it tells where the answer was read, not who asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}
