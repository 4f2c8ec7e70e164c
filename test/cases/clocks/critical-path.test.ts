// A part's pause moves the case's deadline only where the part determines it: for random pauses, against a count of one's own.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadline } from '../../../src/time/clocks.ts';
import { at, clocksOf, course, reading, rules, type Told } from './centre.ts';

const MONDAY = '2026-06-01 09:00';
const ROOTS = ['identity', 'clearance'] as const;
const NOW = '2026-07-31 17:00';
const accepted = ROOTS.flatMap((part) => course(part, MONDAY, MONDAY));

/** A Shanghai clock time, minutes after Monday morning. */
function later(minutes: number): string {
  const instant = new Date(at(MONDAY).getTime() + minutes * 60_000 + 8 * 3_600_000);
  return instant.toISOString().slice(0, 16).replace('T', ' ');
}

function pause(part: string, from: number, length: number): Told[] {
  return [
    { part, kind: 'SUSPENDED', at: later(from), data: { reason: '听证' } },
    { part, kind: 'RESUMED', at: later(from + length) },
  ];
}

/** The later of the roots' own promises, and after it the transfer's five working days. */
function counted(found: ReturnType<typeof clocksOf>): Date {
  const ends = ROOTS.map((part) => reading(found, part, 'PROMISE', NOW)?.dueAt?.getTime() ?? Number.NaN);
  const transfer = { startedAt: Math.max(...ends), budget: { amount: 5, unit: 'WORKING_DAY' as const }, stops: [] };
  const due = deadline(rules.time, transfer, transfer.startedAt);
  return new Date(due.kind === 'published' ? due.value.dueAt : Number.NaN);
}

const pauses = fc.array(
  fc.record({
    part: fc.constantFrom(...ROOTS),
    from: fc.integer({ min: 1, max: 50 }),
    length: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 10 * 1440 })),
  }),
  { minLength: 1, maxLength: 1 },
);

test('The case is due after the later of its roots, and a pause of the other one moves nothing', () => {
  const story = (told: readonly Told[]) => ({ bundle: 'home-transfer', receivedAt: MONDAY, told });
  const whole = clocksOf(story(accepted), NOW).total.dueAt;
  let beside = 0;
  fc.assert(
    fc.property(pauses, (drawn) => {
      const [one] = drawn;
      const told = one ? pause(one.part, one.from, one.length) : [];
      const found = clocksOf(story([...accepted, ...told]), NOW);
      expect(found.total.dueAt).toEqual(counted(found));
      if (!one || found.total.criticalPath.includes(one.part)) return;
      beside += 1;
      expect(found.total).toMatchObject({ dueAt: whole, pauses: [] });
    }),
    { numRuns: 150 },
  );
  // The control: pauses of either kind were drawn.
  expect(beside).toBeGreaterThan(20);
  expect(beside).toBeLessThan(130);
});
