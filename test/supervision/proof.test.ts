import { expect, test } from 'vitest';
import { type ClockProof, proofOf } from '../../src/supervision/proof.ts';
import { at, catalogue, clockOf, clocksOf, course, rules, type Told } from '../cases/clocks/centre.ts';

const ACCEPTED = '2026-02-10 09:00';
const roots = [
  ...course('identity', ACCEPTED, ACCEPTED, ACCEPTED),
  ...course('clearance', ACCEPTED, ACCEPTED, ACCEPTED),
];

function proof(told: readonly Told[], now: string): ClockProof {
  const found = clocksOf({ bundle: 'home-transfer', receivedAt: ACCEPTED, told: [...roots, ...told] }, now);
  const clock = clockOf(found.parts, 'transfer', 'PROMISE');
  if (!clock) throw new Error('no promise');
  return proofOf(clock, catalogue.calendars, rules, at(now));
}

/** As a reader would: the last day of the budget that counts, at the end of business. */
function recount({ days, clock, hours }: ClockProof): string {
  const last = days.filter(({ counted }) => counted)[clock.budget.amount - 1];
  return `${last?.date} ${hours.at(-1)?.to}`;
}

test('A reader counts the same deadline from the days that the proof lists', () => {
  const found = proof(course('transfer', ACCEPTED, ACCEPTED), '2026-02-11 09:00');
  expect(found.reading.dueAt).toEqual(at(recount(found)));
  const reasons = new Map(found.days.map(({ date, reason }) => [date, reason.zh]));
  expect(reasons.get('2026-02-10')).toContain('第二百零一条');
  expect(reasons.get('2026-02-14')).toBe('调休工作日');
  expect(reasons.get('2026-02-17')).toBe('放假：春节');
  expect(found.calendars).toMatchObject([{ version: '2026.1', document: expect.stringContaining('国办发明电') }]);
  expect(found.overdue).toBe(false);
});

test('Days on which the clock stood still are shown as such and not counted', () => {
  const paused: Told[] = [
    ...course('transfer', ACCEPTED, ACCEPTED),
    { part: 'transfer', kind: 'SUSPENDED', at: '2026-02-11 10:00', data: { reason: '实地查看' } },
    { part: 'transfer', kind: 'RESUMED', at: '2026-02-13 10:00' },
  ];
  const found = proof(paused, '2026-02-13 11:00');
  expect(found.reading.dueAt).toEqual(at(recount(found)));
  expect(
    found.days.filter(({ reason }) => reason.en.startsWith('A special procedure')).map(({ date }) => date),
  ).toEqual(['2026-02-12', '2026-02-13']);
});

test('An overrun shows', () => {
  const late = proof(course('transfer', ACCEPTED, ACCEPTED, '2026-03-02 09:00'), '2026-03-03 09:00');
  expect(late).toMatchObject({ overdue: true, reading: { light: 'RED' } });
});
