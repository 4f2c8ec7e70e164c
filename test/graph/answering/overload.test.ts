// Who is sent away when, and that the number in flight follows the event loop.
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type Overload,
  openOverload,
  type SentAway,
  type Urgency,
  urgencyOf,
} from '../../../src/graph/answering/overload.ts';

const LOOKS_EVERY_MS = 100;
const clerk = { role: 'window', subject: 'clerk', purpose: null, regions: null, expiresMs: 0 } as const;
let overload: Overload;
let nowMs: number;
let shed: SentAway[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  shed = [];
  nowMs = 0;
  overload = openOverload({ onShed: (urgency) => shed.push(urgency), nowMs: () => nowMs });
});

afterEach(() => {
  overload.close();
  vi.useRealTimers();
});

/** Enters until one is sent away; how many are in flight then. */
function fill(urgency: Urgency): number {
  while (overload.enter(urgency));
  return overload.inFlight();
}

const TOOK_MS = 25;
/** So many wait for their turn, each of which takes its time, behind one that fills the present turn. */
function crowd(count: number): void {
  overload.turn();
  nowMs += TOOK_MS;
  for (let place = 0; place < count; place += 1) {
    void overload.turn()?.then(() => {
      nowMs += TOOK_MS;
    });
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await endOfTurn();
}

test('Analyses are sent away first, submissions last', () => {
  const reached = (['analysis', 'office', 'counter', 'submission'] as const).map(fill);
  expect(reached).toEqual(reached.toSorted((one, other) => one - other));
  expect(new Set(reached).size).toBe(4);
  expect(reached.at(-1)).toBe(overload.limit());
  expect(shed).toEqual(['analysis', 'office', 'counter', 'submission']);
});

test('Whoever is answered makes room, once', () => {
  const leave = overload.enter('submission');
  fill('submission');
  expect(overload.enter('submission')).toBeUndefined();
  leave?.();
  leave?.();
  expect(overload.inFlight()).toBe(overload.limit() - 1);
  expect(overload.enter('submission')).toBeDefined();
  expect(overload.enter('submission')).toBeUndefined();
});

describe('A turn of the event loop', () => {
  test('begins what it can answer soon, and leaves the rest to the next ones, in their order', async () => {
    const begun: number[] = [];
    expect(overload.turn()).toBeUndefined();
    nowMs += 30;
    for (const number of [1, 2, 3]) {
      void overload.turn()?.then(() => {
        begun.push(number);
        nowMs += 30;
      });
    }
    const seen: number[] = [];
    for (let turn = 0; turn < 20; turn += 1) {
      await endOfTurn();
      seen.push(begun.length);
    }
    expect(begun).toEqual([1, 2, 3]);
    expect(seen).toEqual(expect.arrayContaining([1, 2, 3]));
    expect(overload.turn()).toBeUndefined();
  });

  test('that comes late lets analyses go first, and then everybody, where many wait', async () => {
    const entered = (urgency: Urgency) => overload.enter(urgency) !== undefined;
    crowd(20);
    await turns(30);
    crowd(10);
    expect(entered('analysis')).toBe(true);
    nowMs += 300;
    expect([entered('analysis'), entered('counter')]).toEqual([false, true]);
    nowMs += 300;
    expect(entered('submission')).toBe(false);
  });

  test('that comes late sends nobody away where few wait, who are soon through', async () => {
    crowd(20);
    await turns(30);
    crowd(1);
    nowMs += 10_000;
    expect(overload.enter('analysis')).toBeDefined();
  });
});

describe('While somebody has been sent away again and again for more than half a second', () => {
  const sendAwayFor = (forMs: number) => {
    for (let passedMs = 0; passedMs < forMs; passedMs += 100) {
      overload.sentAway();
      nowMs += 100;
    }
    overload.sentAway();
  };

  test('nobody is let in who would have to wait for long, but submissions', async () => {
    crowd(20);
    await turns(30);
    crowd(10);
    expect(overload.isFull()).toBe(false);
    sendAwayFor(700);
    await turns(20);
    crowd(10);
    expect(overload.isFull()).toBe(true);
    expect(overload.enter('counter')).toBeUndefined();
    expect(shed.at(-1)).toBe('counter');
  });

  test('whoever need not wait is let in, and everybody once nobody was sent away for half a second', async () => {
    crowd(20);
    await turns(30);
    sendAwayFor(700);
    expect(overload.isFull()).toBe(false);
    nowMs += 600;
    crowd(10);
    expect(overload.isFull()).toBe(false);
  });

  test('a moment in which many are sent away is none of those', async () => {
    crowd(20);
    await turns(30);
    for (let time = 0; time < 100; time += 1) overload.sentAway();
    crowd(10);
    expect(overload.isFull()).toBe(false);
  });
});

describe('The limit', () => {
  const look = (count: number, lateMs: number) => {
    for (let time = 0; time < count; time += 1) {
      nowMs += LOOKS_EVERY_MS + lateMs;
      vi.advanceTimersByTime(LOOKS_EVERY_MS);
    }
    return overload.limit();
  };

  test('falls while turns of the event loop are long, to a least number, and rises again', () => {
    const first = overload.limit();
    fill('submission');
    expect(look(1, 500)).toBeGreaterThanOrEqual(first);
    const once = look(1, 500);
    const least = look(100, 500);
    expect([once < first, least < once, least > 0]).toEqual([true, true, true]);
    expect(look(3, 0)).toBeGreaterThan(least);
  });

  test('stays where nobody comes near it', () => {
    const first = overload.limit();
    overload.enter('counter')?.();
    expect(look(100, 0)).toBe(first);
  });
});

test.each([
  ['mutation { submitCase { __typename } }', 'submission'],
  ['fragment F on Query { __typename } mutation Go { rateCase { __typename } }', 'submission'],
  ['query { bundles { code } }', 'counter'],
  [undefined, 'counter'],
] as const)('A window that sends %s is as urgent as a %s', (text, urgency) => {
  expect(urgencyOf(clerk, text)).toBe(urgency);
});

test('An analyst is less urgent than a window, and than somebody without a token', () => {
  const text = '{ bundles { code } }';
  expect(urgencyOf({ ...clerk, role: 'analyst' }, text)).toBe('analysis');
  expect(urgencyOf(null, text)).toBe('office');
});
