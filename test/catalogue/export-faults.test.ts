import { buildSchema, isEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { valuesOf } from '../../src/catalogue/export-rules.ts';
import { filesOf, textOf } from '../architecture/files.ts';
import { faultsAfter, lineOf, loadEdited } from './edited-catalogue.ts';

const FILE = 'exports.yaml';

test.each([
  ['a field that nobody knows', 'from: bundleVersion', 'from: colour', 'bundleVersion', /nobody knows the field/],
  ['two fields of one name', 'as: releasedAt', 'as: receivedAt', '  case:', /two fields have one name/],
  ['a value without a code', ", WECHAT: '5'", '', 'from: channel', /"channel" has no code for WECHAT/],
  ['a code for what never comes', "WECHAT: '5'", "WECHAT: '5', FAX: '6'", 'from: channel', /"channel" is never FAX/],
  [
    'codes for what has no few values',
    'as: bundleCode',
    "as: bundleCode, codes: { a: '1' }",
    'from: bundle,',
    /few values/,
  ],
  ['personal data without a word on it', ', show: MASKED', '', 'from: applicantNumber', /is personal data/],
  [
    'personal data in plain without a law',
    'show: MASKED }',
    'show: PLAIN }',
    'from: applicantNumber',
    /state the legalBasis/,
  ],
  [
    'masking of what is not personal',
    'as: bundleCode',
    'as: bundleCode, show: MASKED',
    'from: bundle,',
    /no personal data/,
  ],
  [
    'a purpose that there is not',
    'purpose: exchange',
    'purpose: curiosity',
    'purpose: exchange',
    /no purpose "curiosity"/,
  ],
])('the catalogue refuses %s', (_, find, put, at, message) => {
  const faults = faultsAfter({ file: FILE, find, put }).join('\n');
  expect(faults).toMatch(message);
  expect(faults).toContain(`${FILE}:${lineOf(FILE, at)}:`);
});

test('A receiver may get personal data in plain where a law says so', () => {
  const put = 'show: PLAIN, legalBasis: { zh: 某规定第一条, en: "A rule, article 1" } }';
  expect(loadEdited({ file: FILE, find: 'show: MASKED }', put }).kind).toBe('loaded');
});

test('The values that a receiver’s codes must cover are those of the schema', () => {
  const schema = buildSchema(filesOf('schema/*.graphql').map(textOf).join('\n'));
  const enumeration = (name: string) => {
    const type = schema.getType(name);
    return isEnumType(type) ? type.getValues().map((each) => each.name) : [];
  };
  const { channel, kind, state } = valuesOf.case;
  expect(channel).toEqual(enumeration('Channel'));
  expect(kind).toEqual(enumeration('CaseKind'));
  expect(state).toEqual(enumeration('CaseState'));
  expect(valuesOf.part.state).toEqual(enumeration('PartState'));
});
