import { describe, expect, test } from 'vitest';
import { faultsAfter, lineOf } from './edited-catalogue.ts';

/** File, text that is replaced, its replacement, the text on the line at which the fault stands, and the message. */
type Case = readonly [title: string, file: string, find: string, put: string, at: string, message: RegExp];

const HOME = 'bundles/home-transfer.yaml';
const TITLE = 'items/title-transfer.yaml';

describe('a fault in the catalogue stops the start with file and line', () => {
  const cases: readonly Case[] = [
    [
      'an unknown item',
      HOME,
      'item: title-transfer',
      'item: title-move',
      'item: title-transfer',
      /no item "title-move"/,
    ],
    ['an unknown part', HOME, 'part: identity,', 'part: identities,', 'part: identity,', /no part "identities"/],
    [
      'an unknown department',
      TITLE,
      'department: land',
      'department: lands',
      'department: land',
      /no department "lands"/,
    ],
    [
      'an unknown material',
      TITLE,
      'materials: [sale-contract,',
      'materials: [sale-deed,',
      'materials: [',
      /no material "sale-deed"/,
    ],
    [
      'an unknown question',
      TITLE,
      'questions: [unitNumber,',
      'questions: [unit,',
      'questions: [',
      /no question "unit"/,
    ],
    ['an unknown read', TITLE, 'read: titles', 'read: deeds', 'read: titles', /no read "deeds"/],
    ['an unknown role', 'purposes.yaml', 'roles: [window]', 'roles: [clerk]', 'roles: [window]', /Invalid option/],
    [
      'an unknown key',
      TITLE,
      'submit: transfer',
      'submits: transfer',
      'submit: transfer',
      /nobody knows the key "submits"/,
    ],
    [
      'a part listed twice',
      HOME,
      '- code: clearance',
      '- code: identity',
      '- code: clearance',
      /"identity" is listed twice/,
    ],
    [
      'a material listed twice',
      TITLE,
      'title-certificate, identity-documents]',
      'sale-contract]',
      'materials: [',
      /"sale-contract" is listed twice/,
    ],
    [
      'an invalid implementation code',
      TITLE,
      '1135042800TE5T030N4',
      '1135042800TE5T030P4',
      'implementationCode',
      /not an implementation code/,
    ],
    [
      'an implementation code of another department',
      TITLE,
      '1135042800TE5T030N4',
      '1135042800TE5T029H4',
      'implementationCode',
      /does not begin with the credit code of the department "land"/,
    ],
    [
      'a level that the implementation code does not have',
      TITLE,
      'level: COUNTY',
      'level: CITY',
      'level: COUNTY',
      /CITY is not the level 4/,
    ],
    [
      'an invalid credit code',
      'departments.yaml',
      '1135042800TE5T029H',
      '1135042800TE5T029J',
      '1135042800TE5T029H',
      /not a unified credit code/,
    ],
    [
      'a time limit beyond the statute',
      TITLE,
      'timeLimit: { amount: 5, unit',
      'timeLimit: { amount: 31, unit',
      '\ntimeLimit',
      /longer than the statutory one/,
    ],
    [
      'a step longer than the item',
      TITLE,
      'amount: 3, unit',
      'amount: 6, unit',
      'code: examine',
      /step "examine" may take longer/,
    ],
    [
      'an amount that YAML takes for a number',
      TITLE,
      "amount: '80.00'",
      'amount: 80.00',
      "amount: '80.00'",
      /put it in quotes/,
    ],
    [
      'a fact that the item does not read',
      TITLE,
      'of: /facts/unit/state',
      'of: /facts/home/state',
      'of: /facts/unit/state',
      /reads no fact "home"/,
    ],
    [
      'a field that the read does not have',
      'items/home-deed-tax.yaml',
      '/facts/unit/areaSquareMetres',
      '/facts/unit/area',
      'areaSquareMetres:',
      /the read "titles" has no \/area/,
    ],
    [
      'a question that the item does not ask',
      TITLE,
      'price: /form/price',
      'price: /form/seals',
      'price: /form/price',
      /asks no question "seals"/,
    ],
    [
      'a member that no answer has',
      TITLE,
      'pick: [number, name, share?]',
      'pick: [number, title]',
      'share?',
      /no member "title" to pick/,
    ],
    [
      'evidence without that field',
      TITLE,
      '完税证明/number',
      '完税证明/serial',
      'taxClearanceNumber',
      /has no \/serial/,
    ],
    [
      'a pointer with an unknown root',
      TITLE,
      'price: /form/price',
      'price: /forms/price',
      'price: /form/price',
      /begins here with/,
    ],
    [
      'an undoing task that undoes nothing',
      'items/home-deed-tax.yaml',
      'reversal: { task: REFUND }',
      'reversal: { task: RELEASE_SINGLY }',
      'reversal',
      /undoes nothing/,
    ],
    [
      'a site visit under a special procedure that the item does not have',
      'items/gas-account.yaml',
      'procedure: safety-inspection',
      'procedure: hearing-aid',
      'siteVisit:',
      /no special procedure "hearing-aid"/,
    ],
    [
      'a task without which the gateway cannot go on',
      'tasks.yaml',
      'RESOLVE_CONFLICT:',
      'RESOLVE_CONFLICTS:',
      '需要人办的事',
      /opens tasks of the kind "RESOLVE_CONFLICT"/,
    ],
    [
      'work of departments’ clerks that is given to another role',
      'tasks.yaml',
      'department without a system of its own }\n  role: window',
      'department without a system of its own }\n  role: operator',
      '\nHANDLE_PART:',
      /"HANDLE_PART" is the work of departments' clerks/,
    ],
    [
      'an invalid JSON Schema',
      'questions.yaml',
      'type: string, format: date',
      'type: text',
      'schema: { type: string, format: date }',
      /no valid JSON Schema/,
    ],
    [
      'a schema that refers to a place outside itself',
      'questions.yaml',
      'type: string, format: date',
      "$ref: '#/properties/value/properties/0'",
      'schema: { type: string, format: date }',
      /no valid JSON Schema/,
    ],
    [
      'an unknown format',
      'questions.yaml',
      'type: string, format: date',
      'type: string, format: day',
      'schema: { type: string, format: date }',
      /unknown format "day"/,
    ],
    [
      'a material without legal basis',
      'materials.yaml',
      "legalBasis:\n    - { zh: 《不动产登记暂行条例》第十六条, en: 'Interim Regulation on Real Estate Registration, article 16' }\n    - { zh: 《中华人民共和国契税法》第十条, en: 'Deed Tax Law, article 10' }",
      'legalBasis: []',
      'legalBasis:',
      /legal basis/,
    ],
    [
      'a deferral of what cannot be deferred',
      'materials.yaml',
      'deferrable: true',
      'deferrable: false',
      'deferral:',
      /only such a one/,
    ],
    [
      'an opening time after closing',
      'service.yaml',
      "to: '12:00'",
      "to: '08:00'",
      "from: '08:30'",
      /closes before it opens/,
    ],
  ];

  test.each(cases)('%s', (_, file, find, put, at, message) => {
    const line = lineOf(file, at.trimStart());
    const faults = faultsAfter({ file, find, put });
    const pattern = new RegExp(`^${file}:(\\d+): (?:.*)(?:${message.source})`);
    const hit = faults.map((fault) => pattern.exec(fault)).find((found) => found);
    expect(hit, faults.join('\n')).toBeTruthy();
    if (!at.startsWith('\n')) expect(Number(hit?.[1])).toBe(line);
  });

  test('YAML that cannot be read, and nothing but that: what refers to it is not blamed', () => {
    const faults = faultsAfter({ file: 'materials.yaml', find: 'sale-contract:', put: 'sale-contract: {' });
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.filter((fault) => !/^materials\.yaml:\d+: not valid YAML/.test(fault))).toEqual([]);
  });

  test('a key that is given twice: the same question defined differently', () => {
    const line = lineOf('questions.yaml', 'contractDate:');
    const again = 'contractNumber:\n  title: { zh: 合同, en: Contract }\n  schema: { type: string }\ncontractDate:';
    const faults = faultsAfter({ file: 'questions.yaml', find: 'contractDate:', put: again });
    expect(faults).toEqual([expect.stringMatching(`^questions.yaml:${line}: .*duplicated`)]);
  });

  test('a file that nothing would read, and one that is missing', () => {
    expect(faultsAfter({ file: 'holidays.yaml', find: null, put: 'a: 1' })).toEqual([
      'holidays.yaml:1: nothing reads this file',
    ]);
  });
});
