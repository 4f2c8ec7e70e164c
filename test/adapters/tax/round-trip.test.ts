// The adapter's writing read by the department, and the department's by the adapter: two codecs that share no code.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../adapters/tax/mapping/answers.ts';
import { amendmentValues, applicationValues, sequenceOf } from '../../../adapters/tax/mapping/applications.ts';
import { contract, isOfType } from '../../../adapters/tax/mapping/contract.ts';
import { readAnswer } from '../../../adapters/tax/mapping/envelope.ts';
import { writeRequest } from '../../../adapters/tax/mapping/request.ts';
import { returnCode } from '../../../mocks/tax/contract.ts';
import { readRequest, writeReply } from '../../../mocks/tax/wire.ts';
import { moneyOfFen } from '../../../src/values/money.ts';
import { amendment, homeTransfer, keyOf, submission } from './messages.ts';

const graphemes = fc.oneof(
  fc.constantFrom('䶮', '㛃', '𬱖', '龴', '欧', '·', ']]>', '<', '>', '&', '"', "'", '<zrf>', '</xm>', '&lt;', '€'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((text) => !/\p{Cc}|\p{Cn}/u.test(text)),
);
const line = fc.string({ unit: graphemes, minLength: 1, maxLength: 30 }).filter((text) => isOfType('name', text));
const fen = fc.bigInt({ min: 1n, max: 999_999_999_999_999n });
const at = { nowMs: Date.parse('2026-11-23T01:02:03.004Z'), traceId: '0af7651916cd43dd8448eb211c80319c' };

function sent(
  transaction: Parameters<typeof writeRequest>[0]['transaction'],
  values: Parameters<typeof writeRequest>[1],
) {
  const document = writeRequest({ transaction, sequence: sequenceOf(keyOf(1)) }, values, at);
  const request = readRequest(Buffer.from(document));
  if (!request?.fields) throw new Error('the department could not read it');
  return { ...request, fields: request.fields };
}

describe('what the adapter writes', () => {
  it('reaches the department as it was: names with rare characters and markup, amounts to the fen', () => {
    fc.assert(
      fc.property(line, line, fen, fen, (name, address, price, area) => {
        const payload = {
          ...homeTransfer,
          address,
          price: moneyOfFen(price),
          areaSquareMetres: moneyOfFen((area % 100_000_000n) + 1n),
          sellers: [homeTransfer.sellers[0], { number: '350203190912319998', name }],
        };
        const mapped = applicationValues('deedTax', submission(1, payload));
        if (mapped.kind === 'misfit') throw new Error(mapped.field);
        expect(sent('deedTax', mapped.values)).toMatchObject({
          name: 'deedTax',
          tranSeq: sequenceOf(keyOf(1)),
          fields: {
            sbbh: keyOf(1),
            tdfwzldz: address,
            cjjgrmb: payload.price,
            fwjzmj: payload.areaSquareMetres,
            zrfGrid: [
              { xm: '𬱖龴', zjhm: '35010219040229002X' },
              { xm: name, zjhm: '350203190912319998' },
            ],
            clGrid: [{ cldm: 'contract', clmc: '买卖合同 ]]> <1>', zyz: 'ab'.repeat(32) }],
          },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('adds no field, whatever a citizen writes into one', () => {
    const hostile = '甲</yy><sbbh>伪造</sbbh>]]></body><head>';
    const { fields } = sent('withdrawal', amendmentValues({ ...amendment(1, 2), reason: hostile }));
    expect(fields).toMatchObject({ sbbh: keyOf(1), ysbbh: keyOf(2), yy: hostile, bznr: '{"price":"1"}' });
    expect(Object.keys(fields)).toEqual(contract.transactions.withdrawal.request.map((field) => field.name));
  });

  it('declares GBK inside UTF-8, with references for what GBK lacks', () => {
    const mapped = applicationValues('deedTax', submission(1, homeTransfer));
    if (mapped.kind === 'misfit') throw new Error(mapped.field);
    const { payload } = sent('deedTax', mapped.values);
    expect(payload).toMatch(/^<\?xml version="1.0" encoding="GBK"\?><taxML>/);
    expect(payload).toContain('<xm>&#x4DAE;&#x36C3;</xm>');
    expect(payload).not.toMatch(/[䶮㛃𬱖龴]/u);
    expect(payload).toContain('将乐县古镛镇');
  });

  it('derives the transaction number from the key: the first half of its SM3', () => {
    expect(sequenceOf(keyOf(1))).toMatch(/^[0-9a-f]{32}$/);
    expect(sequenceOf(keyOf(1))).toBe(sequenceOf(keyOf(1)));
    expect(sequenceOf(keyOf(1))).not.toBe(sequenceOf(keyOf(2)));
    expect(sequenceOf('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e2');
  });
});

describe('what the department answers', () => {
  const head = { transaction: 'progress', sequence: 'a'.repeat(32) } as const;
  const asked = { tranId: contract.transactions.progress.tran_id, tranSeq: head.sequence, at: new Date() };
  const reference = 'SL20261123000000000001';
  const assessed = (levy: string, ynse: string, jmse: string, ybtse: string) => ({
    ...{ nsrmc: '䶮㛃', nsrsbh: '350428190001010015', zsxm: levy, jsyj: '2000000.00', sl: '0.030000' },
    ...{ ynse, jmse, ybtse, sksssqqssj: '2026-03-01', sksssqjssj: '2026-03-01' },
  });
  const step = (xh: string, blzt: string, yy: string | null) => ({ xh, blzt, blsj: '2026-11-23 09:00:00.123', yy });
  const read = (fields: NonNullable<Parameters<typeof writeReply>[1]['fields']>) => {
    const bytes = writeReply(asked, {
      code: returnCode('000'),
      fields: { sbbh: keyOf(1), slbh: reference, ...fields },
    });
    const answer = readAnswer({ contentType: 'text/xml; charset=utf-8', bytes }, head);
    if (answer.kind !== 'success') throw new Error(answer.kind);
    return progressOf(answer.body, keyOf(1));
  };
  const approved = {
    jdGrid: [step('1', '01', null), step('2', '06', null)],
    zslx: '完税证明',
    zshm: 'WS20260000000001',
    skmxGrid: [
      assessed('10119', '40000.00', '0.00', '40000.00'),
      assessed('10101', '60000.00', '0.00', '60000.00'),
      assessed('10109', '4200.00', '2100.00', '2100.00'),
      assessed('30203', '1800.00', '900.00', '900.00'),
      assessed('30216', '1200.00', '600.00', '600.00'),
      assessed('10106', '20000.00', '0.00', '20000.00'),
    ],
  };

  it('is read as it was: reasons with rare characters and markup', () => {
    fc.assert(
      fc.property(line, (reason) => {
        expect(read({ jdGrid: [step('1', '03', reason)] })).toEqual([
          {
            ...{ key: keyOf(1), sequence: 1, sourceId: `${reference}-1`, at: '2026-11-23T09:00:00.123+08:00' },
            ...{ kind: 'DEFICIENT', reason, licences: [], evidence: {} },
          },
        ]);
      }),
    );
  });

  it('brings the taxes of an approval, surcharges added up', () => {
    expect(read(approved).at(-1)?.evidence).toEqual({
      完税证明: {
        ...{ number: 'WS20260000000001', deedTax: '40000.00', vat: '60000.00' },
        ...{ surcharges: '3600.00', incomeTax: '20000.00' },
      },
    });
  });

  it.each<[string, object, RegExp]>([
    ['steps with a gap', { jdGrid: [step('1', '01', null), step('3', '06', null)] }, /does not count/],
    ['a step of a kind nobody listed', { jdGrid: [step('1', '99', null)] }, /blzt is not of type step/],
    ['an approval without certificate', { ...approved, zshm: null }, /zshm is missing/],
    ['an approval without deed tax', { ...approved, skmxGrid: approved.skmxGrid.slice(1) }, /no line for levy 10119/],
    [
      'a tax that does not add up',
      { ...approved, skmxGrid: [assessed('10119', '2.00', '0.50', '2.00')] },
      /ynse less jmse/,
    ],
    [
      'a time that does not exist',
      { jdGrid: [{ ...step('1', '01', null), blsj: '2026-02-30 09:00:00.000' }] },
      /a time/,
    ],
    [
      'an hour that does not exist',
      { jdGrid: [{ ...step('1', '01', null), blsj: '2026-02-03 25:00:00.000' }] },
      /a time/,
    ],
    ['another application', { sbbh: keyOf(2) }, /sbbh is not that/],
  ])('is refused with %s', (_name, fields, message) => {
    expect(() => read({ jdGrid: [], ...fields })).toThrow(message);
  });
});
