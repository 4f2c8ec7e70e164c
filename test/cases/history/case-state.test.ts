import { expect, test } from 'vitest';
import { type CaseView, caseState, caseStateTable } from '../../../src/cases/history/case-state.ts';

const view: CaseView = {
  parts: ['IN_REVIEW', 'WAITING'],
  granted: false,
  decided: false,
  rootsAccepted: false,
  releasable: false,
  handedOver: false,
  withdrawalAsked: false,
  lapsed: false,
};

const all = (state: CaseView['parts'][number]): Partial<CaseView> => ({ parts: [state, state], decided: true });

test.each<[string, Partial<CaseView>]>([
  ['RECEIVED', {}],
  ['RECEIVED', { parts: ['ACCEPTED', 'IN_REVIEW'] }],
  ['ACCEPTED', { parts: ['ACCEPTED', 'WAITING'], rootsAccepted: true }],
  ['DEEMED_ACCEPTED', { parts: ['DEEMED_ACCEPTED', 'WAITING'], rootsAccepted: true }],
  ['DEFICIENT', { parts: ['APPROVED', 'DEFICIENT'], decided: true }],
  ['RESUBMITTED', { parts: ['APPROVED', 'RESUBMITTED'], decided: true }],
  ['IN_PROGRESS', { parts: ['APPROVED', 'IN_REVIEW'], decided: true }],
  ['IN_PROGRESS', { parts: ['APPROVED', 'WITHDRAWAL_PENDING'], decided: true, withdrawalAsked: true }],
  ['AWAITING_ISSUE', { ...all('APPROVED'), releasable: true }],
  ['ISSUED', all('APPROVED')],
  ['DELIVERED', { ...all('APPROVED'), handedOver: true }],
  ['PARTLY_REFUSED', { parts: ['APPROVED', 'REFUSED'], granted: true }],
  ['REFUSED', { parts: ['APPROVED', 'REFUSED'] }],
  ['REFUSED', { parts: ['REVOKED', 'REFUSED', 'NOT_ACCEPTED'] }],
  ['NOT_ACCEPTED', { parts: ['NOT_ACCEPTED', 'WITHDRAWN'] }],
  ['REVOKED', all('REVOKED')],
  ['WITHDRAWN', all('WITHDRAWN')],
  ['LAPSED', { parts: ['APPROVED', 'WITHDRAWN'], granted: true, lapsed: true }],
  ['PARTLY_REFUSED', { parts: ['APPROVED', 'REFUSED'], granted: true, lapsed: true }],
  ['WITHDRAWN', { parts: ['WITHDRAWN', 'REVOKED'], withdrawalAsked: true }],
  ['WITHDRAWN', { parts: ['WITHDRAWN', 'REFUSED'], withdrawalAsked: true }],
])('%s: %o', (state, change) => {
  expect(caseState({ ...view, ...change })).toBe(state);
});

test('the last row holds whatever the others say, so that every case has a state', () => {
  expect(caseStateTable.at(-1)?.holds(view)).toBe(true);
});

test('handing over ends a case only once everything is released', () => {
  expect(caseState({ ...view, ...all('APPROVED'), releasable: true, handedOver: true })).toBe('AWAITING_ISSUE');
});
