import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TABLES, withTable } from '../../commands/environment/table.ts';
import { variables } from '../../src/variables.ts';
import { filesOf, root, textOf } from './files.ts';

const documents = filesOf('{*.md,docs/**/*.md}');

describe.each(TABLES)('the table of variables in $file', (table) => {
  test('says what src/config.ts says; npm run docs:environment writes it', () => {
    const text = textOf(table.file);
    expect(text).toBe(withTable(text, table));
    for (const { name } of variables) expect(text).toContain(`| \`${name}\` |`);
  });

  test('says something of every variable', () => {
    expect(variables.map(table.row).filter((cells) => cells.at(-1) === '')).toEqual([]);
  });

  test('would be found out of date', () => {
    const stale = textOf(table.file).replace('`PORT`', '`PORTS`');
    expect(withTable(stale, table)).not.toBe(stale);
  });
});

test('Every command that a document names is a script', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = documents.flatMap((file) =>
    [...textOf(file).matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map((match) => match[1]),
  );
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});

test('Both languages list the same commands, and no script is named in no document', () => {
  const listed = (file: string) =>
    [...textOf(file).matchAll(/^\| `npm (?:run )?(?:--silent )?([a-z][a-z:-]*)/gm)].map((match) => match[1]).sort();
  expect(listed('README.zh-CN.md')).toEqual(listed('README.md'));
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const all = documents.map(textOf).join('\n');
  const unnamed = Object.keys(scripts).filter((name) => !new RegExp(`npm (?:run )?(?:--silent )?${name}\\b`).test(all));
  // Run by npm itself, and by the check's own words.
  expect(unnamed).toEqual(['format', 'postinstall']);
});

test('Every link of a document leads to a file, and so does every path it names', () => {
  const missing = documents.flatMap((file) =>
    [
      ...textOf(file).matchAll(
        /\]\((?!https?:|#)([^)#]+)|`((?:src|adapters|mocks|embedded|commands|docs|schema|catalogue|test|bench)\/[\w./-]+)`/g,
      ),
    ]
      .map((match) => (match[1] === undefined ? (match[2] ?? '') : posix.join(posix.dirname(file), match[1])))
      .filter((path) => !existsSync(posix.join(root, path)))
      .map((path) => `${file}: ${path}`),
  );
  expect(missing).toEqual([]);
});
