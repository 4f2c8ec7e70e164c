// Enumerations in words: every value in both languages, and to each role those that it can meet.
import { buildSchema as buildSdl, isEnumType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { type Role, roles } from '../../src/access/principal.ts';
import { wordingOf } from '../../src/graph/docstring.ts';
import { enumWords } from '../../src/graph/labels.ts';
import { buildSchema } from '../../src/graph/schema.ts';
import { textOf } from '../architecture/files.ts';

const schema = await buildSchema();
/** Arguments of directives alone. */
const NOT_ASKED_FOR = ['Audience', 'MaskingForm'];

function wordsFor(role: Role) {
  return enumWords(schema, { role, subject: 'somebody', purpose: null, regions: null, expiresMs: 0 });
}

function namesFor(role: Role): readonly string[] {
  return wordsFor(role).map(({ name }) => name);
}

test('Every enumeration that anybody can meet has each of its values in Chinese and in English', () => {
  const all = Object.values(schema.getTypeMap()).filter((type) => isEnumType(type) && !type.name.startsWith('__'));
  const met = new Set(roles.flatMap(namesFor));
  expect(all.map(({ name }) => name).filter((name) => !met.has(name))).toEqual(NOT_ASKED_FOR);
  for (const { name, values } of roles.flatMap(wordsFor)) {
    const type = schema.getType(name);
    expect(values.map(({ value }) => value)).toEqual(isEnumType(type) ? type.getValues().map((each) => each.name) : []);
    for (const { value, zh, en } of values) {
      expect(zh, `${name}.${value}`).toMatch(/^\p{Script=Han}/u);
      expect(en, `${name}.${value}`).not.toMatch(/^\p{Script=Han}/u);
    }
  }
});

test('A role is told of what it may ask for, and of nothing else', () => {
  expect(namesFor('front-end')).toEqual(expect.arrayContaining(['CaseState', 'Channel', 'NotificationKind']));
  expect(namesFor('front-end')).not.toContain('AuditOutcome');
  expect(namesFor('supervisor')).toContain('AuditOutcome');
  expect(namesFor('supervisor')).not.toContain('NotificationKind');
  expect(enumWords(schema, null).map(({ name }) => name)).not.toContain('AuditOutcome');
});

describe('A value that lacks words in one of the languages', () => {
  const directives = textOf('schema/common.graphql').slice(
    0,
    textOf('schema/common.graphql').indexOf('scalar CitizenNumber'),
  );

  test.each(['"Only English." A', '"只有中文" A', 'A'])('is a fault: %s', (value) => {
    const faulty = buildSdl(`${directives} enum Word { ${value} } type Query @access(to: [ANYONE]) { word: Word }`);
    expect(() => enumWords(faulty, null)).toThrow('Word.A');
  });

  test('has none', () => {
    expect(wordingOf('Received by the centre 已收件.')).toEqual({ en: 'Received by the centre.', zh: '已收件' });
    expect(wordingOf('An amount; null\n  where it is free 金额（元）.')).toEqual({
      en: 'An amount; null where it is free.',
      zh: '金额（元）',
    });
    for (const text of ['Only English.', '只有中文', '', null]) expect(wordingOf(text)).toBeUndefined();
  });
});
