// Numbers that a department gives out one after another and never twice. They are reserved on disk in blocks, so a
// crash leaves a gap and no repetition.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const BLOCK = 1_000;
const stored = z.record(z.string(), z.int().min(0));

/** The next number of a name, counting from 1. Blocks the process for one fsync in every thousand numbers. */
export function openSerials(folder: string): (name: string) => number {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'serials.json');
  const reserved = new Map(Object.entries(read(path)));
  const given = new Map(reserved);
  return (name) => {
    const next = (given.get(name) ?? 0) + 1;
    if (next > (reserved.get(name) ?? 0)) {
      reserved.set(name, next + BLOCK - 1);
      write(path, Object.fromEntries(reserved));
    }
    given.set(name, next);
    return next;
  };
}

function read(path: string): Record<string, number> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw cause;
  }
  try {
    return stored.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is damaged; restore it or choose an empty MOCKS_DATA`, { cause });
  }
}

function write(path: string, numbers: Record<string, number>): void {
  const file = openSync(`${path}.new`, 'w');
  try {
    writeSync(file, JSON.stringify(numbers));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
}
