// CSV as Excel opens it by a double click: UTF-8 with its mark, lines that end in CRLF, formulas defused, long numbers as text.
import { type CastingContext, stringify } from 'csv-stringify/sync';
import { cellOf, type Table } from '../table.ts';

/** Excel takes a file without it for one in the system's own code page. */
const MARK = '\uFEFF';
/** Excel keeps fifteen digits of what looks like a number, so that a citizen number would become another one. */
const LONG_NUMBER = /^\d{16,}$/;
const AMOUNT = /^-\d+(\.\d+)?$/;

export async function* csv({ columns, rows }: Table): AsyncGenerator<Uint8Array> {
  yield line([columns.map(({ name }) => name)], MARK);
  for await (const some of rows) {
    if (some.length > 0) yield line(some.map((row) => columns.map((column) => cellOf(row, column))));
  }
}

function line(records: readonly (readonly (string | number | boolean | null)[])[], before = ''): Uint8Array {
  const text = stringify(records as unknown[][], {
    record_delimiter: 'windows',
    // What begins like a formula begins with an apostrophe instead.
    escape_formulas: true,
    cast: { boolean: String, string: plain },
  });
  return Buffer.from(before + text);
}

/** A tab before a long number makes it text, and is not seen; a negative amount is no formula. */
function plain(value: string, _context: CastingContext) {
  if (LONG_NUMBER.test(value)) return { value: `\t${value}`, escape_formulas: false };
  return AMOUNT.test(value) ? { value, escape_formulas: false } : value;
}
