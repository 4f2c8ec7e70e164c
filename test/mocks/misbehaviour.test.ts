import { expect, test } from 'vitest';
import { createMisbehaviour, type Faults, faults } from '../../mocks/misbehaviour.ts';

const inForce = (wanted: Partial<Faults>, seed = 7) => {
  const misbehaviour = createMisbehaviour(seed);
  misbehaviour.set(faults.parse(wanted));
  return misbehaviour;
};
const draws = (wanted: Partial<Faults>, kind: 'question' | 'submission' | 'poll', count = 2000) => {
  const misbehaviour = inForce(wanted);
  return Array.from({ length: count }, () => misbehaviour.draw(kind));
};
const share = (list: readonly boolean[]) => list.filter(Boolean).length / list.length;

test('without faults nothing goes wrong', () => {
  for (const mishap of draws({}, 'submission', 100)) {
    expect(mishap).toEqual({
      delayMs: 0,
      hang: false,
      maintenance: false,
      error: false,
      lostReply: false,
      appliedThenError: false,
      lateApplyMs: 0,
      garble: false,
    });
  }
});

test('each rate hits about as often as it says, and one message suffers one mishap', () => {
  const wanted = { errorRate: 0.2, lostReplyRate: 0.25, appliedThenErrorRate: 0.5, garbleRate: 0.5 };
  const drawn = draws(wanted, 'submission');
  expect(share(drawn.map(({ error }) => error))).toBeCloseTo(0.2, 1);
  expect(share(drawn.map(({ lostReply }) => lostReply))).toBeCloseTo(0.8 * 0.25, 1);
  expect(share(drawn.map(({ appliedThenError }) => appliedThenError))).toBeCloseTo(0.6 * 0.5, 1);
  expect(share(drawn.map(({ garble }) => garble))).toBeCloseTo(0.3 * 0.5, 1);
  for (const { error, lostReply, appliedThenError, garble } of drawn) {
    expect([error, lostReply, appliedThenError, garble].filter(Boolean).length).toBeLessThan(2);
  }
});

test('the same seed draws the same mishaps, another seed others', () => {
  const wanted = { errorRate: 0.5, jitterMs: 100 };
  const sequence = (seed: number) => {
    const misbehaviour = inForce(wanted, seed);
    return Array.from({ length: 50 }, () => misbehaviour.draw('question'));
  };
  expect(sequence(3)).toEqual(sequence(3));
  expect(sequence(3)).not.toEqual(sequence(4));
});

test('questions and polls apply nothing, so nothing of them is applied late or before an error', () => {
  for (const kind of ['question', 'poll'] as const) {
    const drawn = draws({ appliedThenErrorRate: 1, lateApplyMs: 500 }, kind, 50);
    expect(drawn.every(({ appliedThenError, lateApplyMs }) => !appliedThenError && lateApplyMs === 0)).toBe(true);
  }
});

test('a late apply befalls every submission, or those alone whose reply is lost where that has a rate', () => {
  expect(draws({ lateApplyMs: 700 }, 'submission', 50).every(({ lateApplyMs }) => lateApplyMs === 700)).toBe(true);
  const drawn = draws({ lateApplyMs: 700, lostReplyRate: 0.3 }, 'submission');
  expect(share(drawn.map(({ lateApplyMs }) => lateApplyMs === 700))).toBeCloseTo(0.3, 1);
  expect(drawn.some(({ lostReply }) => lostReply)).toBe(false);
});

test('latency and jitter add up, maintenance and hanging go before everything else', () => {
  const delays = draws({ latencyMs: 100, jitterMs: 50 }, 'question').map(({ delayMs }) => delayMs);
  expect(Math.min(...delays)).toBe(100);
  expect(Math.max(...delays)).toBe(149);
  expect(draws({ hang: true, maintenance: true, errorRate: 1 }, 'submission', 1)).toMatchObject([
    { hang: true, maintenance: false, error: false },
  ]);
  expect(draws({ maintenance: true, errorRate: 1, lateApplyMs: 9 }, 'submission', 1)).toMatchObject([
    { maintenance: true, error: false, lateApplyMs: 0 },
  ]);
});

test('callbacks are doubled and held back as their faults say', () => {
  const misbehaviour = inForce({ duplicateCallbackRate: 1, reorderCallbacks: true });
  const drawn = Array.from({ length: 200 }, () => misbehaviour.callback());
  expect(drawn.every(({ copies }) => copies === 2)).toBe(true);
  expect(share(drawn.map(({ heldBack }) => heldBack))).toBeCloseTo(0.5, 0);
  expect(inForce({}).callback()).toEqual({ copies: 1, heldBack: false });
});

test('garbled bytes are read by no strict decoder and close no bracket', () => {
  const misbehaviour = inForce({});
  for (const text of ['', '{"code":"00"}', '<service>办理</service>']) {
    const bytes = misbehaviour.garble(Buffer.from(text));
    for (const charset of ['utf-8', 'gb18030']) {
      expect(() => new TextDecoder(charset, { fatal: true }).decode(bytes)).toThrow();
    }
    expect(bytes.at(-1)).toBe(0xff);
  }
});

test('listeners learn of a change', () => {
  const misbehaviour = createMisbehaviour(1);
  const seen: boolean[] = [];
  misbehaviour.onChange(() => seen.push(misbehaviour.refuseConnections()));
  misbehaviour.set(faults.parse({ refuseConnections: true }));
  misbehaviour.set(faults.parse({}));
  expect(seen).toEqual([true, false]);
});
