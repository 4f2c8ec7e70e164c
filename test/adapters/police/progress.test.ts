import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Amendment, Progress } from '../../../src/departments/port.ts';
import { call, keyOf, type OpenTown, openTown, payloads, submissionOf } from './open-town.ts';

let open: OpenTown;
beforeAll(async () => {
  open = await openTown();
});
afterAll(() => open.close());
afterEach(() => open.misbehave({}));

let last = 0;
async function taken(outcome: 'approve' | 'refuse' | 'deficient' | 'hold' | 'suspend' = 'approve'): Promise<string> {
  last += 1;
  await open.book.decide(keyOf(last), { outcome, afterMs: 20, reason: outcome === 'refuse' ? '理由䶮' : null });
  await open.adapter.submits.seal(submissionOf(last, payloads.seal), call());
  return keyOf(last);
}
const stepsOf = async (key: string) => (await open.adapter.progress([key], call())).map(({ kind }) => kind);
function amendment(of: string, kind: Amendment['kind'], change: Partial<Amendment> = {}): Amendment {
  last += 1;
  return { key: keyOf(last), of, kind, reason: '申请人要求', payload: {}, materials: [], ...change };
}

describe('what the police tell about applications', () => {
  it('reports acceptance, approval and the seal that was registered, and the same at every poll', async () => {
    const key = await taken();
    await expect.poll(() => stepsOf(key)).toEqual(['ACCEPTED', 'APPROVED']);
    const progress = await open.adapter.progress([key], call());
    const numbered = { kind: '公章备案', number: expect.stringMatching(/^350428\d{7}$/) };
    expect(progress).toMatchObject([
      { key, sequence: 1, sourceId: `${key}-1`, kind: 'ACCEPTED', reason: null, licences: [], evidence: {} },
      { key, sequence: 2, sourceId: `${key}-2`, kind: 'APPROVED', reason: null, licences: [numbered], evidence: {} },
    ]);
    expect(Date.now() - Date.parse(progress[1]?.at ?? '')).toBeLessThan(60_000);
    expect(progress[1]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(await open.adapter.progress([key], call())).toEqual(progress);
  });

  it.each([
    ['refuse', ['ACCEPTED', 'REFUSED'], '理由䶮'],
    ['deficient', ['DEFICIENT'], '申请材料不齐全或者不符合法定形式，请补正'],
    ['suspend', ['ACCEPTED', 'SUSPENDED'], '专家评审'],
  ] as const)('reports what an official decides: %s', async (outcome, kinds, reason) => {
    const key = await taken(outcome);
    await expect.poll(() => stepsOf(key)).toEqual(kinds);
    expect((await open.adapter.progress([key], call())).at(-1)?.reason).toBe(reason);
  });

  it('asks for 50 applications in one poll and gives nothing for one the police do not know', async () => {
    const keys = await Promise.all(Array.from({ length: 49 }, () => taken()));
    keys.splice(20, 0, keyOf(999_999));
    open.counters.reset();
    const progress: readonly Progress[] = await open.adapter.progress(keys, call());
    expect(open.counters.tally()).toMatchObject({ polls: 1, messages: 0 });
    expect(progress.every(({ key }) => key !== keyOf(999_999))).toBe(true);
    await expect.poll(async () => (await open.adapter.progress(keys, call())).length).toBe(98);
    expect(await open.adapter.progress([], call())).toEqual([]);
  });

  it('lists what was taken in, page by page, everything once and in order', async () => {
    const keys: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 100; page++) {
      const { items, next }: Awaited<ReturnType<typeof open.adapter.intake>> = await open.adapter.intake(
        { after, first: 7 },
        call(),
      );
      keys.push(...items.map(({ key }) => key));
      if (next === null) break;
      after = next;
    }
    expect(keys).toEqual((await open.journal()).map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(49);
  });
});

describe('amending an application', () => {
  it('supplements what was deficient, and review goes on', async () => {
    const key = await taken('deficient');
    await expect.poll(() => stepsOf(key)).toEqual(['DEFICIENT']);
    const payload = { 新名称: '将乐县𬱖科技', 份数: 2, 附注: null, 明细: { 甲: ['䶮'] } };
    const materials = [{ code: 'articles', sha256: 'cd'.repeat(32), name: '章程.pdf' }];
    const supplement = amendment(key, 'supplement', { payload, materials });
    const outcome = await open.adapter.amend(supplement, call());
    expect(outcome.kind).toBe('acknowledged');
    await expect.poll(() => stepsOf(key)).toEqual(['DEFICIENT', 'ACCEPTED', 'APPROVED']);
    expect(await open.adapter.lookup(supplement.key, call())).toMatchObject({ kind: 'found' });
  });

  it('withdraws what is under review and is told so where it comes too late', async () => {
    const held = await taken('hold');
    await open.adapter.amend(amendment(held, 'withdrawal', { reason: '第一行\n 第二行\t' }), call());
    await expect.poll(() => stepsOf(held)).toEqual(['WITHDRAWN']);
    const approved = await taken();
    await expect.poll(() => stepsOf(approved)).toHaveLength(2);
    await open.adapter.amend(amendment(approved, 'withdrawal'), call());
    await expect.poll(() => stepsOf(approved)).toEqual(['ACCEPTED', 'APPROVED', 'WITHDRAWAL_REFUSED']);
  });

  it("settles a lost reply by the amendment's own key", async () => {
    const key = await taken('hold');
    const withdrawal = amendment(key, 'withdrawal');
    expect(await open.adapter.lookup(withdrawal.key, call())).toEqual({ kind: 'absent' });
    open.misbehave({ lostReplyRate: 1 });
    expect(await open.adapter.amend(withdrawal, call())).toMatchObject({ kind: 'unknown' });
    open.misbehave({});
    expect(await open.adapter.lookup(withdrawal.key, call())).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['an application the police do not know', () => amendment(keyOf(888_888), 'withdrawal'), '103'],
    ['a reason longer than its field', () => amendment(keyOf(1), 'withdrawal', { reason: '龴'.repeat(301) }), 'FORMAT'],
    [
      'more entries than a message takes',
      () =>
        amendment(keyOf(1), 'supplement', {
          payload: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`x${n}`, 1])),
        }),
      'FORMAT',
    ],
  ])('is refused for %s', async (_scenario, make, code) => {
    expect(await open.adapter.amend(make(), call())).toMatchObject({ kind: 'refused', code });
  });
});
