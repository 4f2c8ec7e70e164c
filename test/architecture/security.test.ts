// docs/security.md promises nothing that no test shows.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, textOf } from './files.ts';

/** The rows of its tables that are threats or rules: those with three columns, the last of which says what shows it. */
const rows = textOf('docs/security.md')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| *-/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .filter((cells) => cells.length === 3 && cells[2]?.trim() !== 'Shown by');

test('Every promise names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const cells of rows) {
    const named = [...(cells[2] ?? '').matchAll(/`(test\/[\w./-]+\.test\.ts)`/g)].map((match) => match[1] ?? '');
    expect(named, cells[0]).not.toEqual([]);
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  }
});
