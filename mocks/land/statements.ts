// Which statements a client's messages execute, and what each of them counts as.
import { bindMessage, executedPortal, parseMessage, simpleQuery, typeOf } from './wire.ts';

export interface ExecutedStatement {
  readonly kind: 'question' | 'submission' | 'poll';
  /** Keys asked for at once; 1 for a submission. */
  readonly records: number;
}

/** Remembers a connection's prepared statements and portals, to know what an Execute executes. */
export class StatementReader {
  readonly #prepared = new Map<string, string>();
  readonly #portals = new Map<string, { sql: string; records: number }>();

  /** The statements that these messages execute, transaction control left out. Throws for malformed messages. */
  read(messages: readonly Buffer[]): readonly ExecutedStatement[] {
    return messages.flatMap((message) => {
      const executed = this.#follow(message);
      return executed === undefined || CONTROL.test(executed.sql) ? [] : [classified(executed.sql, executed.records)];
    });
  }

  #follow(message: Buffer): { sql: string; records: number } | undefined {
    switch (typeOf(message)) {
      case 'P': {
        const { name, sql } = parseMessage(message);
        this.#prepared.set(name, sql);
        return undefined;
      }
      case 'B': {
        const { portal, statement, values } = bindMessage(message);
        const sql = this.#prepared.get(statement) ?? '';
        this.#portals.set(portal, { sql, records: keysIn(values) });
        return undefined;
      }
      case 'E':
        return this.#portals.get(executedPortal(message));
      case 'Q':
        return { sql: simpleQuery(message), records: 1 };
      default:
        return undefined;
    }
  }
}

const CONTROL =
  /^\s*(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset|show|discard|deallocate)\b|^\s*$/i;
const WRITES = /\b(?:insert\s+into|update|delete\s+from|merge\s+into)\b/i;
const PROGRESS_TABLES = /\b(?:ea_jc_step_(?:proc|done)_bdc|v_qzk_sj)\b/i;

function classified(sql: string, records: number): ExecutedStatement {
  if (WRITES.test(sql)) return { kind: 'submission', records: 1 };
  return { kind: PROGRESS_TABLES.test(sql) ? 'poll' : 'question', records };
}

/** Elements of the first array among the parameters; keys hold neither commas nor quotes. */
function keysIn(values: readonly (Buffer | null)[]): number {
  const array = values.find((value) => value !== null && value[0] === '{'.charCodeAt(0));
  if (array === undefined || array === null || array.length <= 2) return 1;
  return array.toString('latin1').split(',').length;
}
