import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../adapters/police/adapter.ts';
import { encodeGb18030 } from '../../../adapters/wire/gb18030.ts';
import type { JsonObject, Outcome } from '../../../src/departments/port.ts';
import { call, keyOf, type OpenTown, openTown, payloads, personOf, submissionOf } from './open-town.ts';
import { LONGEST_NAME, NOBODY, numberOf } from './town.ts';

let open: OpenTown;
beforeAll(async () => {
  open = await openTown();
});
afterAll(() => open.close());
afterEach(() => open.misbehave({}));

let last = 0;
function next(): number {
  last += 1;
  return last;
}
async function effectsOf(key: string): Promise<string[]> {
  return (await open.journal()).filter((line) => line.key === key).map(({ effect }) => effect);
}
function seal(sequence: number, payload: JsonObject = payloads.seal, timeoutMs = 3000): Promise<Outcome> {
  return open.adapter.submits.seal(submissionOf(sequence, payload), call(timeoutMs));
}

describe('submitting to the police', () => {
  it.each([
    ['household', 'household', 'household'],
    ['seal', 'seal', 'seal'],
    ['sealCancellation', 'sealCancellation', 'seal-cancellation'],
  ] as const)('takes %s in once and finds it by its serial number', async (name, payload, effect) => {
    const submission = submissionOf(next(), payloads[payload]);
    expect(await open.adapter.lookup(submission.key, call())).toEqual({ kind: 'absent' });
    const outcome = await open.adapter.submits[name](submission, call());
    expect(outcome).toMatchObject({ kind: 'acknowledged', progress: [] });
    if (outcome.kind !== 'acknowledged') return;
    expect(await open.adapter.lookup(submission.key, call())).toEqual({ kind: 'found', reference: outcome.reference });
    expect(await effectsOf(submission.key)).toEqual([effect]);
  });

  it('registers a seal twice where it is sent twice: the police deduplicate nothing', async () => {
    const sequence = next();
    await seal(sequence);
    await seal(sequence);
    const lines = (await open.journal()).filter(({ key }) => key === keyOf(sequence));
    expect(lines.map(({ effect }) => effect)).toEqual(['seal', 'seal']);
    expect(new Set(lines.map(({ payloadSha256 }) => payloadSha256)).size).toBe(1);
  });

  it('carries fields filled to the last byte and characters of four bytes', async () => {
    const enterpriseName = `${'龴'.repeat(98)}𬱖`;
    expect(encodeGb18030(enterpriseName)).toHaveLength(200);
    const representative = { number: numberOf(6), name: LONGEST_NAME };
    const outcome = await seal(next(), { ...payloads.seal, enterpriseName, legalRepresentative: representative });
    expect(outcome.kind).toBe('acknowledged');
  });

  it.each([
    [
      'a name one byte too long',
      { enterpriseName: `${'龴'.repeat(98)}𬱖a` },
      /单位名称超过报文允许的字节数（最长 200 字节）/,
    ],
    ['a name that is empty', { enterpriseName: '' }, /单位名称不能为空/],
    ['a name with a line break', { enterpriseName: '将乐\n公司' }, /单位名称含有控制符/],
    ['a name that turns the writing direction', { enterpriseName: '将乐\u202e公司' }, /单位名称含有控制符/],
    ['a name with a lone surrogate', { enterpriseName: '将乐\ud842' }, /单位名称含有国标/],
    ['no kinds of seal', { kinds: [] }, /kinds/],
    ['a kind of seal that does not exist', { kinds: ['WAX'] }, /kinds\.0/],
    ['a credit code with a wrong check', { creditCode: '91350428MA0TE5T16J' }, /creditCode/],
    [
      'a number that is a JSON number',
      { legalRepresentative: { number: Number('350428190001010015'), name: '王' } },
      /number/,
    ],
  ])('refuses %s before anything is sent, naming the field and not the value', async (_scenario, change, reason) => {
    open.counters.reset();
    const outcome = await seal(next(), { ...payloads.seal, ...change } as JsonObject);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'FORMAT', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain('将乐');
    expect(open.counters.tally().messages).toBe(0);
  });

  it('hands on the refusals of the police', async () => {
    const stranger = { ...payloads.seal, legalRepresentative: { number: NOBODY, name: '王䶮' } };
    expect(await seal(next(), stranger)).toEqual({ kind: 'refused', code: '101', reason: '库中无此号' });
    const misnamed = { ...payloads.household, people: [personOf(0), { ...personOf(1), name: '李四' }] };
    const outcome = await open.adapter.submits.household(submissionOf(next(), misnamed), call());
    expect(outcome).toEqual({ kind: 'refused', code: '102', reason: '姓名与号码不一致' });
  });
});

describe('checking identities for a bundle', () => {
  const check = (people: JsonObject[]) => open.adapter.submits.identity(submissionOf(next(), { people }), call());

  it('approves at once where everybody matches', async () => {
    const outcome = await check([personOf(0), personOf(6)]);
    expect(outcome).toMatchObject({
      kind: 'acknowledged',
      progress: [
        { sequence: 1, kind: 'APPROVED', reason: null, evidence: { 核验结果: { result: '一致', people: 2 } } },
      ],
    });
    expect(await effectsOf(keyOf(last))).toEqual([]);
  });

  it('refuses with the places that do not match and with nobody in particular', async () => {
    const outcome = await check([personOf(0), { ...personOf(1), name: '李四' }, { ...personOf(2), number: NOBODY }]);
    expect(outcome).toMatchObject({
      kind: 'acknowledged',
      progress: [
        { kind: 'REFUSED', reason: '第2人姓名与公民身份号码不一致；第3人公民身份号码库中无此号', evidence: {} },
      ],
    });
    expect(JSON.stringify(outcome)).not.toContain('李四');
  });

  it('asks about 100 people in two messages', async () => {
    open.counters.reset();
    const outcome = await check(Array.from({ length: 100 }, (_, index) => personOf(index)));
    expect(outcome).toMatchObject({ progress: [{ kind: 'APPROVED' }] });
    expect(open.counters.tally()).toMatchObject({ messages: 2, records: 100 });
  });
});

describe('what is certain after a submission went wrong', () => {
  it('knows that nothing was taken where the police refuse connections', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const settings = { POLICE_ADDRESS: `127.0.0.1:${port}` };
    const adapter = await department.open({ settings, nowMs: Date.now });
    const outcome = await adapter.submits.seal(submissionOf(next(), payloads.seal), call());
    expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
    await adapter.close();
  });

  it('knows that nothing was taken in maintenance and without a registered purpose', async () => {
    open.misbehave({ maintenance: true });
    const sequence = next();
    expect(await seal(sequence)).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable', maintenance: true } });
    open.misbehave({});
    const outcome = await open.adapter.submits.seal(submissionOf(sequence, payloads.seal), call(3000, 'curiosity'));
    expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
    expect(await effectsOf(keyOf(sequence))).toEqual([]);
  });

  it.each([
    ['the reply is lost', { lostReplyRate: 1 }, 'found'],
    ['it was applied and then failed', { appliedThenErrorRate: 1 }, 'found'],
    ['the answer is garbled', { garbleRate: 1 }, 'found'],
    ['the police failed before applying it', { errorRate: 1 }, 'absent'],
    ['the police hang', { hang: true }, 'absent'],
  ] as const)('leaves the outcome open where %s, and asking settles it', async (_scenario, wanted, kind) => {
    const sequence = next();
    open.misbehave(wanted);
    expect(await seal(sequence, payloads.seal, 300)).toMatchObject({ kind: 'unknown' });
    open.misbehave({});
    expect(await open.adapter.lookup(keyOf(sequence), call())).toMatchObject({ kind });
    expect(await effectsOf(keyOf(sequence))).toEqual(kind === 'found' ? ['seal'] : []);
  });

  it('finds a late apply within the time its capability declares', async () => {
    const sequence = next();
    open.misbehave({ lateApplyMs: 300 });
    expect(await seal(sequence)).toMatchObject({ kind: 'unknown' });
    open.misbehave({});
    expect(await open.adapter.lookup(keyOf(sequence), call())).toEqual({ kind: 'absent' });
    const lookup = () => open.adapter.lookup(keyOf(sequence), call()).then(({ kind }) => kind);
    await expect.poll(lookup, { timeout: open.adapter.capabilities.submits.seal.lateApplyMaxMs }).toBe('found');
  });

  it('registers a slow submission before its answer is due, not after', async () => {
    const sequence = next();
    open.misbehave({ latencyMs: 1500 });
    expect(await seal(sequence, payloads.seal, 200)).toMatchObject({ kind: 'unknown', fault: { kind: 'timeout' } });
    open.misbehave({});
    expect(await open.adapter.lookup(keyOf(sequence), call())).toMatchObject({ kind: 'found' });
  });

  it('takes in exactly one seal of 200 submitted at once, whatever befalls them', async () => {
    open.misbehave({ lostReplyRate: 0.05, appliedThenErrorRate: 0.1, garbleRate: 0.05, errorRate: 0.1, jitterMs: 20 });
    const sequences = Array.from({ length: 200 }, next);
    const outcomes = await Promise.all(sequences.map((sequence) => seal(sequence, payloads.seal, 10_000)));
    open.misbehave({});
    const kinds = new Set(outcomes.map(({ kind }) => kind));
    expect(kinds).toContain('acknowledged');
    expect(kinds).toContain('unknown');
    for (const [index, { kind }] of outcomes.entries()) {
      const key = keyOf(sequences[index] ?? 0);
      const lookup = await open.adapter.lookup(key, call());
      if (kind === 'acknowledged') expect(lookup.kind).toBe('found');
      if (kind === 'not-sent') expect(lookup.kind).toBe('absent');
      expect(await effectsOf(key)).toEqual(lookup.kind === 'found' ? ['seal'] : []);
    }
  });
});
