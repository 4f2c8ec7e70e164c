// Which amendment came under which transaction number. Applications' numbers can be derived again from their keys
// after a restart; amendments' keys stand in no list, so they are kept here, on disk before they take effect.
import { appendFile, mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface AmendmentIndex {
  /** Durable when it resolves. */
  readonly add: (sequence: string, key: string) => Promise<void>;
  readonly find: (sequence: string) => string | undefined;
  readonly close: () => Promise<void>;
}

const LINE = /^([0-9a-f]{32}) ([0-9A-Z]{45})$/;

export async function openAmendmentIndex(folder: string): Promise<AmendmentIndex> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'amendments.txt');
  await appendFile(path, '');
  const keys = new Map<string, string>();
  // A line that a crash tore does not match; the next one must not be glued to it.
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const match = LINE.exec(line);
    if (match?.[1] && match[2]) keys.set(match[1], match[2]);
  }
  const file = await open(path, 'a');
  return {
    add: async (sequence, key) => {
      await file.appendFile(`\n${sequence} ${key}\n`);
      await file.sync();
      keys.set(sequence, key);
    },
    find: (sequence) => keys.get(sequence),
    close: () => file.close(),
  };
}
