import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  begin,
  type Course,
  decide,
  happened,
  type Order,
  OUTCOMES,
  supplement,
  withdraw,
} from '../../mocks/course.ts';

const at = (ms: number) => ({ ms, recordEnd: 0 });
const given = (outcome: Order['outcome'], afterMs = 0): Order => ({ outcome, afterMs, reason: null });
const kinds = (course: Course) => course.steps.map(({ kind }) => kind);

describe('the course of an application', () => {
  test.each([
    ['approve', ['ACCEPTED', 'APPROVED']],
    ['refuse', ['ACCEPTED', 'REFUSED']],
    ['deficient', ['DEFICIENT']],
    ['suspend', ['ACCEPTED', 'SUSPENDED']],
    ['hold', []],
  ] as const)('under the default %s is %j', (outcome, expected) => {
    expect(kinds(begin(given(outcome, 150), at(1000)))).toEqual(expected);
  });

  test('comes to its decision after the time given, and to acceptance soon', () => {
    expect(begin(given('approve', 150), at(1000)).steps.map(({ dueMs }) => dueMs)).toEqual([1010, 1150]);
    expect(begin(given('approve', 4), at(1000)).steps.map(({ dueMs }) => dueMs)).toEqual([1004, 1004]);
  });

  test('goes on after a supplement, and after a resumption', () => {
    const deficient = begin(given('deficient'), at(0));
    supplement(deficient, at(50));
    expect(kinds(deficient)).toEqual(['DEFICIENT', 'ACCEPTED', 'APPROVED']);
    const suspended = begin(given('refuse', 500), at(0));
    decide(suspended, given('suspend'), at(100));
    decide(suspended, given('resume'), at(200));
    expect(kinds(suspended)).toEqual(['ACCEPTED', 'SUSPENDED', 'RESUMED', 'REFUSED']);
    expect(suspended.steps.at(-1)?.dueMs).toBe(700);
  });

  test('waits for its own decision where it is held', () => {
    const held = begin(given('hold'), at(0));
    decide(held, given('suspend'), at(10));
    decide(held, given('resume'), at(20));
    expect(kinds(held)).toEqual(['ACCEPTED', 'SUSPENDED', 'RESUMED']);
    decide(held, given('approve'), at(30));
    expect(kinds(held)).toEqual(['ACCEPTED', 'SUSPENDED', 'RESUMED', 'APPROVED']);
    const stopped = begin(given('approve', 100), at(0));
    decide(stopped, given('hold'), at(50));
    expect(kinds(stopped)).toEqual(['ACCEPTED']);
  });

  test('an order for a deficient application counts after the supplement', () => {
    const course = begin(given('deficient'), at(0));
    expect(decide(course, given('refuse'), at(10))).toBeUndefined();
    expect(kinds(course)).toEqual(['DEFICIENT']);
    supplement(course, at(20));
    expect(kinds(course)).toEqual(['DEFICIENT', 'ACCEPTED', 'REFUSED']);
  });

  test('a withdrawal is granted in review and refused after a decision', () => {
    const open = begin(given('approve', 100), at(0));
    withdraw(open, at(50));
    expect(kinds(open)).toEqual(['ACCEPTED', 'WITHDRAWN']);
    const decided = begin(given('approve', 100), at(0));
    withdraw(decided, at(100));
    expect(kinds(decided)).toEqual(['ACCEPTED', 'APPROVED', 'WITHDRAWAL_REFUSED']);
    withdraw(open, at(500));
    expect(kinds(open)).toEqual(['ACCEPTED', 'WITHDRAWN']);
  });

  test('an order that the standing does not allow is refused with the reason and changes nothing', () => {
    const accepted = begin(given('approve', 100), at(0));
    expect(decide(accepted, given('deficient'), at(50))?.refused).toContain('ACCEPTED');
    expect(decide(accepted, given('resume'), at(50))?.refused).toContain('not SUSPENDED');
    expect(kinds(accepted)).toEqual(['ACCEPTED', 'APPROVED']);
    expect(decide(accepted, given('approve'), at(200))).toBeUndefined();
    expect(decide(accepted, given('refuse'), at(200))?.refused).toContain('APPROVED already');
  });

  test('whatever comes: what has happened stays, times never fall, nothing follows an end but a refused withdrawal', () => {
    const event = fc.record({
      waitMs: fc.nat(300),
      act: fc.constantFrom(...OUTCOMES, 'supplement' as const, 'withdraw' as const),
      afterMs: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.constantFrom(...OUTCOMES), fc.array(event, { maxLength: 12 }), (first, events) => {
        const course = begin(given(first, 150), at(0));
        let ms = 0;
        for (const { waitMs, act, afterMs } of events) {
          ms += waitMs;
          const before = course.steps.slice(0, happened(course, ms));
          if (act === 'supplement') supplement(course, at(ms));
          else if (act === 'withdraw') withdraw(course, at(ms));
          else decide(course, given(act, afterMs), at(ms));
          expect(course.steps.slice(0, before.length)).toEqual(before);
          const times = course.steps.map(({ dueMs }) => dueMs);
          expect(times).toEqual(times.toSorted((one, other) => one - other));
          expect(kinds(course).join(' ')).toMatch(LEGAL);
        }
      }),
    );
  });
});

/** The states of domain.md, of which a course is a path. */
const LEGAL =
  /^(DEFICIENT ?)*(ACCEPTED ?(SUSPENDED RESUMED ?)*(SUSPENDED ?)?)?((APPROVED|REFUSED)( WITHDRAWAL_REFUSED)*|WITHDRAWN)?$/;
