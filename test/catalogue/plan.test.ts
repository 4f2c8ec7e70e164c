import { describe, expect, test } from 'vitest';
import {
  dependentsOf,
  evidenceFor,
  neededParts,
  orderOf,
  prerequisitesOf,
  readyParts,
  scheduleOf,
} from '../../src/catalogue/plan.ts';
import { shippedBundle } from './edited-catalogue.ts';

const home = shippedBundle('home-transfer');
const opening = shippedBundle('enterprise-opening');
const codes = (parts: readonly { readonly code: string }[]) => parts.map(({ code }) => code);

describe('the parts of a case', () => {
  test('leave out what the form does not ask for', () => {
    expect(codes(neededParts(home, { moveHousehold: false }))).toEqual(['identity', 'clearance', 'transfer']);
    expect(codes(neededParts(home, { moveHousehold: true }))).toEqual([
      'identity',
      'clearance',
      'transfer',
      'household',
    ]);
    expect(codes(neededParts(home, {}))).not.toContain('household');
  });

  test('stand in an order in which each follows its prerequisites', () => {
    expect(orderOf(home.parts)).toEqual([
      ...['identity', 'clearance', 'transfer', 'household'],
      ...['water', 'power', 'gas', 'heating'],
    ]);
    expect(orderOf([...opening.parts].reverse())).toEqual([
      'premises',
      'identity',
      'establishment',
      'tax-registration',
      'seal',
    ]);
  });

  test('know whom they hold up and whom they wait for', () => {
    expect(dependentsOf(opening.parts, 'premises')).toEqual(['establishment', 'seal', 'tax-registration']);
    expect(dependentsOf(opening.parts, 'seal')).toEqual([]);
    expect(prerequisitesOf(home.parts, 'household')).toEqual(['identity', 'clearance', 'transfer']);
  });

  test('are ready once all their evidence is there, and not before', () => {
    const ready = (sofar: Record<string, Record<string, object>>) =>
      codes(readyParts(home.parts, new Map(Object.entries(sofar)) as never));
    expect(ready({})).toEqual(['identity', 'clearance']);
    expect(ready({ identity: { 核验结果: {} } })).toEqual(['identity', 'clearance']);
    expect(ready({ identity: { 核验结果: {} }, clearance: { 完税证明: { number: '1' } } })).toEqual([
      'identity',
      'clearance',
      'transfer',
    ]);
    expect(ready({ transfer: { 完税证明: {}, 核验结果: {} } })).not.toContain('transfer');
  });

  test('get the evidence they need and no other', () => {
    const transfer = home.parts.find(({ code }) => code === 'transfer');
    const sofar = new Map([
      ['identity', { 核验结果: { people: 2 } }],
      ['clearance', { 完税证明: { number: '9' }, 清税证明: { number: '8' } }],
    ]);
    expect(transfer && evidenceFor(transfer, sofar)).toEqual({ 核验结果: { people: 2 }, 完税证明: { number: '9' } });
  });
});

describe('a schedule', () => {
  const durations: Record<string, number> = {
    identity: 1,
    premises: 3,
    establishment: 5,
    seal: 2,
    'tax-registration': 4,
  };

  const at =
    (opensAt: (earliest: number) => number = (earliest) => earliest) =>
    (code: string, earliest: number) => ({
      startsAt: opensAt(earliest),
      endsAt: opensAt(earliest) + (durations[code] ?? 0),
    });

  test('starts each part when the last of its prerequisites has ended', () => {
    const schedule = scheduleOf(opening.parts, 100, at());
    expect(schedule.spans).toEqual([
      { code: 'identity', startsAt: 100, endsAt: 101 },
      { code: 'premises', startsAt: 100, endsAt: 103 },
      { code: 'establishment', startsAt: 103, endsAt: 108 },
      { code: 'seal', startsAt: 108, endsAt: 110 },
      { code: 'tax-registration', startsAt: 108, endsAt: 112 },
    ]);
    expect(schedule.criticalPath).toEqual(['premises', 'establishment', 'tax-registration']);
    expect(schedule.endsAt).toBe(112);
  });

  test('starts a part when its department is open again', () => {
    const closed = (earliest: number) => (earliest >= 103 && earliest < 120 ? 120 : earliest);
    const { spans, endsAt } = scheduleOf(opening.parts, 100, at(closed));
    expect(spans.find(({ code }) => code === 'establishment')).toMatchObject({ startsAt: 120, endsAt: 125 });
    expect(endsAt).toBe(129);
  });

  test('ends with the parts that are awaited, whatever comes after them', () => {
    const schedule = scheduleOf(opening.parts, 100, at(), ['identity', 'establishment']);
    expect(schedule).toMatchObject({ endsAt: 108, criticalPath: ['premises', 'establishment'] });
    expect(schedule.spans).toHaveLength(5);
  });

  test('of nothing ends where it begins', () => {
    expect(scheduleOf([], 7, at())).toEqual({ spans: [], endsAt: 7, criticalPath: [] });
  });
});
