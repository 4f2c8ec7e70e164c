import { describe, expect, test } from 'vitest';
import { at, clockOf, clocksOf, course, reading, rules, type Told } from './centre.ts';

const MONDAY = '2026-11-23 09:00';
const roots = [...course('identity', MONDAY, MONDAY, MONDAY), ...course('clearance', MONDAY, MONDAY, MONDAY)];
const accepted = course('transfer', MONDAY, MONDAY);
const SURVEY = '实地查看';

function suspension(reason: string, from: string, to?: string, seen?: string, part = 'transfer'): Told[] {
  const late = seen ? { seen } : {};
  return [
    { part, kind: 'SUSPENDED', at: from, data: { reason }, ...late },
    ...(to ? [{ part, kind: 'RESUMED', at: to, ...late } as const] : []),
  ];
}

const paused = (told: readonly Told[], now: string, own = rules) =>
  clocksOf({ bundle: 'home-transfer', receivedAt: MONDAY, told: [...roots, ...accepted, ...told], rules: own }, now);
const promise = (told: readonly Told[], now: string, own = rules) =>
  reading(paused(told, now, own), 'transfer', 'PROMISE', now, own);

describe('a suspension', () => {
  test('of a kind that the item lists moves the deadline, and names its legal basis', () => {
    const told = suspension(SURVEY, '2026-11-24 10:00', '2026-11-26 10:00');
    const found = paused(told, '2026-11-27 09:00');
    expect(clockOf(found.parts, 'transfer', 'PROMISE')?.pauses).toMatchObject([
      {
        reason: SURVEY,
        from: at('2026-11-24 10:00'),
        to: at('2026-11-26 10:00'),
        fault: null,
        legalBasis: { zh: '《不动产登记暂行条例》第十九条' },
      },
    ]);
    expect(promise(told, '2026-11-27 09:00')?.dueAt).toEqual(at('2026-12-02 17:30'));
  });

  test('of a kind that the law allows moves it too; of any other kind it stays in the ledger and moves nothing', () => {
    const days = ['2026-11-24 10:00', '2026-11-26 10:00'] as const;
    expect(promise(suspension('专家评审', ...days), '2026-11-27 09:00')?.dueAt).toEqual(at('2026-12-02 17:30'));
    for (const reason of ['领导出差', '鉴定费未缴', '']) {
      const told = suspension(reason, ...days);
      expect(promise(told, '2026-11-27 09:00')?.dueAt, reason).toEqual(at('2026-11-30 17:30'));
      expect(paused(told, '2026-11-27 09:00').parts.get('transfer')?.pauses).toMatchObject([
        { fault: 'NOT_WHITELISTED', credited: null },
      ]);
    }
  });

  test('counts no longer than its maximum', () => {
    const told = suspension(SURVEY, '2026-11-24 10:00');
    expect(promise(told, '2026-12-08 17:00')?.light).toBe('GREEN');
    const after = paused(told, '2026-12-18 09:00');
    expect(after.parts.get('transfer')?.pauses).toMatchObject([{ fault: 'BEYOND_MAXIMUM' }]);
    expect(reading(after, 'transfer', 'PROMISE', '2026-12-18 09:00')).toMatchObject({
      dueAt: at('2026-12-14 17:30'),
      light: 'RED',
    });
  });

  test('that lasts holds the light where it was, and the deadline moves on day by day', () => {
    const told = suspension(SURVEY, '2026-11-24 10:00');
    expect(promise(told, '2026-11-26 11:00')).toMatchObject({ dueAt: at('2026-12-02 17:30'), light: 'GREEN', used: 1 });
    expect(promise(told, '2026-12-07 11:00')).toMatchObject({ light: 'GREEN', used: 1 });
  });

  test('that could last beyond the published calendar keeps the light that had been reached', () => {
    expect(promise(suspension('专家评审', '2026-11-24 10:00'), '2026-12-21 09:00')?.light).toBe('GREEN');
    expect(promise(suspension('专家评审', '2026-11-27 10:00'), '2026-12-21 09:00')?.light).toBe('WARNING');
  });

  test('is not credited where it was told late, so that an overrun stays red however it is dressed up', () => {
    // Accepted on Monday, overdue since the Monday after; on Thursday a suspension is reported that begins at acceptance
    // and is as long as the overrun.
    const seen = '2026-12-03 16:00';
    const told = suspension(SURVEY, '2026-11-23 09:30', '2026-11-27 09:30', seen);
    expect(promise(told, seen)).toMatchObject({ dueAt: at('2026-11-30 17:30'), light: 'RED' });
    expect(paused(told, seen).parts.get('transfer')?.pauses).toMatchObject([
      { fault: 'REPORTED_LATE', credited: null },
    ]);
    expect(paused(told, seen).total.light).toBe('RED');
    // The control: the same suspension, told in time, is credited.
    const honest = suspension(SURVEY, '2026-11-23 09:30', '2026-11-27 09:30');
    expect(promise(honest, seen)).toMatchObject({ dueAt: at('2026-12-04 17:30'), light: 'WARNING' });
  });

  test('is credited where only the centre’s own asking came late', () => {
    const told = suspension(SURVEY, '2026-11-24 10:00', '2026-11-26 10:00', '2026-11-27 09:00');
    expect(promise(told, '2026-11-27 10:00')?.dueAt).toEqual(at('2026-11-30 17:30'));
    const patient = { ...rules, lagMs: 3 * 86_400_000 };
    expect(promise(told, '2026-11-27 10:00', patient)?.dueAt).toEqual(at('2026-12-02 17:30'));
  });

  test('with overlaps counts once', () => {
    const once = suspension(SURVEY, '2026-11-24 10:00', '2026-11-26 10:00');
    const twice = [...once, ...suspension('检测', '2026-11-25 10:00', '2026-11-26 10:00', '2026-11-26 10:00')];
    expect(promise(twice, '2026-11-27 09:00')?.dueAt).toEqual(promise(once, '2026-11-27 09:00')?.dueAt);
  });
});

describe('the case as a whole', () => {
  const story = (told: readonly Told[]) => ({ bundle: 'home-transfer', receivedAt: MONDAY, told });

  test('is due when the longest chain of promises is', () => {
    const { total } = clocksOf(
      story([...course('identity', MONDAY, MONDAY), ...course('clearance', MONDAY, MONDAY)]),
      MONDAY,
    );
    expect(total).toMatchObject({
      startedAt: at(MONDAY),
      dueAt: at('2026-12-01 17:30'),
      criticalPath: ['clearance', 'transfer'],
      light: 'GREEN',
    });
  });

  test('is stopped by a pause on that chain', () => {
    const told = [...roots, ...accepted, ...suspension(SURVEY, '2026-11-25 10:00', '2026-11-27 10:00')];
    expect(clocksOf(story(told), '2026-11-27 11:00').total.dueAt).toEqual(at('2026-12-03 17:30'));
  });

  test('is not stopped by a pause beside it, though that part’s own clock is', () => {
    const seller = [
      ...course('identity', MONDAY, MONDAY),
      ...suspension('检验', '2026-11-23 09:10', '2026-11-23 10:00', '2026-11-23 10:00', 'identity'),
    ];
    const found = clocksOf(story([...seller, ...course('clearance', MONDAY, MONDAY)]), '2026-11-23 10:30');
    expect(reading(found, 'identity', 'PROMISE', '2026-11-23 10:30')?.dueAt).toEqual(at('2026-11-23 10:50'));
    expect(found.total).toMatchObject({ dueAt: at('2026-12-01 17:30'), pauses: [] });
  });

  test('does not run before acceptance: its light is the notices’, and its deadline as if accepted at receipt', () => {
    const waiting = clocksOf(story(course('clearance', MONDAY)), '2026-11-27 09:00').total;
    expect(waiting).toMatchObject({ startedAt: null, dueAt: at('2026-12-01 17:30'), light: 'WARNING' });
  });

  test('has ended when every part is settled', () => {
    const told = [...roots, ...course('transfer', MONDAY, MONDAY, '2026-11-30 10:00')];
    expect(clocksOf(story(told), '2027-03-01 09:00').total).toMatchObject({
      endedAt: at('2026-11-30 10:00'),
      light: 'GREEN',
    });
  });

  test('over parts in hours and days is YELLOW on its last day', () => {
    const told = [...course('identity', MONDAY, MONDAY), ...course('premises', MONDAY, MONDAY)];
    const opening = (now: string) => clocksOf({ bundle: 'enterprise-opening', receivedAt: MONDAY, told }, now).total;
    expect(opening(MONDAY).dueAt).toEqual(at('2026-11-25 17:30'));
    expect(['2026-11-24 23:00', '2026-11-25 08:00', '2026-11-25 17:31'].map((now) => opening(now).light)).toEqual([
      'GREEN',
      'YELLOW',
      'RED',
    ]);
  });
});
