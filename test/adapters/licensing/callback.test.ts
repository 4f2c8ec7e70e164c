import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readCallback } from '../../../adapters/licensing/callback.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { CODE, KEY } from './examples.ts';

const SECRET = 'shared';
const NOW = Date.parse('2026-11-23T01:30:00Z');
const step = {
  eventid: 'SC2026112300000001-2',
  idempotencykey: KEY,
  applytype: '01',
  sequence: 2,
  node: '40',
  occurtime: '2026-11-23 09:29:59.500',
  advice: null,
  uniscid: CODE,
  certificates: [{ certtype: '01', certno: CODE }],
  requestTime: NOW,
};
const bytes = (body: object) => Buffer.from(JSON.stringify(body), 'utf8');
const sign = (body: Buffer, secret = SECRET) => createHmac('sm3', secret).update(body).digest('hex');
const read = (body: Buffer, signed = sign(body)) => readCallback(body, { sign: signed }, SECRET, NOW);

describe('a callback of the licensing department', () => {
  it('tells one step, with licence and evidence', () => {
    expect(read(bytes(step))).toEqual([
      {
        key: KEY,
        sequence: 2,
        sourceId: 'SC2026112300000001-2',
        at: '2026-11-23T09:29:59.500+08:00',
        kind: 'APPROVED',
        reason: null,
        licences: [{ kind: '营业执照', number: CODE }],
        evidence: { 统一社会信用代码: { creditCode: CODE } },
      },
    ]);
  });

  it('may come again: a repetition carries the same source id', () => {
    const again = bytes({ ...step, requestTime: NOW - 1000 });
    expect(read(again)[0]?.sourceId).toBe(read(bytes(step))[0]?.sourceId);
  });

  it.each([
    ['02', '01', { 营业执照: { creditCode: CODE, number: 'N1' } }],
    ['03', '02', { 注销登记: { number: 'N1' } }],
  ])('gives the evidence of its type of application: %s', (applytype, certtype, evidence) => {
    const body = bytes({ ...step, applytype, certificates: [{ certtype, certno: 'N1' }] });
    expect(read(body)[0]?.evidence).toEqual(evidence);
  });

  it.each<[string, () => unknown]>([
    ['signed with another secret', () => read(bytes(step), sign(bytes(step), 'other'))],
    ['changed after it was signed', () => read(bytes({ ...step, node: '41' }), sign(bytes(step)))],
    ['signed in upper case', () => read(bytes(step), sign(bytes(step)).toUpperCase())],
    ['with a signature cut short', () => read(bytes(step), sign(bytes(step)).slice(0, 32))],
    ['with an empty signature', () => read(bytes(step), '')],
    ['without a signature', () => readCallback(bytes(step), {}, SECRET, NOW)],
    ['older than five minutes', () => read(bytes({ ...step, requestTime: NOW - 300_001 }))],
    ['from more than five minutes ahead', () => read(bytes({ ...step, requestTime: NOW + 300_001 }))],
    ['without a time', () => read(bytes({ ...step, requestTime: undefined }))],
    ['with its time as a string', () => read(bytes({ ...step, requestTime: String(NOW) }))],
    ['that is not JSON', () => read(Buffer.from('{"eventid":'))],
    ['that is not UTF-8', () => read(Buffer.concat([bytes(step), Buffer.of(0xff)]))],
    ['that is an array', () => read(bytes([step]))],
    ['without its key', () => read(bytes({ ...step, idempotencykey: undefined }))],
    ['with an unknown node', () => read(bytes({ ...step, node: '00' }))],
    ['longer than any step', () => read(bytes({ ...step, advice: '补'.repeat(40_000) }))],
  ])('is refused %s', (_what, reading) => {
    expect(reading).toThrow(DepartmentFault);
  });

  it('is still taken at exactly five minutes', () => {
    expect(read(bytes({ ...step, requestTime: NOW - 300_000 }))).toHaveLength(1);
  });
});
