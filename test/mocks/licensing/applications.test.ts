import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Amendment } from '../../../src/departments/port.ts';
import type { CountyCode } from '../../../src/values/county-code.ts';
import { type CreditCode, parseCreditCode } from '../../../src/values/credit-code.ts';
import { call, change, deregistration, establishment, keyOf, PERSON } from '../../adapters/licensing/examples.ts';
import {
  closeLicensing,
  enterpriseIn,
  eventually,
  type Licensing,
  openLicensing,
  town,
} from './licensing-department.ts';

let licensing: Licensing;
let serial = 100;
const newKey = () => {
  serial += 1;
  return keyOf(serial);
};
beforeAll(async () => {
  licensing = await openLicensing();
});
afterAll(() => closeLicensing(licensing));

/** Every step of a key once it is decided. */
const decided = (key: string, from: Licensing = licensing) =>
  eventually(
    () => from.adapter.progress([key], call()),
    (steps) => steps.length > 1,
  );
const licenceOf = async (code: string, from: Licensing = licensing) =>
  (await from.adapter.reads.licences([code as CreditCode], call()))[0];

describe('an establishment', () => {
  it('is taken once and approved with a new credit code that names the new enterprise', async () => {
    const key = newKey();
    const county = '350428' as CountyCode;
    const list = () =>
      licensing.adapter.listings.licencesByCounty({ where: { county }, first: 1, after: null }, call());
    const before = (await list()).totalCount;
    const outcome = await licensing.adapter.submits.establishment(establishment({ key }), call());
    expect(outcome).toMatchObject({ kind: 'acknowledged', progress: [] });
    const steps = await decided(key);
    expect(steps.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [1, 'ACCEPTED'],
      [2, 'APPROVED'],
    ]);
    const code = parseCreditCode(steps[1]?.licences[0]?.number) as CreditCode;
    expect(steps[1]?.licences).toEqual([{ kind: '营业执照', number: code }]);
    expect(steps[1]?.evidence).toEqual({ 统一社会信用代码: { creditCode: code } });
    expect(town.findEnterprise(code)).toBeUndefined();
    expect(await licenceOf(code)).toMatchObject({
      creditCode: code,
      name: '将乐县䶮山新茶业有限责任公司',
      kind: '有限责任公司',
      state: 'ACTIVE',
      registeredCapital: '1234567.89',
      legalRepresentative: { number: PERSON, name: '廖㛃' },
      address: '将乐县古镛镇水南路8号',
      county,
      industry: 'F5127',
    });
    expect(await licensing.adapter.reads.roles([PERSON], call())).toEqual([
      [
        { creditCode: code, role: 'LEGAL_REPRESENTATIVE' },
        { creditCode: code, role: 'SHAREHOLDER' },
      ],
    ]);
    expect((await list()).totalCount).toBe(before + 1);
  });

  it('gives a hundred applicants a hundred codes', async () => {
    const keys = Array.from({ length: 100 }, newKey);
    await Promise.all(keys.map((key) => licensing.adapter.submits.establishment(establishment({ key }), call(20_000))));
    const steps = await eventually(
      () => licensing.adapter.progress(keys, call()),
      (all) => all.length === 200,
    );
    const codes = steps.flatMap((step) => step.licences.map(({ number }) => number));
    expect(new Set(codes).size).toBe(100);
    expect(codes.every((code) => parseCreditCode(code) && town.findEnterprise(code) === undefined)).toBe(true);
  });

  it('under one key at the same moment leaves one effect and one reference', async () => {
    const key = newKey();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => licensing.adapter.submits.establishment(establishment({ key }), call())),
    );
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(outcomes[0]?.kind).toBe('acknowledged');
    expect((await licensing.journal()).filter((line) => line.key === key)).toHaveLength(1);
  });
});

describe('a change and a deregistration', () => {
  it('show in the register once they are approved, and no sooner', async () => {
    const { creditCode, address } = enterpriseIn('ACTIVE');
    const moved = newKey();
    licensing.decisions.orderAhead(moved, { outcome: 'hold', afterMs: 0, reason: null });
    await licensing.adapter.submits.change(change(creditCode, { key: moved }), call());
    expect(await licenceOf(creditCode)).toMatchObject({ address });
    await licensing.book.decide(moved, { outcome: 'approve', afterMs: 0, reason: null });
    const number = (await decided(moved))[1]?.licences[0]?.number;
    expect((await decided(moved))[1]?.evidence).toEqual({ 营业执照: { creditCode, number } });
    expect(await licenceOf(creditCode)).toMatchObject({ address: '将乐县古镛镇滨河路2号', state: 'ACTIVE' });

    const closed = newKey();
    await licensing.adapter.submits.deregistration(deregistration(creditCode, { key: closed }), call());
    const [, approval] = await decided(closed);
    expect(approval?.licences[0]?.kind).toBe('注销登记通知书');
    expect(approval?.evidence).toEqual({ 注销登记: { number: approval?.licences[0]?.number } });
    expect(await licenceOf(creditCode)).toMatchObject({ address: '将乐县古镛镇滨河路2号', state: 'CANCELLED' });
    expect(await licensing.adapter.submits.change(change(creditCode, { key: newKey() }), call())).toMatchObject({
      kind: 'refused',
      code: '11',
    });
  });

  it('are refused by the rules of the register, and leave nothing behind', async () => {
    const { submits } = licensing.adapter;
    const before = (await licensing.journal()).length;
    const unknown = '91350428MA0TE5T16H';
    const outcomes = [
      await submits.change(change(unknown, { key: newKey() }), call()),
      await submits.deregistration(deregistration(unknown, { key: newKey() }), call()),
      await submits.change(change(enterpriseIn('CANCELLED').creditCode, { key: newKey() }), call()),
      await submits.deregistration(deregistration(enterpriseIn('CANCELLED').creditCode, { key: newKey() }), call()),
      await submits.change(change(enterpriseIn('REVOKED').creditCode, { key: newKey() }), call()),
    ];
    expect(outcomes).toEqual(
      [
        ['10', '市场主体不存在'],
        ['10', '市场主体不存在'],
        ['11', '市场主体已注销'],
        ['11', '市场主体已注销'],
        ['12', '市场主体已吊销'],
      ].map(([code, reason]) => ({ kind: 'refused', code, reason })),
    );
    expect(await licensing.journal()).toHaveLength(before);
  });

  it('wind up an enterprise that was revoked, and refuse by the decision of an official', async () => {
    const key = newKey();
    licensing.decisions.orderAhead(key, { outcome: 'refuse', afterMs: 0, reason: '清算未完成' });
    const submission = deregistration(enterpriseIn('REVOKED').creditCode, { key });
    expect(await licensing.adapter.submits.deregistration(submission, call())).toMatchObject({ kind: 'acknowledged' });
    expect((await decided(key))[1]).toMatchObject({
      kind: 'REFUSED',
      reason: '清算未完成',
      licences: [],
      evidence: {},
    });
  });
});

describe('what was taken in', () => {
  it('is found by its key, its amendments by theirs, and nothing else is', async () => {
    const key = newKey();
    licensing.decisions.orderAhead(key, { outcome: 'deficient', afterMs: 0, reason: '缺章程' });
    const outcome = await licensing.adapter.submits.establishment(establishment({ key }), call());
    const reference = outcome.kind === 'acknowledged' ? outcome.reference : '';
    expect(await licensing.adapter.lookup(key, call())).toEqual({ kind: 'found', reference });
    const amendment: Amendment = { key: newKey(), of: key, kind: 'supplement', reason: '', payload: {}, materials: [] };
    expect(await licensing.adapter.lookup(amendment.key, call())).toEqual({ kind: 'absent' });
    await eventually(
      () => licensing.adapter.progress([key], call()),
      ([step]) => step?.kind === 'DEFICIENT' && step.reason === '缺章程',
    );
    expect(await licensing.adapter.amend(amendment, call())).toMatchObject({ kind: 'acknowledged' });
    expect(await licensing.adapter.amend(amendment, call())).toMatchObject({ kind: 'acknowledged' });
    expect(await licensing.adapter.lookup(amendment.key, call())).toEqual({ kind: 'found', reference });
    const steps = await eventually(
      () => licensing.adapter.progress([key, amendment.key], call()),
      (all) => all.length === 3,
    );
    expect(steps.map(({ kind }) => kind)).toEqual(['DEFICIENT', 'ACCEPTED', 'APPROVED']);
    const stray = { ...amendment, key: newKey(), of: newKey() };
    expect(await licensing.adapter.amend(stray, call())).toMatchObject({ kind: 'refused', code: '14' });
  });

  it('may be withdrawn while it is open, once, and leaves that in the journal', async () => {
    const key = newKey();
    licensing.decisions.orderAhead(key, { outcome: 'hold', afterMs: 0, reason: null });
    await licensing.adapter.submits.establishment(establishment({ key }), call());
    const withdrawal: Amendment = {
      key: newKey(),
      of: key,
      kind: 'withdrawal',
      reason: '不办了',
      payload: {},
      materials: [],
    };
    await Promise.all([licensing.adapter.amend(withdrawal, call()), licensing.adapter.amend(withdrawal, call())]);
    await eventually(
      () => licensing.adapter.progress([key], call()),
      (steps) => steps.at(-1)?.kind === 'WITHDRAWN',
    );
    const effects = (await licensing.journal()).filter((line) => [key, withdrawal.key].includes(line.key));
    expect(effects.map(({ effect }) => effect)).toEqual(['establishment', 'establishment-withdrawal']);
  });

  it('is listed in the order of intake, page by page', async () => {
    const listed: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await licensing.adapter.intake({ after, first: 7 }, call());
      listed.push(...page.items.map(({ key }) => key));
      if (page.next === null) break;
      after = page.next;
    }
    const journalled = (await licensing.journal()).filter(({ effect }) => !effect.endsWith('-withdrawal'));
    expect(listed.length).toBeGreaterThan(100);
    expect(listed).toEqual(journalled.map(({ key }) => key));
  });
});

describe('after a restart', () => {
  it('the register still shows what was approved, and a repeated key still takes nothing in', async () => {
    const first = await openLicensing();
    const key = newKey();
    const outcome = await first.adapter.submits.establishment(establishment({ key }), call());
    const code = (await decided(key, first))[1]?.licences[0]?.number ?? '';
    const licence = await licenceOf(code, first);
    await first.stop();

    const second = await openLicensing({ folder: first.dataFolder });
    expect(await licenceOf(code, second)).toEqual(licence);
    expect(await second.adapter.reads.roles([PERSON], call())).toMatchObject([
      [{ creditCode: code }, { creditCode: code }],
    ]);
    expect(await second.adapter.submits.establishment(establishment({ key }), call())).toEqual(outcome);
    const other = newKey();
    await second.adapter.submits.establishment(establishment({ key: other }), call());
    expect((await decided(other, second))[1]?.licences[0]?.number).not.toBe(code);
    expect((await second.journal()).map((line) => line.key)).toEqual([key, other]);
    await closeLicensing(second);
  });
});
