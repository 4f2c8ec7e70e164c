import { describe, expect, test } from 'vitest';
import { at, clockOf, clocksOf, course, reading, type Told } from './centre.ts';

const MONDAY = '2026-11-23 09:00';
const roots = [...course('identity', MONDAY, MONDAY, MONDAY), ...course('clearance', MONDAY, MONDAY, MONDAY)];
const transfer = (told: readonly Told[], now: string) =>
  clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told: [...roots, ...told] }, now);
const accepted = course('transfer', MONDAY, MONDAY);

describe('the promise of a part', () => {
  test('runs from acceptance, the day of it not counted, over the item’s budget', () => {
    const found = transfer(accepted, MONDAY);
    expect(clockOf(found.parts, 'transfer', 'PROMISE')).toMatchObject({
      budget: { amount: 5, unit: 'WORKING_DAY' },
      startedAt: at(MONDAY),
      endedAt: null,
      pauses: [],
    });
    expect(reading(found, 'transfer', 'PROMISE', MONDAY)).toEqual({
      used: 0,
      dueAt: at('2026-11-30 17:30'),
      light: 'GREEN',
      versions: ['2026.1'],
      missing: null,
    });
  });

  test('is not used up by a Saturday: accepted at a Saturday counter it ends when one of Friday does', () => {
    const due = (day: string) => {
      const story = {
        bundle: 'home-transfer',
        receivedAt: day,
        told: [
          ...course('identity', day, day, day),
          ...course('clearance', day, day, day),
          ...course('transfer', day, day),
        ],
      };
      return reading(clocksOf(story, day), 'transfer', 'PROMISE', day)?.dueAt;
    };
    expect(due('2026-11-21 09:30')).toEqual(due('2026-11-20 16:00'));
    expect(due('2026-11-21 09:30')).toEqual(at('2026-11-27 17:30'));
  });

  test('in hours leaves lunch out: one hour accepted at 11:40 is due at 15:10', () => {
    const told = course('identity', '2026-11-23 11:40', '2026-11-23 11:40');
    const found = clocksOf({ bundle: 'home-transfer', receivedAt: '2026-11-23 11:40', told }, '2026-11-23 15:11');
    expect(reading(found, 'identity', 'PROMISE', '2026-11-23 15:09')).toMatchObject({
      dueAt: at('2026-11-23 15:10'),
      light: 'YELLOW',
    });
    expect(reading(found, 'identity', 'PROMISE', '2026-11-23 15:11')).toMatchObject({ light: 'RED' });
  });

  test('ended in time is green for good, ended late is red for good', () => {
    const ended = (when: string) =>
      reading(
        transfer([...course('transfer', MONDAY, MONDAY, when)], '2026-12-20 09:00'),
        'transfer',
        'PROMISE',
        '2026-12-20 09:00',
      );
    expect(ended('2026-11-30 17:00')).toMatchObject({ light: 'GREEN', used: 5 });
    expect(ended('2026-12-01 09:00')).toMatchObject({ light: 'RED', used: 6 });
  });

  test('has no deadline and no light where the calendar is not published, and says which year', () => {
    const late = '2026-12-28 09:00';
    const told = [
      ...course('identity', late, late, late),
      ...course('clearance', late, late, late),
      ...course('transfer', late, late),
    ];
    const found = clocksOf({ bundle: 'home-transfer', receivedAt: late, told }, late);
    expect(reading(found, 'transfer', 'PROMISE', late)).toMatchObject({
      dueAt: null,
      light: null,
      missing: { code: 'CALENDAR_NOT_PUBLISHED', year: 2027 },
    });
    expect(found.total).toMatchObject({ dueAt: null, light: null, dated: false });
  });
});

describe('the notice of acceptance', () => {
  test('runs from the receipt by the department, not from the receipt at the centre', () => {
    const told = course('identity', '2026-11-25 10:00');
    const found = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told }, '2026-11-25 11:00');
    expect(reading(found, 'identity', 'NOTICE', '2026-11-25 11:00')).toMatchObject({ dueAt: at('2026-12-02 17:30') });
    expect(clockOf(found.parts, 'clearance', 'NOTICE')).toBeUndefined();
  });

  test('ends with a request for more, and another begins with the answer', () => {
    const told: Told[] = [
      ...course('clearance', MONDAY),
      { part: 'clearance', kind: 'DEFICIENT', at: '2026-11-24 09:00' },
      { part: 'clearance', kind: 'RESUBMITTED', at: '2026-11-26 09:00' },
    ];
    const { parts } = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told }, '2026-11-26 10:00');
    expect(clockOf(parts, 'clearance', 'NOTICE')).toMatchObject({ endedAt: at('2026-11-24 09:00') });
    expect(clockOf(parts, 'clearance', 'NOTICE.2')).toMatchObject({ startedAt: at('2026-11-26 09:00'), endedAt: null });
    expect(clockOf(parts, 'clearance', 'PROMISE')).toBeUndefined();
  });

  test('run out is red, and the promise then counts from the receipt', () => {
    const ran = '2026-11-30 17:31';
    const told: Told[] = [
      ...course('clearance', MONDAY),
      { part: 'clearance', kind: 'DEEMED_ACCEPTED', at: ran, data: { since: at(MONDAY).toISOString() } },
    ];
    const found = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told }, ran);
    expect(reading(found, 'clearance', 'NOTICE', ran)?.light).toBe('RED');
    expect(clockOf(found.parts, 'clearance', 'PROMISE')?.startedAt).toEqual(at(MONDAY));
    expect(reading(found, 'clearance', 'PROMISE', ran)?.light).toBe('RED');
  });

  test('is not kept by an acceptance that is dated back: what was told late counts from when it was told', () => {
    const told: Told[] = [
      { part: 'clearance', kind: 'DELIVERY_ACKNOWLEDGED', at: MONDAY },
      { part: 'clearance', kind: 'ACCEPTED', at: '2026-11-24 09:00', seen: '2026-12-02 09:00' },
    ];
    const found = clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told }, '2026-12-02 10:00');
    expect(reading(found, 'clearance', 'NOTICE', '2026-12-02 10:00')?.light).toBe('RED');
    expect(found.parts.get('clearance')?.history.lateReports).toHaveLength(1);
  });
});

describe('steps, delivery and deferred materials', () => {
  test('a step is overdue though the whole is not', () => {
    const now = '2026-11-25 09:00';
    const found = transfer(course('transfer', MONDAY), now);
    expect(reading(found, 'transfer', 'STEP.accept', now)?.light).toBe('RED');
    expect(reading(found, 'transfer', 'NOTICE', now)?.light).toBe('GREEN');
    expect(found.total.light).toBe('GREEN');
  });

  test('steps between which no event tells are one, from acceptance to the decision', () => {
    const found = transfer(accepted, MONDAY);
    expect(clockOf(found.parts, 'transfer', 'STEP.examine+record')).toMatchObject({
      budget: { amount: 4, unit: 'WORKING_DAY' },
    });
    expect(reading(found, 'transfer', 'STEP.examine+record', '2026-11-28 09:00')?.light).toBe('RED');
    expect(reading(found, 'transfer', 'PROMISE', '2026-11-28 09:00')?.light).toBe('WARNING');
  });

  test('a granted licence is due ten working days after the decision, until it is handed over', () => {
    const decided = course('transfer', MONDAY, MONDAY, '2026-11-24 10:00');
    const found = transfer(decided, '2026-11-24 11:00');
    expect(reading(found, 'transfer', 'DELIVERY', '2026-11-24 11:00')?.dueAt).toEqual(at('2026-12-08 17:30'));
    const over = transfer(
      [...decided, { part: null, kind: 'HANDED_OVER', at: '2026-11-25 10:00' }],
      '2026-12-30 10:00',
    );
    expect(clockOf(over.parts, 'transfer', 'DELIVERY')?.endedAt).toEqual(at('2026-11-25 10:00'));
  });

  test('a deferred material is due within its own time from acceptance, until it comes', () => {
    const deferred = { code: 'marriage-certificate', by: 'deferred', sha256: null, name: null, shared: null } as const;
    const story = { bundle: 'home-transfer', receivedAt: MONDAY, materials: [deferred], told: roots };
    const open = clocksOf(story, MONDAY);
    expect(reading(open, 'clearance', 'DEFERRED_MATERIAL.marriage-certificate', MONDAY)?.dueAt).toEqual(
      at('2026-12-07 17:30'),
    );
    const came: Told = {
      part: null,
      kind: 'MATERIAL_RECEIVED',
      at: '2026-11-25 10:00',
      data: { materials: [deferred.code] },
    };
    const { parts } = clocksOf({ ...story, materials: [], told: [...roots, came] }, MONDAY);
    expect(clockOf(parts, 'clearance', `DEFERRED_MATERIAL.${deferred.code}`)?.endedAt).toEqual(at('2026-11-25 10:00'));
  });
});
