import { expect, test } from 'vitest';
import { faultsAfter, lineOf } from './edited-catalogue.ts';

const FILE = 'calendars/2026.yaml';
const qingming = '2026-04-04, to: 2026-04-06';

test.each([
  ['a day that does not exist', '2026-04-04, to', '2026-04-31, to', '清明节', /not a day of the calendar/],
  ['a holiday that ends before it begins', qingming, '2026-04-06, to: 2026-04-04', '清明节', /before it begins/],
  ['a holiday of another year', qingming, '2025-04-04, to: 2025-04-06', '清明节', /is not of 2026/],
  ['overlapping holidays', qingming, '2026-04-04, to: 2026-05-01', '劳动节', /overlaps another one/],
  [
    'a make-up day inside a holiday',
    '[2026-01-04',
    '[2026-01-03',
    'workingDays: [',
    /a holiday and a working day at once/,
  ],
  ['a make-up day in the week', '[2026-01-04', '[2026-01-05', 'workingDays: [', /no Saturday or Sunday/],
  ['a make-up day that is listed twice', '[2026-01-04', '[2026-02-14', 'workingDays: [', /listed twice/],
  ['a year that is not that of the file', 'year: 2026', 'year: 2027', 'year:', /the file's name says 2026/],
  ['a version that another year has', "version: '2026.1'", "version: '2025.1'", 'version:', /exists already/],
])('the catalogue refuses %s', (_, find, put, at, message) => {
  const faults = faultsAfter({ file: FILE, find, put });
  expect(faults.join('\n')).toMatch(new RegExp(`${FILE}:${lineOf(FILE, at)}: .*${message.source}`));
});

test('the catalogue refuses versions out of order, and years that contradict each other', () => {
  const order = { file: 'calendars/2020.yaml', find: 'issuedOn: 2020-01-27', put: 'issuedOn: 2019-11-01' };
  expect(faultsAfter(order).join('\n')).toContain('version 2020.2 must be issued later than 2020.1');
  const worked = { file: 'calendars/2022.yaml', find: '2022-10-09]', put: '2022-10-09, 2022-12-31]' };
  expect(faultsAfter(worked)).toEqual([
    expect.stringMatching(/^calendars\/2023\.yaml:\d+: 2022-12-31 is a working day in the calendar of 2022$/),
  ]);
});
