import { describe, expect, test } from 'vitest';
import { type CaseEvent, type EventData, type EventKind, OWN_SOURCE } from '../../../src/cases/history/events.ts';
import { type CaseFold, type CasePlan, foldCase } from '../../../src/cases/history/fold.ts';

type Rule = CasePlan['issuance']['rule'];

function plan(rule: Rule, ...parts: readonly (readonly [code: string, ...needs: string[]])[]): CasePlan {
  const codes = parts.map(([code]) => code);
  const lead = codes[0] ?? '';
  return {
    parts: parts.map(([code, ...needs]) => ({ code, needs, kind: 'PROMISED', grants: true })),
    issuance: { rule, group: codes, ...(rule === 'LEAD' ? { lead } : {}) },
  };
}

const at = (second: number) => new Date(Date.parse('2026-11-02T01:00:00Z') + second * 1_000);

function step(part: string, sequence: number, kind: EventKind, sourceId = `${part}-${sequence}`): CaseEvent {
  const licences = kind === 'APPROVED' ? [{ kind: '证照', number: part }] : [];
  return { kind, part, at: at(sequence), source: 'office', sourceId, sourceSequence: sequence, data: { licences } };
}

/** `after` how many steps of the part; `sequence` in the case's history. */
function own(kind: EventKind, part: string | null, after: number, sequence: number, data: EventData = {}): CaseEvent {
  const common = { source: OWN_SOURCE, sourceId: null, sourceSequence: after, sequence, data };
  return { kind, part, at: at(sequence), ...common };
}

const stateOf = (fold: CaseFold, part: string) => fold.parts.get(part)?.state;
const single = plan('ALL', ['a']);

describe('a department that contradicts itself', () => {
  const events = [step('a', 1, 'ACCEPTED'), step('a', 2, 'APPROVED', 'x'), step('a', 2, 'REFUSED', 'y')];

  test('is taken at one of its words, whichever came first, and the other is set aside', () => {
    const [first, second] = [events, events.toReversed()].map((order) => foldCase(single, order).parts.get('a'));
    expect(first).toMatchObject({ state: 'APPROVED', setAside: [{ sourceId: 'y', kind: 'REFUSED' }] });
    expect(second).toEqual(first);
  });

  test('with a later decision after a final one is not followed', () => {
    const fold = foldCase(single, [step('a', 1, 'REFUSED'), step('a', 2, 'APPROVED')]);
    expect(fold.parts.get('a')).toMatchObject({ state: 'REFUSED', licences: [], setAside: [{ kind: 'APPROVED' }] });
  });

  test('goes on from there: what is legal after the step that was set aside is applied', () => {
    const fold = foldCase(single, [step('a', 1, 'RESUMED'), step('a', 2, 'ACCEPTED'), step('a', 3, 'APPROVED')]);
    expect(fold.parts.get('a')).toMatchObject({ state: 'APPROVED', stepsApplied: 3, setAside: [{ kind: 'RESUMED' }] });
  });
});

describe('events of our own', () => {
  test('keep the order in which they were written, though the clock of one replica is behind', () => {
    const asked = { ...own('WITHDRAWAL_REQUESTED', 'a', 0, 1), at: at(100) };
    const refused = { ...own('WITHDRAWAL_REFUSED', 'a', 0, 2), at: at(1) };
    for (const order of [
      [asked, refused],
      [refused, asked],
    ]) {
      expect(foldCase(single, order).parts.get('a')).toMatchObject({ state: 'IN_REVIEW', setAside: [] });
    }
  });

  test('wait for the step after which they happened', () => {
    const answered = [step('a', 1, 'DEFICIENT'), own('RESUBMITTED', 'a', 1, 1)];
    expect(stateOf(foldCase(single, answered), 'a')).toBe('RESUBMITTED');
    expect(foldCase(single, answered.slice(1)).parts.get('a')).toMatchObject({ state: 'IN_REVIEW', early: 1 });
  });

  test('of people and of the delivery are legal anywhere, also on a part that is settled', () => {
    const news = [own('TASK_OPENED', 'a', 1, 1), own('DELIVERY_ACKNOWLEDGED', 'a', 1, 2)];
    expect(foldCase(single, [step('a', 1, 'REFUSED'), ...news]).parts.get('a')?.setAside).toEqual([]);
  });
});

describe('a pending withdrawal', () => {
  const pending = own('WITHDRAWAL_REQUESTED', 'a', 0, 1);

  test('that the department refuses leaves what was decided meanwhile', () => {
    const decided = [pending, step('a', 1, 'ACCEPTED'), step('a', 2, 'APPROVED')];
    expect(stateOf(foldCase(single, decided), 'a')).toBe('WITHDRAWAL_PENDING');
    const refused = foldCase(single, [...decided, step('a', 3, 'WITHDRAWAL_REFUSED')]);
    expect(refused.parts.get('a')).toMatchObject({ state: 'APPROVED', wasApproved: true, asked: { refused: 1 } });
  });

  test('ends when the department would not take the application in at all', () => {
    expect(stateOf(foldCase(single, [pending, own('DELIVERY_REFUSED', 'a', 0, 2)]), 'a')).toBe('NOT_ACCEPTED');
  });
});

describe('a part whose prerequisite failed', () => {
  const chain = plan('ALL', ['a'], ['b', 'a']);

  test('is withdrawn with nothing said to its department, and so are those behind it', () => {
    const fold = foldCase(plan('ALL', ['a'], ['b', 'a'], ['c', 'b']), [step('a', 1, 'REFUSED')]);
    expect([stateOf(fold, 'b'), stateOf(fold, 'c')]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    expect(fold.state).toBe('REFUSED');
  });

  test('is not contradicted by a withdrawal that was written down while it still waited', () => {
    const withdrawn = own('WITHDRAWN', 'b', 0, 1);
    expect(stateOf(foldCase(chain, [withdrawn]), 'b')).toBe('WITHDRAWN');
    expect(foldCase(chain, [withdrawn, step('a', 1, 'REFUSED')]).parts.get('b')?.setAside).toEqual([]);
  });

  test('stays where it is when the prerequisite is revoked after it was approved', () => {
    const fold = foldCase(chain, [step('a', 1, 'APPROVED'), step('b', 1, 'ACCEPTED'), step('a', 2, 'REVOKED')]);
    expect([stateOf(fold, 'a'), stateOf(fold, 'b')]).toEqual(['REVOKED', 'ACCEPTED']);
  });
});

describe('licences may be released', () => {
  const approved = (...codes: string[]) => codes.map((code) => step(code, 1, 'APPROVED'));
  const releasable = (rule: Rule, ...events: readonly CaseEvent[]) =>
    foldCase(plan(rule, ['a'], ['b'], ['c']), events).releasable;

  test('together or not at all under ALL', () => {
    expect(releasable('ALL', ...approved('a', 'b'))).toEqual([]);
    expect(releasable('ALL', ...approved('a', 'b', 'c'))).toEqual(['a', 'b', 'c']);
    expect(releasable('ALL', ...approved('a', 'b'), step('c', 1, 'REFUSED'))).toEqual([]);
  });

  test('each when it is ready under AVAILABLE', () => {
    expect(releasable('AVAILABLE', ...approved('b'))).toEqual(['b']);
    expect(releasable('AVAILABLE', ...approved('a', 'b'), step('c', 1, 'REFUSED'))).toEqual(['a', 'b']);
  });

  test('with the lead and after it under LEAD', () => {
    expect(releasable('LEAD', ...approved('b', 'c'))).toEqual([]);
    expect(releasable('LEAD', ...approved('a', 'c'))).toEqual(['a', 'c']);
    expect(releasable('LEAD', ...approved('b', 'c'), step('a', 1, 'REFUSED'))).toEqual([]);
  });

  test('whatever the group does, where they are not of it', () => {
    const chosen = plan('ALL', ['a'], ['b']);
    const alone = { ...chosen, issuance: { ...chosen.issuance, group: ['a'] } };
    expect(foldCase(alone, approved('b')).releasable).toEqual(['b']);
  });

  test('once: what was released is not released again', () => {
    const released = own('LICENCES_RELEASED', null, 0, 9, { parts: ['a', 'b'] });
    expect(releasable('AVAILABLE', ...approved('a', 'b', 'c'), released)).toEqual(['c']);
  });
});
