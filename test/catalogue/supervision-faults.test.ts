import { expect, test } from 'vitest';
import { faultsAfter, lineOf } from './edited-catalogue.ts';

const FILE = 'supervision.yaml';

test.each([
  ['a rule id of another shape', '  JC-101:', '  WARNING:', 'JC-101:', /two letters and three digits/],
  [
    'a clock that nobody knows',
    'clock: NOTICE, light: WARNING',
    'clock: LUNCH, light: WARNING',
    'JC-101:',
    /of a kind that is known/,
  ],
  [
    'two rules that watch the same',
    'clock: NOTICE, light: YELLOW',
    'clock: NOTICE, light: WARNING',
    'JC-102:',
    /watches the same as JC-101/,
  ],
  [
    'a step that no item has',
    '[accept, declare]',
    '[accept, declaim]',
    'acceptanceSteps:',
    /no item has a step "declaim"/,
  ],
  ['a procedure that is listed twice', 'code: tender', 'code: hearing', 'code: tender', /"hearing" is listed twice/],
  ['a procedure without a maximum', 'max: { amount: 20, unit: WORKING_DAY }', 'note: none', 'code: hearing', /max/],
])('the catalogue refuses %s', (_, find, put, at, message) => {
  const faults = faultsAfter({ file: FILE, find, put });
  expect(faults.join('\n')).toMatch(message);
  expect(faults.join('\n')).toContain(`${FILE}:${lineOf(FILE, at)}:`);
});

test('the catalogue refuses to be without its rules of supervision', () => {
  expect(faultsAfter({ file: FILE, find: 'rules:', put: 'regeln:' }).join('\n')).toMatch(/rules/);
});
