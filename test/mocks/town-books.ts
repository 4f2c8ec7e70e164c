// Opens real books of applications on a folder of the test's own; child processes use it too.
import { join } from 'node:path';
import { ApplicationBook } from '../../mocks/applications.ts';
import { clockOf } from '../../mocks/clock.ts';
import { DecisionBook } from '../../mocks/decisions.ts';
import { Ledger } from '../../mocks/ledger.ts';
import { openSerials } from '../../mocks/serials.ts';

export interface OpenBooks {
  readonly ledger: Ledger;
  readonly books: Readonly<Record<string, ApplicationBook>>;
  readonly decisions: Readonly<Record<string, DecisionBook>>;
  /** Problems that were reported. */
  readonly problems: string[];
  readonly close: () => Promise<void>;
}

/** The books of some departments over one ledger, as `startMocks` opens them. */
export async function openBooks(folder: string, departments: readonly string[] = ['tax']): Promise<OpenBooks> {
  const opened: { ledger?: Ledger } = {};
  const problems: string[] = [];
  const ledger = () => {
    if (opened.ledger === undefined) throw new Error('the ledger is not open yet');
    return opened.ledger;
  };
  const decisions = Object.fromEntries(departments.map((code) => [code, new DecisionBook()]));
  const books = Object.fromEntries(
    departments.map((department) => [
      department,
      new ApplicationBook({
        department,
        ledger,
        decisions: decisions[department] as DecisionBook,
        nextSerial: openSerials(join(folder, department)),
        report: (problem) => problems.push(problem),
      }),
    ]),
  );
  opened.ledger = await Ledger.open(folder, clockOf([]), (record, place) =>
    books[record.department]?.replay(record, place),
  );
  const close = async () => {
    for (const book of Object.values(books)) book.close();
    await ledger().close();
  };
  return { ledger: ledger(), books, decisions, problems, close };
}

export async function journalOf(ledger: Ledger, after = 0): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  for await (const line of ledger.journal(after)) lines.push(JSON.parse(line) as Record<string, unknown>);
  return lines;
}

/** What a department would take in under a key. */
export function letter(key: string, effect = 'clearance') {
  return { key, effect, reference: `ref-${key}`, payload: `payload of ${key}`, detail: { note: `房屋 ${key}` } };
}
