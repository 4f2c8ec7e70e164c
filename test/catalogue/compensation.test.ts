import { describe, expect, test } from 'vitest';
import { type Cause, remediesFor, type Standing } from '../../src/catalogue/compensation.ts';
import { shippedBundle } from './edited-catalogue.ts';

const told = (bundle: string, cause: Cause, standing: Record<string, Standing>) =>
  remediesFor(shippedBundle(bundle), cause, new Map(Object.entries(standing))).map(({ part, remedy, after }) =>
    [part, remedy.do, remedy.do === 'task' ? remedy.task : '', ...after].filter(Boolean).join(' '),
  );

describe('when land refuses the transfer', () => {
  test('a tax that was paid becomes a refund by a named person', () => {
    expect(told('home-transfer', { refused: 'transfer' }, { identity: 'granted', clearance: 'granted' })).toEqual([
      'clearance task REFUND',
    ]);
  });
});

describe('when the police do not know a party', () => {
  test('an open assessment is withdrawn, and a finished one refunded', () => {
    expect(told('home-transfer', { refused: 'identity' }, { clearance: 'open' })).toEqual(['clearance withdraw']);
    expect(told('home-transfer', { refused: 'identity' }, { clearance: 'granted' })).toEqual(['clearance task REFUND']);
    expect(told('home-transfer', { refused: 'identity' }, { clearance: 'waiting' })).toEqual([]);
    expect(told('home-transfer', { refused: 'identity' }, { clearance: 'over' })).toEqual([]);
  });
});

describe('when the applicant withdraws', () => {
  test('parts are undone from the last to the first, each after those that rest on it', () => {
    const standing = { identity: 'granted', clearance: 'granted', transfer: 'granted', household: 'open' } as const;
    expect(told('home-transfer', 'withdrawal', standing)).toEqual([
      'household withdraw',
      'transfer revoke household',
      'clearance task REFUND transfer household',
    ]);
  });

  test('what never began is not waited for', () => {
    const standing = { identity: 'granted', clearance: 'granted', transfer: 'waiting', household: 'waiting' } as const;
    expect(told('home-transfer', 'withdrawal', standing)).toEqual(['clearance task REFUND']);
  });
});

describe('when a seal is refused', () => {
  test('somebody decides whether the licence is released by itself', () => {
    const standing = {
      identity: 'granted',
      premises: 'granted',
      establishment: 'granted',
      'tax-registration': 'open',
    } as const;
    expect(told('enterprise-opening', { refused: 'seal' }, standing)).toEqual(['establishment task RELEASE_SINGLY']);
  });
});
