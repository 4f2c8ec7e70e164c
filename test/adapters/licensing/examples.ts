// Synthetic values that the licensing tests share.
import type { Call, Submission } from '../../../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { type CreditCode, parseCreditCode } from '../../../src/values/credit-code.ts';

export const KEY = '1135042800TE5T029H400011705100020261123000001';
export const CODE = parseCreditCode('91350428MA0TE5T16H') as CreditCode;
export const PERSON = parseCitizenNumber('350428190001010015') as CitizenNumber;

export function call(timeoutMs = 5000): Call {
  return { signal: AbortSignal.timeout(timeoutMs), purpose: 'acceptance', traceId: 'trace-1' };
}

/** A key of its own for each number. */
export function keyOf(number: number): string {
  return KEY.slice(0, 39) + String(number).padStart(6, '0');
}

function submission(payload: Submission['payload'], over: Partial<Submission> = {}): Submission {
  return {
    key: KEY,
    caseNumber: 'C2026112300017',
    item: { code: 'item', name: '登记', implementationCode: KEY.slice(0, 31) },
    applicant: { kind: 'person', number: PERSON, name: '廖㛃', phone: '13800000000' },
    payload,
    materials: [{ code: 'lease', sha256: 'a'.repeat(64), name: '租赁合同.pdf' }],
    receivedAt: '2026-11-23T09:30:00+08:00',
    promise: { amount: 3, unit: 'WORKING_DAY' },
    callbackUrl: 'http://127.0.0.1:9/callbacks/licensing',
    ...over,
  };
}

export function change(creditCode: string, over: Partial<Submission> = {}): Submission {
  const payload = { creditCode, unitNumber: '350428001002GB00003F00010002', address: '将乐县古镛镇滨河路2号' };
  return submission(payload, over);
}

export function deregistration(creditCode: string, over: Partial<Submission> = {}): Submission {
  return submission({ creditCode, reason: '决议解散', taxClearanceNumber: '清税20261123000001' }, over);
}

export function establishment(over: Partial<Submission> = {}, payload: Submission['payload'] = {}): Submission {
  return submission(
    {
      name: '将乐县䶮山新茶业有限责任公司',
      kind: '有限责任公司',
      registeredCapital: '1234567.89',
      scope: '茶叶种植、销售',
      industry: 'F5127',
      unitNumber: '350428001002GB00003F00010002',
      address: '将乐县古镛镇水南路8号',
      county: '350428',
      legalRepresentative: { number: PERSON, name: '廖㛃' },
      shareholders: [{ number: PERSON, name: '廖㛃', capital: '1234567.89' }],
      phone: '13800000000',
      ...payload,
    },
    over,
  );
}
