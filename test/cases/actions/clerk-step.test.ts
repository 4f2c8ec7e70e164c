import { describe, expect, test } from 'vitest';
import { possibleSteps, type StatedStep, stepContent } from '../../../src/cases/actions/clerk-step.ts';
import type { CaseEvent, EventKind } from '../../../src/cases/history/events.ts';
import type { PartState } from '../../../src/cases/history/transitions.ts';
import { shippedCatalogue } from '../../catalogue/edited-catalogue.ts';
import { accountOf } from '../counter.ts';

const catalogue = shippedCatalogue();
const water = catalogue.items.get('water-account');
const clearance = catalogue.items.get('home-deed-tax');
if (!water || !clearance) throw new Error('The shipped items are missing');

const at = new Date('2026-11-23T01:00:00Z');
const told = (kind: EventKind, data: CaseEvent['data'] = {}): CaseEvent => ({
  ...{ kind, part: 'water', at, source: 'centre', sourceId: null, sourceSequence: 0, data },
});
const possible = (state: PartState, events: readonly CaseEvent[] = [], kind = 'HANDLE_PART', wasApproved = false) =>
  possibleSteps({ kind, settledAt: null }, { code: 'water', state, wasApproved }, events);

describe('what a clerk may do next', () => {
  test.each([
    ['IN_REVIEW', 'ACCEPTED NOT_ACCEPTED DEFICIENT APPROVED REFUSED'],
    ['DEFICIENT', 'NOT_ACCEPTED'],
    ['RESUBMITTED', 'ACCEPTED NOT_ACCEPTED DEFICIENT APPROVED REFUSED'],
    ['ACCEPTED', 'SUSPENDED APPROVED REFUSED'],
    ['SUSPENDED', 'RESUMED'],
    ['DEEMED_ACCEPTED', 'ACCEPTED SUSPENDED APPROVED REFUSED'],
    ['WITHDRAWAL_PENDING', ''],
    ['APPROVED', ''],
    ['WITHDRAWN', ''],
  ] as const)('with an application that is %s: %s', (state, steps) => {
    expect(possible(state).join(' ')).toBe(steps);
  });

  test('with a request to withdraw follows from what was granted, and ends with the request', () => {
    expect(possible('WITHDRAWAL_PENDING', [], 'ANSWER_WITHDRAWAL')).toEqual(['WITHDRAWN', 'WITHDRAWAL_REFUSED']);
    expect(possible('WITHDRAWAL_PENDING', [], 'ANSWER_WITHDRAWAL', true)).toEqual(['REVOKED', 'WITHDRAWAL_REFUSED']);
    expect(possible('ACCEPTED', [], 'ANSWER_WITHDRAWAL')).toEqual([]);
    expect(possible('ACCEPTED', [], 'REFUND')).toEqual([]);
    const settled = { kind: 'HANDLE_PART', settledAt: at };
    expect(possibleSteps(settled, { code: 'water', state: 'ACCEPTED', wasApproved: false }, [])).toEqual([]);
  });

  test('is no approval from the call of a site visit to what was found, however often it was missed', () => {
    const approves = (...events: readonly CaseEvent[]) => possible('ACCEPTED', events).includes('APPROVED');
    const [call, missed] = [told('SITE_VISIT_CALLED'), told('SITE_VISIT_MISSED')];
    expect([approves(), approves(call), approves(call, missed), approves(call, missed, call)]).toEqual([
      ...[true, false, false, false],
    ]);
    expect(approves(call, told('SITE_VISIT_FOUND'))).toBe(true);
    expect(approves(call, told('SITE_VISIT_CANCELLED'))).toBe(true);
    expect(approves(call, missed, told('TASK_SETTLED', { task: 'FOLLOW_UP_VISIT' }))).toBe(true);
    expect(approves(call, missed, told('TASK_SETTLED', { task: 'RESOLVE_CONFLICT' }))).toBe(false);
    expect(approves({ ...call, part: 'gas' })).toBe(true);
  });
});

describe('what a step says', () => {
  const stated = (step: StatedStep['step'], more: Partial<StatedStep> = {}): StatedStep => ({
    ...{ step, reason: null, procedure: null, evidence: {}, licences: [], ...more },
  });

  test('is kept as it is, and a suspension begins with its kind', () => {
    const evidence = accountOf('water') as StatedStep['evidence'];
    expect(stepContent(stated('APPROVED', { evidence }), water, catalogue).evidence).toEqual(evidence);
    expect(stepContent(stated('REFUSED', { reason: '欠费' }), water, catalogue).reason).toBe('欠费');
    const own = stated('SUSPENDED', { procedure: 'meter-check' });
    expect(stepContent(own, water, catalogue).reason).toBe('水表现场核验');
    const byLaw = stated('SUSPENDED', { procedure: 'testing', reason: '送检' });
    expect(stepContent(byLaw, water, catalogue).reason).toBe('检测：送检');
  });

  test.each([
    ['a refusal without a reason', stated('REFUSED'), 'needs a reason'],
    ['a suspension without a kind', stated('SUSPENDED'), 'names its special procedure'],
    [
      'a suspension of a kind that nobody allows',
      stated('SUSPENDED', { procedure: 'holiday' }),
      'has no special procedure',
    ],
    [
      'a kind of suspension with another step',
      stated('ACCEPTED', { procedure: 'testing' }),
      'names its special procedure',
    ],
    ['evidence with another step', stated('ACCEPTED', { evidence: { 供水户号: {} } }), 'Only an approval'],
    ['an approval without evidence', stated('APPROVED'), 'establishes "供水户号"'],
    [
      'evidence of another shape',
      stated('APPROVED', { evidence: { 供水户号: { accountNumber: 'x', reading: '1' } } }),
      'establishes "供水户号"',
    ],
  ])('is refused as %s', (_, step, reason) => {
    expect(() => stepContent(step, water, catalogue)).toThrow(reason);
  });

  test('is refused where licences differ from those that the item issues', () => {
    const evidence = { 完税证明: { number: '1' } };
    expect(() => stepContent(stated('APPROVED', { evidence }), clearance, catalogue)).toThrow('issues: 完税证明');
    const licences = [{ kind: '完税证明', number: '1' }];
    expect(stepContent(stated('APPROVED', { evidence, licences }), clearance, catalogue).licences).toEqual(licences);
  });
});
