import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { call, change, establishment, keyOf } from '../../adapters/licensing/examples.ts';
import { openCallbackReceiver } from './callback-receiver.ts';
import { closeLicensing, enterpriseIn, eventually, type Licensing, openLicensing } from './licensing-department.ts';

let licensing: Licensing;
let receiver: Awaited<ReturnType<typeof openCallbackReceiver>>;
let serial = 0;
const newKey = () => {
  serial += 1;
  return keyOf(serial);
};
beforeAll(async () => {
  licensing = await openLicensing();
});
afterAll(() => closeLicensing(licensing));
beforeEach(async () => {
  receiver = await openCallbackReceiver();
});
afterEach(async () => {
  licensing.misbehave({});
  await receiver.close();
});

const submit = (key: string) =>
  licensing.adapter.submits.establishment(establishment({ key, callbackUrl: receiver.url }), call());
const read = () =>
  receiver.deliveries.flatMap(({ body, headers }) => licensing.adapter.callback?.(body, headers) ?? []);
const delivered = (count: number) =>
  eventually(
    () => receiver.deliveries.length,
    (length) => length === count,
  );

describe('callbacks of the licensing department', () => {
  it('tell each step as the poll tells it, in order', async () => {
    const key = newKey();
    await submit(key);
    await delivered(2);
    expect(read().map(({ kind }) => kind)).toEqual(['ACCEPTED', 'APPROVED']);
    expect(read()).toEqual(await licensing.adapter.progress([key], call()));
  });

  it('tell the refusal of a withdrawal that came too late', async () => {
    const key = newKey();
    await licensing.adapter.submits.change(
      change(enterpriseIn('ACTIVE', 3).creditCode, { key, callbackUrl: receiver.url }),
      call(),
    );
    await delivered(2);
    const withdrawal = {
      key: newKey(),
      of: key,
      kind: 'withdrawal',
      reason: '不办了',
      payload: {},
      materials: [],
    } as const;
    await licensing.adapter.amend(withdrawal, call());
    await delivered(3);
    expect(read()[2]).toMatchObject({ key, sequence: 3, kind: 'WITHDRAWAL_REFUSED', reason: expect.any(String) });
  });

  it('come again until the receiver takes them, each time freshly signed', async () => {
    receiver.answerWith(503);
    await submit(newKey());
    await eventually(receiver.attempts, (attempts) => attempts >= 3);
    expect(receiver.deliveries).toHaveLength(0);
    receiver.answerWith(204);
    await delivered(2);
    expect(read().map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('come twice where the department is told to misbehave so', async () => {
    licensing.misbehave({ duplicateCallbackRate: 1 });
    await submit(newKey());
    await delivered(4);
    const steps = read();
    expect(steps.map(({ sequence }) => sequence)).toEqual([1, 1, 2, 2]);
    expect(new Set(steps.map(({ sourceId }) => sourceId)).size).toBe(2);
  });

  it('come out of order where the department is told to misbehave so, and all of them come', async () => {
    licensing.misbehave({ reorderCallbacks: true });
    const keys = Array.from({ length: 40 }, newKey);
    await Promise.all(keys.map(submit));
    await delivered(80);
    const orders = keys.map((key) =>
      read()
        .filter((step) => step.key === key)
        .map(({ sequence }) => sequence),
    );
    expect(orders.every((order) => order.toSorted().join() === '1,2')).toBe(true);
    expect(orders.some((order) => order.join() === '2,1')).toBe(true);
  });

  it('cannot be altered or replayed under another secret', async () => {
    await submit(newKey());
    await delivered(2);
    const [delivery] = receiver.deliveries;
    if (!delivery) throw new Error('nothing was delivered');
    const altered = Buffer.from(Buffer.from(delivery.body).toString('utf8').replace('"node":"10"', '"node":"41"'));
    expect(() => licensing.adapter.callback?.(altered, delivery.headers)).toThrow(DepartmentFault);
    expect(() => licensing.adapter.callback?.(delivery.body, { ...delivery.headers, sign: '0'.repeat(64) })).toThrow(
      DepartmentFault,
    );
  });

  it('that were not delivered before a stop are told after the restart', async () => {
    const first = await openLicensing();
    receiver.answerWith(503);
    const key = newKey();
    await first.adapter.submits.establishment(establishment({ key, callbackUrl: receiver.url }), call());
    await eventually(receiver.attempts, (attempts) => attempts >= 1);
    await first.stop();
    receiver.answerWith(204);
    const second = await openLicensing({ folder: first.dataFolder });
    await delivered(2);
    expect(
      receiver.deliveries.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8')).idempotencykey),
    ).toEqual([key, key]);
    await closeLicensing(second);
  });
});
