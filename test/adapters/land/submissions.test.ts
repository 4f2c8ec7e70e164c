import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Progress } from '../../../src/departments/port.ts';
import { call, newFolder, type RunningRegistry, startRegistry } from '../../mocks/land/running-registry.ts';
import { UNIT } from '../../mocks/land/town.ts';
import { amendmentOf, keyOf, submissionOf, transferPayload } from './submission.ts';

let land: RunningRegistry;
beforeAll(async () => {
  land = await startRegistry(await newFolder());
});
afterAll(() => land?.discard());

let keys = 0;
const nextKey = () => keyOf(++keys);
const transfer = (key: string, unit: number, changes = {}) =>
  land.adapter.submits.transfer(
    submissionOf(key, transferPayload(land.population, land.population.unit(unit), changes)),
    call(),
  );

/** Polls until a step of one of the kinds is there. */
async function until(key: string, ...kinds: Progress['kind'][]): Promise<readonly Progress[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const steps = await land.adapter.progress([key], call());
    if (steps.some(({ kind }) => kinds.includes(kind))) return steps;
    await sleep(50);
  }
  throw new Error(`no step ${kinds.join(' or ')} within 5 s`);
}

describe('a transfer', () => {
  it('is acknowledged, taken in once, accepted and approved with a new certificate', async () => {
    const key = nextKey();
    land.counters.reset();
    expect(await transfer(key, UNIT.plain)).toEqual({ kind: 'acknowledged', reference: key, progress: [] });
    expect(land.counters.tally()).toMatchObject({ messages: 1, records: 1 });
    const steps = await until(key, 'APPROVED');
    expect(steps.map(({ kind }) => kind)).toEqual(['ACCEPTED', 'APPROVED']);
    const number = steps[1]?.licences[0]?.number;
    expect(number).toMatch(/^闽\(\d{4}\)将乐县不动产权第\d{7}号$/);
    expect(steps[1]).toMatchObject({ licences: [{ kind: '不动产权证书' }], evidence: { 不动产权证书: { number } } });
    expect(await land.effects()).toEqual([{ effect: 'transfer', key }]);
  });

  it('sent twice, even at once, is acknowledged each time and taken in once', async () => {
    const key = nextKey();
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => transfer(key, UNIT.plain + 10)));
    await until(key, 'APPROVED');
    outcomes.push(await transfer(key, UNIT.plain + 10));
    expect(outcomes).toEqual(outcomes.map(() => ({ kind: 'acknowledged', reference: key, progress: [] })));
    await sleep(200);
    expect((await land.effects()).filter((effect) => effect.key === key)).toHaveLength(1);
  });

  it('of joint owners is accepted when all of them sell', async () => {
    const key = nextKey();
    await transfer(key, UNIT.joint);
    expect((await until(key, 'ACCEPTED', 'NOT_ACCEPTED'))[0]).toMatchObject({ kind: 'ACCEPTED' });
  });

  it('gets a certificate number that no other transfer gets', async () => {
    const batch = Array.from({ length: 40 }, (_, index) => ({ key: nextKey(), unit: 310 + index }));
    await Promise.all(batch.map(({ key, unit }) => transfer(key, unit)));
    await Promise.all(batch.map(({ key }) => until(key, 'APPROVED')));
    land.counters.reset();
    const steps = await land.adapter.progress(
      batch.map(({ key }) => key),
      call(),
    );
    expect(land.counters.tally()).toMatchObject({ messages: 0, polls: 1 });
    const certificates = steps.flatMap(({ licences }) => licences.map(({ number }) => number));
    expect(new Set(certificates).size).toBe(40);
  });

  it.each([
    ['该不动产单元已被查封', UNIT.seized, {}],
    ['该不动产单元已被查封', UNIT.mortgagedAndSeized, {}],
    ['权利已注销', UNIT.cancelled, {}],
    ['没有该不动产单元', UNIT.plain, { unitNumber: '350428009009GB99999F99999999' }],
    ['不动产权证号', UNIT.plain, { certificateNumber: '闽(2019)将乐县不动产权第7777777号' }],
    ['转让方', UNIT.plain, { sellers: [{ number: '350428190001010015', name: '王小明' }] }],
    ['转让方', UNIT.plain, { sellers: [{ number: '35042819500121300X', name: '张冠李戴' }] }],
  ])(
    'that the rules forbid is not accepted, with the reason, and leaves no effect: %s',
    async (reason, unit, changes) => {
      const key = nextKey();
      const before = (await land.effects()).length;
      expect(await transfer(key, unit, changes)).toMatchObject({ kind: 'acknowledged' });
      const steps = await until(key, 'NOT_ACCEPTED', 'ACCEPTED');
      expect(steps).toMatchObject([{ sequence: 1, kind: 'NOT_ACCEPTED', licences: [], evidence: {} }]);
      expect(steps[0]?.reason).toContain(reason);
      expect(await land.effects()).toHaveLength(before);
    },
  );

  it('by one of the joint owners is not accepted', async () => {
    const key = nextKey();
    const { number, name } = land.population.person(UNIT.joint);
    await transfer(key, UNIT.joint, { sellers: [{ number, name }] });
    expect((await until(key, 'NOT_ACCEPTED', 'ACCEPTED'))[0]?.reason).toContain('全体权利人');
  });

  it('of a mortgaged home is accepted', async () => {
    const key = nextKey();
    await transfer(key, UNIT.mortgaged);
    expect((await until(key, 'NOT_ACCEPTED', 'ACCEPTED'))[0]).toMatchObject({ kind: 'ACCEPTED' });
  });

  it('that breaks the format is refused before anything is sent', async () => {
    land.counters.reset();
    expect(await transfer(nextKey(), UNIT.plain, { price: '-1' })).toMatchObject({
      kind: 'refused',
      code: 'FORMAT',
      reason: expect.stringContaining('payload.price'),
    });
    expect(land.counters.tally().messages).toBe(0);
  });
});

describe('a look-up', () => {
  it('finds an application and an amendment from the moment they were written, and nothing else', async () => {
    const [key, amendment, never] = [nextKey(), nextKey(), nextKey()];
    await transfer(key, UNIT.plain + 20);
    expect(await land.adapter.lookup(key, call())).toEqual({ kind: 'found', reference: key });
    expect(await land.adapter.lookup(amendment, call())).toEqual({ kind: 'absent' });
    await land.adapter.amend(amendmentOf(amendment, key, 'withdrawal'), call());
    expect(await land.adapter.lookup(amendment, call())).toEqual({ kind: 'found', reference: amendment });
    expect(await land.adapter.lookup(never, call())).toEqual({ kind: 'absent' });
  });
});

describe('an amendment', () => {
  it('answers a 补正, and the application goes on', async () => {
    const key = nextKey();
    await land.book.decide(key, { outcome: 'deficient', afterMs: 0, reason: '缺少契税完税证明' });
    await transfer(key, UNIT.plain + 21);
    expect((await until(key, 'DEFICIENT')).at(-1)).toMatchObject({ reason: '缺少契税完税证明' });
    const supplement = amendmentOf(nextKey(), key, 'supplement');
    const outcomes = [await land.adapter.amend(supplement, call()), await land.adapter.amend(supplement, call())];
    expect(outcomes).toMatchObject([{ kind: 'acknowledged' }, { kind: 'acknowledged' }]);
    expect((await until(key, 'APPROVED')).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('withdraws an application that is held', async () => {
    const key = nextKey();
    await land.book.decide(key, { outcome: 'hold', afterMs: 0, reason: null });
    await transfer(key, UNIT.plain + 22);
    const withdrawal = amendmentOf(nextKey(), key, 'withdrawal');
    await land.adapter.amend(withdrawal, call());
    await until(key, 'WITHDRAWN');
    expect((await land.effects()).filter((effect) => effect.key === withdrawal.key)).toEqual([
      { effect: 'transfer-withdrawal', key: withdrawal.key },
    ]);
  });

  it('about an application that the registry never had is refused', async () => {
    const outcome = await land.adapter.amend(amendmentOf(nextKey(), nextKey(), 'withdrawal'), call());
    expect(outcome).toMatchObject({ kind: 'refused', code: '23503' });
  });
});

describe('the intake', () => {
  it('lists what was taken in, in order, page by page', async () => {
    const all = await land.adapter.intake({ after: null, first: 500 }, call());
    expect(all.items.map(({ key }) => key).sort()).toEqual(
      (await land.effects())
        .filter(({ effect }) => effect === 'transfer')
        .map(({ key }) => key)
        .sort(),
    );
    expect(all.next).toBeNull();
    const first = await land.adapter.intake({ after: null, first: 3 }, call());
    const second = await land.adapter.intake({ after: first.next, first: 3 }, call());
    expect([...first.items, ...second.items]).toEqual(all.items.slice(0, 6));
    expect(Date.parse(all.items[0]?.at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe('the check of premises', () => {
  const check = (unitNumber: string) => land.adapter.submits.premises(submissionOf(nextKey(), { unitNumber }), call());

  it('approves a unit that is free, in one statement and without an effect', async () => {
    const { unitNumber, address } = land.population.unit(UNIT.enterprise);
    const before = (await land.effects()).length;
    land.counters.reset();
    expect(await check(unitNumber)).toMatchObject({
      kind: 'acknowledged',
      progress: [{ sequence: 1, kind: 'APPROVED', evidence: { 住所核验结果: { unitNumber, address } } }],
    });
    expect(land.counters.tally()).toMatchObject({ messages: 1, records: 1 });
    expect(await land.effects()).toHaveLength(before);
  });

  it.each([
    ['查封', UNIT.seized],
    ['注销', UNIT.cancelled],
  ])('refuses a unit with the reason: %s', async (reason, unit) => {
    expect(await check(land.population.unit(unit).unitNumber)).toMatchObject({
      progress: [{ kind: 'REFUSED', reason: expect.stringContaining(reason), evidence: {} }],
    });
  });

  it('refuses a unit that nobody registered, and an argument that is no unit number', async () => {
    expect(await check('350428009009GB99999F99999999')).toMatchObject({ progress: [{ kind: 'REFUSED' }] });
    expect(await check('350428')).toMatchObject({ kind: 'refused', code: 'FORMAT' });
  });
});
