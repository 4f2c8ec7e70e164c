import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from '../../../mocks/misbehaviour.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import type { CreditCode } from '../../../src/values/credit-code.ts';
import { call, change, keyOf } from '../../adapters/licensing/examples.ts';
import {
  closeLicensing,
  enterpriseIn,
  eventually,
  type Licensing,
  openLicensing,
  town,
} from './licensing-department.ts';

let licensing: Licensing;
let creditCode: string;
let serial = 0;
const newKey = () => {
  serial += 1;
  return keyOf(serial);
};
beforeAll(async () => {
  licensing = await openLicensing();
  creditCode = enterpriseIn('ACTIVE').creditCode;
});
afterAll(() => closeLicensing(licensing));
afterEach(() => licensing.misbehave({}));

const submit = (key: string, timeoutMs?: number) =>
  licensing.adapter.submits.change(change(creditCode, { key }), call(timeoutMs));
const ask = (timeoutMs?: number) => licensing.adapter.reads.licences([creditCode as CreditCode], call(timeoutMs));
const faultOf = (question: Promise<unknown>) =>
  question.then(
    () => undefined,
    (cause: unknown) => (cause instanceof DepartmentFault ? cause : undefined),
  );
const effects = async (key: string) => (await licensing.journal()).filter((line) => line.key === key).length;

describe('a fault on the licensing wire', () => {
  const questions: readonly [string, Partial<Faults>, DepartmentFault['kind']][] = [
    ['maintenance', { maintenance: true }, 'unavailable'],
    ['refused connections', { refuseConnections: true }, 'unavailable'],
    ['an error', { errorRate: 1 }, 'broken'],
    ['a lost reply', { lostReplyRate: 1 }, 'broken'],
    ['a hang', { hang: true }, 'timeout'],
  ];
  it.each(questions)('ends a question as what it is: %s', async (_name, wanted, kind) => {
    licensing.misbehave(wanted);
    // Kept connections that are closed at the other end must have time to show it.
    await new Promise((resolve) => setTimeout(resolve, 20));
    const fault = await faultOf(ask(300));
    expect(fault?.kind).toBe(kind);
    expect(fault?.maintenance).toBe(wanted.maintenance ?? false);
    if (wanted.maintenance) expect(fault?.retryAfterMs).toBe(2000);
    licensing.misbehave({});
    expect(await ask()).toHaveLength(1);
  });

  const submissions: readonly [string, Partial<Faults>, 'not-sent' | 'unknown', number][] = [
    ['maintenance', { maintenance: true }, 'not-sent', 0],
    ['refused connections', { refuseConnections: true }, 'not-sent', 0],
    ['an error', { errorRate: 1 }, 'unknown', 0],
    ['a hang', { hang: true }, 'unknown', 0],
    ['a lost reply', { lostReplyRate: 1 }, 'unknown', 1],
    ['an error after it was applied', { appliedThenErrorRate: 1 }, 'unknown', 1],
    ['garbage', { garbleRate: 1 }, 'unknown', 1],
  ];
  it.each(submissions)('ends a submission as what it is: %s', async (_name, wanted, kind, applied) => {
    const key = newKey();
    licensing.misbehave(wanted);
    const outcome = await submit(key, 400);
    licensing.misbehave({});
    expect(outcome.kind).toBe(kind);
    expect(await effects(key)).toBe(applied);
    const lookup = await licensing.adapter.lookup(key, call());
    expect(lookup.kind).toBe(applied === 1 ? 'found' : 'absent');
    expect((await submit(key)).kind).toBe('acknowledged');
    expect(await effects(key)).toBe(1);
  });

  it('may apply a submission after its connection was dropped, once, whatever came meanwhile', async () => {
    const [late, repeated] = [newKey(), newKey()];
    licensing.misbehave({ lateApplyMs: 300 });
    expect((await submit(late)).kind).toBe('unknown');
    expect((await submit(repeated)).kind).toBe('unknown');
    licensing.misbehave({});
    expect(await effects(late)).toBe(0);
    expect((await submit(repeated)).kind).toBe('acknowledged');
    await eventually(
      () => effects(late),
      (count) => count === 1,
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([await effects(late), await effects(repeated)]).toEqual([1, 1]);
  });

  it('garbles in each of its manners so that no answer is believed', async () => {
    licensing.misbehave({ garbleRate: 1 });
    const { roles } = licensing.adapter.reads;
    const county = town.enterprise(0).county as never;
    const asking = [
      () => ask(),
      () => roles([town.person(0).number as never], call()),
      () => licensing.adapter.lookup(newKey(), call()),
      () => licensing.adapter.progress([newKey()], call()),
      () => licensing.adapter.intake({ after: null, first: 5 }, call()),
      () => licensing.adapter.listings.licencesByCounty({ where: { county }, first: 5, after: null }, call()),
    ];
    for (const question of asking) {
      for (let manner = 0; manner < 5; manner += 1) expect((await faultOf(question()))?.kind).toBe('broken');
    }
  });

  it('delays as long as it is told to', async () => {
    licensing.misbehave({ latencyMs: 150 });
    const startedAt = performance.now();
    await ask();
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
  });
});

describe('more requests at once than the contract allows', () => {
  it('are turned away with 429, which surely took nothing', async () => {
    licensing.misbehave({ latencyMs: 400 });
    const others = await Promise.all(Array.from({ length: 8 }, () => openNeighbour()));
    const crowd = others.flatMap((adapter) =>
      Array.from({ length: 12 }, () => faultOf(adapter.reads.licences([creditCode as CreditCode], call()))),
    );
    await eventually(
      () => licensing.counters.tally().peakConcurrency,
      (peak) => peak >= 64,
    );
    const key = newKey();
    const outcome = await submit(key);
    expect(outcome).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable', retryAfterMs: 1000 } });
    const faults = (await Promise.all(crowd)).filter((fault) => fault !== undefined);
    expect(faults.length).toBe(8 * 12 - 64);
    expect(faults.every((fault) => fault.kind === 'unavailable' && fault.retryAfterMs === 1000)).toBe(true);
    licensing.misbehave({});
    expect((await submit(key)).kind).toBe('acknowledged');
    expect(await effects(key)).toBe(1);
    await Promise.all(others.map((adapter) => adapter.close()));
  });
});

async function openNeighbour() {
  const { department } = await import('../../../adapters/licensing/adapter.ts');
  return department.open({ settings: licensing.settings, nowMs: Date.now });
}
