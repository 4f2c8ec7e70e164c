// The pages that are written from code: complete, in both languages, and found out of date when they are.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stalePages } from '../../commands/check/generated.ts';
import { errorsPage } from '../../commands/reference/errors-page.ts';
import { referencePages } from '../../commands/reference/pages.ts';
import { schemaPage } from '../../commands/reference/schema-page.ts';
import { errorCodes } from '../../src/errors.ts';
import { root } from '../architecture/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'yichuang-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sdl = `
"A thing 东西." type Thing @access(to: [WINDOW, FRONT_END]) {
  "Its name 名称." name(first: Int = 5): String! @personal(as: NAME)
  "How many 数量." count: Int @access(to: [ANYONE]) @deprecated(reason: "Use total; since 2026-11-01, removed after 2027-06-01") }
extend type Thing { "Its size 大小." size: Int @access(to: [ANALYST]) }
"Kinds 种类." enum Kind { "The first 第一." ONE }
"A question 提问." input Question { "Words | and more 词语." words: [String!] = ["a"] }
"Either 二者之一." union Either = Thing | Other
"A day 日期." scalar Day`;

test('The reference shows every type and field in the words of its language, and who may ask', () => {
  const [english, chinese] = [schemaPage([{ name: 'things', sdl }], 'en'), schemaPage([{ name: 'things', sdl }], 'zh')];
  expect(english).toContain('| `name(first: Int = 5)` | `String!` | window, front-end | Its name. *personal data* |');
  expect(chinese).toContain('| `name(first: Int = 5)` | `String!` | window, front-end | 名称 *个人信息* |');
  expect(english).toContain('| `count` | `Int` | anyone | How many. deprecated: Use total; since 2026-11-01');
  expect(chinese).toContain('### Thing (扩展字段)');
  expect(chinese).toContain('| `ONE` | 第一 |');
  expect(english).toContain('| `words` | `[String!] = ["a"]` | Words \\| and more. |');
  expect(english).toContain('Either. one of: `Thing`, `Other`');
  expect(english).toContain('### Day\n\nA day.');
  expect(english).not.toMatch(/东西|名称|第一/);
});

test('The page of errors has every code, with what to do in both languages', () => {
  const lines = errorsPage().split('\n');
  for (const [code, { remedy, zh, en }] of Object.entries(errorCodes)) {
    const line = lines.find((each) => each.startsWith(`| \`${code}\` |`)) ?? '';
    for (const text of [remedy.zh, remedy.en, zh, en]) expect(line).toContain(text);
  }
});

test('A page that is missing or says something else is found', () => {
  const pages = referencePages(root);
  expect(pages.size).toBe(3);
  expect(stalePages(folder, pages)).toHaveLength(3);
  for (const [file, content] of pages) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  expect(stalePages(folder, pages)).toEqual([]);
  writeFileSync(join(folder, 'docs/errors.md'), 'Nothing goes wrong.');
  expect(stalePages(folder, pages)).toEqual([expect.stringContaining('docs/errors.md')]);
});
