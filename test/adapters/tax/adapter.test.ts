import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { department } from '../../../adapters/tax/adapter.ts';
import type { TaxpayerNumber } from '../../../adapters/tax/facts.ts';
import type { Outcome, Progress } from '../../../src/departments/port.ts';
import { enterprises, openTaxDepartment, people, type TaxDepartment } from '../../mocks/tax/tax-department.ts';
import { amendment, callWithin, homeTransfer, keyOf, registration, submission } from './messages.ts';

type Adapter = Awaited<ReturnType<typeof department.open>>;
let tax: TaxDepartment;
let adapter: Adapter;

beforeAll(async () => {
  tax = await openTaxDepartment();
  adapter = await openAdapter(tax);
});
afterAll(async () => {
  await adapter.close();
  await tax.close();
});

function openAdapter(at: TaxDepartment): Promise<Adapter> {
  return department.open({ settings: { TAX_URL: at.url }, nowMs: Date.now });
}

async function progressUntil(kind: Progress['kind'], n: number): Promise<readonly Progress[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const steps = await adapter.progress([keyOf(n)], callWithin(3_000));
    if (steps.some((step) => step.kind === kind)) return steps;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${kind} did not come`);
}

async function effectsOf(n: number): Promise<string[]> {
  return (await tax.journal()).filter((line) => line.key === keyOf(n)).map((line) => line.effect);
}

function acknowledged(outcome: Outcome): string {
  expect(outcome).toMatchObject({ kind: 'acknowledged', reference: expect.stringMatching(/^SL\d{20}$/), progress: [] });
  return outcome.kind === 'acknowledged' ? outcome.reference : '';
}

describe('reading tax accounts', () => {
  it('gives name, arrears and status of people and enterprises as the register has them, rare characters included', async () => {
    const numbers = [...people.map((each) => each.number), enterprises[0]?.creditCode] as TaxpayerNumber[];
    expect(await adapter.reads.taxAccounts(numbers, callWithin(3_000))).toEqual([
      { taxpayerNumber: '350428190001010015', name: '䶮㛃', arrears: '0.00', status: 'NORMAL' },
      { taxpayerNumber: '35010219040229002X', name: '𬱖龴', arrears: '1234.56', status: 'ABNORMAL' },
      { taxpayerNumber: '350203190912319998', name: '欧阳·<&>', arrears: '0.05', status: 'CANCELLED' },
      {
        taxpayerNumber: '91350428MA0TE5T16H',
        name: '将乐县㛃记]]>商行',
        arrears: '9007199254740.99',
        status: 'NORMAL',
      },
    ]);
  });

  it('gives null for a taxpayer without registration', async () => {
    const [account] = await adapter.reads.taxAccounts(['1135042800TE5T029H' as TaxpayerNumber], callWithin(3_000));
    expect(account).toBeNull();
  });
});

describe('submitting', () => {
  it('declares deed tax, is found by look-up, and brings the certificate with the taxes when approved', async () => {
    const reference = acknowledged(await adapter.submits.deedTax(submission(1, homeTransfer), callWithin(3_000)));
    expect(await adapter.lookup(keyOf(1), callWithin(3_000))).toEqual({ kind: 'found', reference });
    const steps = await progressUntil('APPROVED', 1);
    expect(steps.map(({ kind, sequence }) => [sequence, kind])).toEqual([
      [1, 'ACCEPTED'],
      [2, 'APPROVED'],
    ]);
    const number = expect.stringMatching(/^WS\d{14}$/);
    expect(steps[1]).toMatchObject({
      key: keyOf(1),
      sourceId: `${reference}-2`,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/),
      licences: [{ kind: '完税证明', number }],
      evidence: {
        完税证明: { number, deedTax: '12000.00', vat: '0.00', surcharges: '0.00', incomeTax: '0.00' },
      },
    });
    expect(steps[0]).toMatchObject({ licences: [], evidence: {} });
    expect(await effectsOf(1)).toEqual(['clearance']);
  });

  it('registers an enterprise, which is a taxpayer from its approval on', async () => {
    acknowledged(await adapter.submits.registration(submission(2, registration), callWithin(3_000)));
    const steps = await progressUntil('APPROVED', 2);
    expect(steps.at(-1)?.licences).toEqual([{ kind: '税务登记', number: expect.stringMatching(/^DJ\d{14}$/) }]);
    expect(await effectsOf(2)).toEqual(['tax-registration']);
    const [account] = await adapter.reads.taxAccounts(
      [registration.creditCode as string as TaxpayerNumber],
      callWithin(3_000),
    );
    expect(account).toMatchObject({ name: '龴记商行', arrears: '0.00', status: 'NORMAL' });
  });

  it('changes an address and clears an enterprise', async () => {
    const creditCode = enterprises[0]?.creditCode ?? '';
    acknowledged(await adapter.submits.change(submission(3, { creditCode, address: '新址 1 号' }), callWithin(3_000)));
    acknowledged(await adapter.submits.enterpriseClearance(submission(4, { creditCode }), callWithin(3_000)));
    expect((await progressUntil('APPROVED', 3)).at(-1)?.licences[0]?.kind).toBe('税务变更登记');
    const cleared = (await progressUntil('APPROVED', 4)).at(-1);
    expect(cleared?.evidence).toEqual({ 清税证明: { number: cleared?.licences[0]?.number } });
    expect([await effectsOf(3), await effectsOf(4)]).toEqual([['tax-change'], ['clearance']]);
  });

  it("is refused with the department's reason where the business rules fail, and nothing is taken", async () => {
    const early = { ...homeTransfer, acquiredOn: '2026-03-02' };
    expect(await adapter.submits.deedTax(submission(5, early), callWithin(3_000))).toEqual({
      kind: 'refused',
      code: '301',
      reason: '上次取得时间晚于合同签订时间',
    });
    const unknown = { creditCode: '1135042800TE5T029H', address: '新址' };
    expect(await adapter.submits.change(submission(6, unknown), callWithin(3_000))).toMatchObject({ kind: 'refused' });
    expect([await effectsOf(5), await effectsOf(6)]).toEqual([[], []]);
  });

  it.each([
    ['price', { ...homeTransfer, price: '1e6' }],
    ['成交价格', { ...homeTransfer, price: '12000000000000.00' }],
    ['areaSquareMetres', { ...homeTransfer, areaSquareMetres: 140.001 }],
    ['contractDate', { ...homeTransfer, contractDate: '2026-02-30' }],
    ['buyers', { ...homeTransfer, buyers: [] }],
    ['土地房屋坐落地址', { ...homeTransfer, address: '将乐县\u0000' }],
    ['合同编号', { ...homeTransfer, contractNumber: 'x'.repeat(101) }],
    ['承受方姓名或名称', { ...homeTransfer, buyers: [{ number: '350428190001010015', name: '半\ud800' }] }],
  ])('refuses what does not fit the wire before sending it, naming %s', async (field, payload) => {
    const outcome = await adapter.submits.deedTax(submission(7, payload), callWithin(3_000));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'FORMAT', reason: expect.stringContaining(field) });
    expect(await effectsOf(7)).toEqual([]);
  });

  it('applies a declaration twice when it is sent twice: nothing is deduplicated', async () => {
    await adapter.submits.deedTax(submission(8, homeTransfer), callWithin(3_000));
    await adapter.submits.deedTax(submission(8, homeTransfer), callWithin(3_000));
    expect(await effectsOf(8)).toEqual(['clearance', 'clearance']);
  });
});

describe('asking afterwards', () => {
  it('finds no application under a key that was never sent, and no progress of it', async () => {
    expect(await adapter.lookup(keyOf(900), callWithin(3_000))).toEqual({ kind: 'absent' });
    expect(await adapter.progress([keyOf(900)], callWithin(3_000))).toEqual([]);
  });

  it('supplements a deficient declaration, and finds the supplement by its own key', async () => {
    tax.decisions.orderAhead(keyOf(10), { outcome: 'deficient', afterMs: 0, reason: '合同缺页 <2>' });
    await adapter.submits.deedTax(submission(10, homeTransfer), callWithin(3_000));
    expect((await progressUntil('DEFICIENT', 10)).at(-1)?.reason).toBe('合同缺页 <2>');
    const reference = acknowledged(await adapter.amend(amendment(11, 10), callWithin(3_000)));
    expect(await adapter.lookup(keyOf(11), callWithin(3_000))).toEqual({ kind: 'found', reference });
    await progressUntil('APPROVED', 10);
    expect(await effectsOf(10)).toEqual(['clearance']);
  });

  it('withdraws what is under review, and refuses an amendment of what was never taken in', async () => {
    tax.decisions.orderAhead(keyOf(12), { outcome: 'hold', afterMs: 0, reason: null });
    await adapter.submits.deedTax(submission(12, homeTransfer), callWithin(3_000));
    acknowledged(await adapter.amend(amendment(13, 12, 'withdrawal'), callWithin(3_000)));
    await progressUntil('WITHDRAWN', 12);
    expect(await effectsOf(13)).toEqual(['clearance-withdrawal']);
    expect(await adapter.amend(amendment(14, 901), callWithin(3_000))).toMatchObject({ kind: 'refused', code: '302' });
  });

  it('lists what was taken in, page by page, in order and without gaps', async () => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await adapter.intake({ after, first: 3 }, callWithin(3_000));
      found.push(...page.items.map((item) => item.key));
      after = page.next;
    } while (after !== null);
    const effects = (await tax.journal()).filter((line) => !line.effect.endsWith('-withdrawal'));
    expect(found).toEqual(effects.map((line) => line.key));
    expect(found.length).toBeGreaterThan(6);
  });

  it('finds applications, amendments and registrations again after the department restarted', async () => {
    const first = await openTaxDepartment();
    const before = await openAdapter(first);
    const reference = acknowledged(await before.submits.registration(submission(20, registration), callWithin(3_000)));
    acknowledged(await before.amend(amendment(21, 20), callWithin(3_000)));
    await before.close();
    const second = await openTaxDepartment(await first.stop());
    const after = await openAdapter(second);
    expect(await after.lookup(keyOf(20), callWithin(3_000))).toEqual({ kind: 'found', reference });
    expect(await after.lookup(keyOf(21), callWithin(3_000))).toEqual({ kind: 'found', reference });
    const number = registration.creditCode as string as TaxpayerNumber;
    expect(await after.reads.taxAccounts([number], callWithin(3_000))).toMatchObject([{ name: '龴记商行' }]);
    await after.close();
    await second.close();
  });
});
