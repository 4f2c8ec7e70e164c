// A joint site visit stops the clock of the parts whose item says that it is a special procedure, from its hour to what was found.
import { describe, expect, test } from 'vitest';
import type { VisitData } from '../../../src/cases/history/events.ts';
import { at, catalogue, clockOf, clocksOf, course, reading, type Told } from './centre.ts';

const MONDAY = '2026-11-23 09:00';
const NOW = '2026-11-27 09:00';
const form = { moveGas: true, movePower: true };
const begun = [
  ...['identity', 'clearance', 'transfer'].flatMap((part) => course(part, MONDAY, MONDAY, MONDAY)),
  ...['gas', 'power'].flatMap((part) => course(part, MONDAY, MONDAY)),
];
const visit: VisitData = { id: 'visit', at: '2026-11-24T10:00:00.000+08:00', place: null, followUpOf: null };
const call: Told = { part: 'gas', kind: 'SITE_VISIT_CALLED', at: '2026-11-23 15:00', data: { visit } };
const ended = (kind: 'SITE_VISIT_FOUND' | 'SITE_VISIT_MISSED', when: string): Told => ({
  ...{ part: 'gas', kind, at: when, data: { visit } },
});

function dueOf(told: readonly Told[], now = NOW): Date | null | undefined {
  const clocks = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, form, told: [...begun, ...told] }, now);
  return reading(clocks, 'gas', 'PROMISE', now)?.dueAt;
}

describe('a joint site visit', () => {
  test('is a special procedure of the item for gas, and power needs none', () => {
    expect(catalogue.items.get('gas-account')?.siteVisit?.procedure).toBe('safety-inspection');
    expect(catalogue.items.get('power-account')?.siteVisit).toBeNull();
    expect(dueOf([])).toEqual(at('2026-11-30 17:30'));
  });

  test('stops the clock from its hour to what was found, with its legal basis, as a suspension of the same days does', () => {
    const told = [call, ended('SITE_VISIT_FOUND', '2026-11-26 10:00')];
    expect(dueOf(told)).toEqual(at('2026-12-02 17:30'));
    const story = { bundle: 'home-transfer', receivedAt: MONDAY, form, told: [...begun, ...told] };
    expect(clockOf(clocksOf(story, NOW).parts, 'gas', 'PROMISE')?.pauses).toMatchObject([
      {
        ...{ reason: '入户安全检查', from: at('2026-11-24 10:00'), to: at('2026-11-26 10:00'), fault: null },
        legalBasis: { zh: '《城镇燃气管理条例》第十七条' },
      },
    ]);
    expect(clockOf(clocksOf(story, NOW).parts, 'power', 'PROMISE')?.pauses).toEqual([]);
  });

  test('counts once where its department reports the same days as a suspension', () => {
    const reported: readonly Told[] = [
      { part: 'gas', kind: 'SUSPENDED', at: '2026-11-24 10:00', data: { reason: '入户安全检查' } },
      { part: 'gas', kind: 'RESUMED', at: '2026-11-26 10:00' },
    ];
    expect(dueOf([call, ...reported, ended('SITE_VISIT_FOUND', '2026-11-26 10:00')])).toEqual(at('2026-12-02 17:30'));
  });

  test('stops nothing before its hour, and no longer where the department did not come', () => {
    expect(dueOf([call], '2026-11-24 09:00')).toEqual(at('2026-11-30 17:30'));
    expect(dueOf([call, ended('SITE_VISIT_MISSED', '2026-11-24 11:00')])).toEqual(at('2026-11-30 17:30'));
    expect(dueOf([call, ended('SITE_VISIT_FOUND', '2026-11-24 09:30')])).toEqual(at('2026-11-30 17:30'));
  });

  test('of which nothing is told stops the clock no longer than its maximum', () => {
    const later = '2026-12-18 09:00';
    const clocks = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, form, told: [...begun, call] }, later);
    expect(clocks.parts.get('gas')?.pauses).toMatchObject([{ fault: 'BEYOND_MAXIMUM' }]);
    expect(reading(clocks, 'gas', 'PROMISE', later)?.light).toBe('RED');
  });
});
