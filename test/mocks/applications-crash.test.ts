import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';
import { journalOf, openBooks } from './town-books.ts';

const child = fileURLToPath(new URL('./taking-child.ts', import.meta.url));

/** Lets a process take applications in, kills it in the middle, and returns the keys that it acknowledged. */
async function takeUntilKilled(folder: string, round: number, acknowledgements: number): Promise<string[]> {
  const process = fork(child, [folder, String(round)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const acknowledged: string[] = [];
  process.on('message', (key) => {
    acknowledged.push(String(key));
    if (acknowledged.length === acknowledgements) process.kill('SIGKILL');
  });
  const [, signal] = (await once(process, 'exit')) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

test('nothing acknowledged is lost when the process is killed in the middle, and the journal has no gap', async () => {
  const folder = await temporaryFolder();
  const acknowledged: string[] = [];
  for (const [round, count] of [37, 111, 205].entries())
    acknowledged.push(...(await takeUntilKilled(folder, round, count)));
  expect(acknowledged.length).toBeGreaterThanOrEqual(353);

  const { books, ledger, close } = await openBooks(folder, ['tax', 'land']);
  const journal = await journalOf(ledger);
  const keys = journal.map(({ key }) => key);
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of acknowledged) {
    expect(keys).toContain(key);
    expect(books['tax']?.find(key) ?? books['land']?.find(key)).toMatchObject({ reference: key });
  }
  await close();
});
