// How submissions and questions end when the department misbehaves, against the simulator's faults and its journal.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { department } from '../../../adapters/tax/adapter.ts';
import type { TaxpayerNumber } from '../../../adapters/tax/facts.ts';
import type { Outcome } from '../../../src/departments/port.ts';
import { openTaxDepartment, type TaxDepartment } from '../../mocks/tax/tax-department.ts';
import { amendment, callWithin, homeTransfer, keyOf, submission } from './messages.ts';

let tax: TaxDepartment;
let adapter: Awaited<ReturnType<typeof department.open>>;
let n = 0;

beforeAll(async () => {
  tax = await openTaxDepartment();
  adapter = await department.open({ settings: { TAX_URL: tax.url }, nowMs: Date.now });
});
beforeEach(() => {
  tax.fault({});
  n += 1;
});
afterAll(async () => {
  await adapter.close();
  await tax.close();
});

const submit = (ms = 3_000): Promise<Outcome> => adapter.submits.deedTax(submission(n, homeTransfer), callWithin(ms));
const found = async (): Promise<boolean> => (await adapter.lookup(keyOf(n), callWithin(3_000))).kind === 'found';
const effects = async (): Promise<number> => (await tax.journal()).filter((line) => line.key === keyOf(n)).length;
const account = (ms = 3_000) => adapter.reads.taxAccounts(['350428190001010015' as TaxpayerNumber], callWithin(ms));

describe('a submission', () => {
  it('is surely not sent to a department that refuses connections', async () => {
    tax.fault({ refuseConnections: true });
    await expect.poll(async () => (await submit()).kind).toBe('not-sent');
    expect(await submit()).toMatchObject({ kind: 'not-sent', fault: { kind: 'unavailable' } });
    tax.fault({});
    await expect.poll(() => found().catch(() => 'closed')).toBe(false);
    expect(await effects()).toBe(0);
  });

  it('is surely not taken by a department closed for maintenance, which says for how long', async () => {
    tax.fault({ maintenance: true });
    const fault = { kind: 'unavailable', maintenance: true, retryAfterMs: 60_000 };
    expect(await submit()).toMatchObject({ kind: 'not-sent', fault });
    expect(await effects()).toBe(0);
  });

  it('is unknown when the department fails, and was not applied', async () => {
    tax.fault({ errorRate: 1 });
    expect(await submit()).toMatchObject({ kind: 'unknown', fault: { kind: 'broken', message: /SOAP Fault/ } });
    tax.fault({});
    expect([await found(), await effects()]).toEqual([false, 0]);
  });

  it('is unknown when the department fails after it applied, and look-up finds it', async () => {
    tax.fault({ appliedThenErrorRate: 1 });
    expect(await submit()).toMatchObject({ kind: 'unknown', fault: { kind: 'broken' } });
    tax.fault({});
    expect([await found(), await effects()]).toEqual([true, 1]);
  });

  it('is unknown when the reply is lost, and look-up finds it', async () => {
    tax.fault({ lostReplyRate: 1 });
    expect(await submit()).toMatchObject({ kind: 'unknown', fault: { kind: 'broken' } });
    tax.fault({});
    expect([await found(), await effects()]).toEqual([true, 1]);
  });

  it('is unknown when nothing is answered within the deadline', async () => {
    tax.fault({ hang: true });
    expect(await submit(100)).toMatchObject({ kind: 'unknown', fault: { kind: 'timeout' } });
    expect(await effects()).toBe(0);
    tax.fault({ latencyMs: 300 });
    expect(await submit(100)).toMatchObject({ kind: 'unknown', fault: { kind: 'timeout' } });
    expect(await effects()).toBe(1);
  });

  it('is unknown when it is applied late: look-up finds it afterwards, and not before', async () => {
    tax.fault({ lateApplyMs: 300 });
    expect(await submit()).toMatchObject({ kind: 'unknown' });
    tax.fault({});
    expect([await found(), await effects()]).toEqual([false, 0]);
    await expect.poll(found, { timeout: 2_000 }).toBe(true);
    expect(await effects()).toBe(1);
  });

  it('is unknown after any garbled reply, and look-up finds it', async () => {
    tax.fault({ garbleRate: 1 });
    for (let kind = 0; kind < 8; kind++) {
      n += 100;
      expect(await submit()).toMatchObject({ kind: 'unknown', fault: { kind: 'broken' } });
      expect(await effects()).toBe(1);
    }
    tax.fault({});
    expect(await found()).toBe(true);
  });

  it("fails as an amendment just so, and is found by the amendment's key", async () => {
    await submit();
    const withdrawal = amendment(n + 5_000, n, 'withdrawal');
    tax.fault({ lostReplyRate: 1 });
    expect(await adapter.amend(withdrawal, callWithin(3_000))).toMatchObject({ kind: 'unknown' });
    tax.fault({});
    expect(await adapter.lookup(withdrawal.key, callWithin(3_000))).toMatchObject({ kind: 'found' });
  });
});

describe('a question', () => {
  it('fails as unavailable, timed out or broken, never with a value', async () => {
    tax.fault({ maintenance: true });
    await expect(account()).rejects.toMatchObject({ kind: 'unavailable', maintenance: true });
    tax.fault({ hang: true });
    await expect(account(100)).rejects.toMatchObject({ kind: 'timeout' });
    tax.fault({ lostReplyRate: 1 });
    await expect(account()).rejects.toMatchObject({ kind: 'broken' });
    tax.fault({ errorRate: 1 });
    await expect(account()).rejects.toMatchObject({ kind: 'broken', message: expect.stringMatching(/SOAP Fault/) });
    tax.fault({ garbleRate: 1 });
    for (let kind = 0; kind < 8; kind++) await expect(account()).rejects.toMatchObject({ kind: 'broken' });
    tax.fault({});
    await expect(account()).resolves.toMatchObject([{ name: '䶮㛃' }]);
  });

  it('is asked again by nobody here: one message for one question', async () => {
    tax.counters.reset();
    tax.fault({ errorRate: 1 });
    await expect(account()).rejects.toMatchObject({ kind: 'broken' });
    expect(tax.counters.tally()).toMatchObject({ messages: 1, records: 1, polls: 0 });
  });

  it('never finds more than eight calls under way, however many ask at once', async () => {
    tax.fault({ latencyMs: 10 });
    tax.counters.reset();
    const answers = await Promise.all(Array.from({ length: 50 }, () => account()));
    expect(answers.flat().every((answer) => answer !== null)).toBe(true);
    expect(tax.counters.tally()).toMatchObject({ messages: 50, peakConcurrency: 8 });
  });
});
