// A statement as the driver sends it, with its rows made here: the driver makes itself familiar with the same columns at each answer,
// which takes as long as making the rows.
import pg from 'pg';

export type Parameter = string | number | null | readonly (string | number | null)[];

export interface Statement {
  /** Prepared once a connection under this name; one name, one text. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly Parameter[];
}

/** Every value as the text that the server sent. */
export type Row = Readonly<Record<string, string | null>>;

/** What a statement answers. */
export interface Columns {
  readonly names: readonly string[];
  /** A row that has every column already: a value that takes its place costs less than one that is added. */
  readonly blank: Row;
}

type Ended = (
  failure: Error | undefined,
  result: { readonly command: string; readonly rowCount: number | null },
) => void;

const NO_RESULT = { command: '', rowCount: null };

export class RowsQuery extends pg.Query {
  readonly found: Row[] = [];
  readonly name: string;
  readonly #known: Map<string, Columns>;
  #columns: Columns | undefined;

  /** `known`: by the statement's name; one that is answered for the first time is added. */
  constructor({ name, text, values }: Statement, known: Map<string, Columns>, ended: Ended) {
    // Not as one object of settings, which the driver copies property by property, descriptors and all.
    super(text, values as unknown[], (failure, result) => ended(failure, result ?? NO_RESULT));
    this.name = name;
    this.#known = known;
  }

  /** Called by the driver before the first row. */
  handleRowDescription({ fields }: { readonly fields: readonly { readonly name: string }[] }): void {
    const known = this.#known.get(this.name);
    if (known?.names.length === fields.length && fields.every(({ name }, index) => name === known.names[index])) {
      this.#columns = known;
      return;
    }
    const names = fields.map(({ name }) => name);
    this.#columns = { names, blank: Object.fromEntries(names.map((name) => [name, null])) };
    this.#known.set(this.name, this.#columns);
  }

  /** Called by the driver for each row: every value as the text that the server sent. Throws for one that was not described. */
  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#columns?.names.length !== fields.length) throw new Error('a row has other columns than were described');
    const { names, blank } = this.#columns;
    const row: Record<string, string | null> = { ...blank };
    for (let index = 0; index < names.length; index += 1) row[names[index] as string] = fields[index] ?? null;
    this.found.push(row);
  }
}
