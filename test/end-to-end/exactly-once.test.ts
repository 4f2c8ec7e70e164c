// Every part that changes something has its effect once, in crowds and on bad days. The departments' journal is the witness.
import { beforeAll, describe, expect, test } from 'vitest';
import { eventKinds, type FollowedCase, receive, untilEnded, wrongEffects } from '../support/cases.ts';
import { type RunningTown, runTown } from '../support/town.ts';

const DEPARTMENTS = ['tax', 'land', 'licensing', 'police'];
const BUNDLES = ['home-transfer', 'enterprise-opening', 'enterprise-relocation', 'enterprise-closing'];
let town: RunningTown;

beforeAll(async () => {
  town = await runTown();
});

function states(cases: readonly FollowedCase[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of cases) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

async function submitAtOnce(bundle: string, from: number, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const inputs = await Promise.all(numbers.map((n) => town.control.sample(bundle, n)));
  return Promise.all(inputs.map((input) => receive(town.window, input)));
}

test('The comparison with the journal tells a missing, a doubled and a stray effect', () => {
  const part = { code: 'clearance', key: 'K1', state: 'APPROVED', delivery: 'ACKNOWLEDGED' };
  const check = { ...part, code: 'identity', key: 'K2' };
  const cases = [{ number: '1', state: 'ISSUED', parts: [part, check], issuance: { state: 'RELEASED' } }];
  const line = { seq: 1, at: '', department: 'tax', effect: 'clearance', key: 'K1', payloadSha256: '' };
  expect(wrongEffects(cases, [line])).toEqual([]);
  expect(wrongEffects(cases, [])).toEqual(['clearance K1: missing']);
  expect(wrongEffects(cases, [line, line])).toEqual(['clearance K1: 2 times']);
  expect(wrongEffects(cases, [line, { ...line, key: 'K3' }])).toEqual(['clearance K3: of no part']);
});

describe('On a good day', () => {
  test('a hundred transfers that are submitted at once are all issued, each effect once', async () => {
    const numbers = await submitAtOnce('home-transfer', 0, 100);
    expect(new Set(numbers).size).toBe(100);
    const cases = await untilEnded(town.window, numbers, 60_000);
    expect(states(cases)).toEqual({ ISSUED: 100 });
    expect(cases.filter(({ issuance }) => issuance.state !== 'RELEASED')).toEqual([]);
    const journal = await town.control.journal();
    expect(wrongEffects(cases, journal)).toEqual([]);
    // Two effects for each, and a third where the household moves.
    expect(journal.length).toBeGreaterThan(200);
  }, 120_000);
});

describe('On a bad day at every department', () => {
  test('ten of each bundle are all issued, each effect once', async () => {
    const before = (await town.control.journal()).at(-1)?.seq ?? 0;
    for (const department of DEPARTMENTS) await town.control.setFaults(department, BAD_DAY);
    const numbers = await Promise.all(BUNDLES.map((bundle) => submitAtOnce(bundle, 200, 10)));
    const cases = await untilEnded(town.window, numbers.flat(), 150_000);
    expect(states(cases)).toEqual({ ISSUED: BUNDLES.length * 10 });
    const journal = await town.control.journal(before);
    expect(wrongEffects(cases, journal)).toEqual([]);
    expect(new Set(journal.map(({ department }) => department))).toEqual(new Set(DEPARTMENTS));
    const kinds = await Promise.all(cases.map(({ number }) => eventKinds(town.window, number)));
    expect(kinds.flat().filter((kind) => kind === 'DELIVERY_UNKNOWN').length).toBeGreaterThan(10);
  }, 240_000);
});

const BAD_DAY = {
  latencyMs: 20,
  jitterMs: 60,
  errorRate: 0.2,
  lostReplyRate: 0.2,
  appliedThenErrorRate: 0.1,
  lateApplyMs: 1_500,
  garbleRate: 0.1,
  duplicateCallbackRate: 0.3,
  reorderCallbacks: true,
};
