// Submissions and amendments for the land adapter's tests.

import type { Population, UnitTruth } from '../../../mocks/population/population.ts';
import type { Amendment, JsonObject, Submission } from '../../../src/departments/port.ts';

/** The n-th business key. */
export function keyOf(n: number): string {
  return `1135042800TE5T029H40001170510002026112${String(n).padStart(7, '0')}`;
}

export function submissionOf(key: string, payload: JsonObject): Submission {
  return {
    key,
    caseNumber: 'YC2026112300017',
    item: { code: 'land-transfer', name: '二手房转移登记', implementationCode: key.slice(0, 31) },
    applicant: { kind: 'person', number: '350428190001010015', name: '王小明', phone: '13900000000' },
    payload,
    materials: [{ code: 'contract', sha256: 'ab'.repeat(32), name: '买卖合同.pdf' }],
    receivedAt: '2026-11-23T09:00:00+08:00',
    promise: { amount: 5, unit: 'WORKING_DAY' },
    callbackUrl: 'http://127.0.0.1:1/',
  };
}

/** What a correct application for the transfer of a unit says: every owner sells, one person buys. */
export function transferPayload(population: Population, unit: UnitTruth, changes: JsonObject = {}): JsonObject {
  return {
    unitNumber: unit.unitNumber,
    certificateNumber: unit.owners[0]?.certificateNumber ?? '',
    sellers: unit.owners.map(({ holder }) => {
      if (holder.kind === 'person') {
        const { number, name } = population.person(holder.index);
        return { number, name };
      }
      const { creditCode, name } = population.enterprise(holder.index);
      return { number: creditCode, name };
    }),
    buyers: [{ number: population.person(900).number, name: population.person(900).name }],
    price: '1200000.00',
    contractNumber: 'HT-2026-0001',
    taxClearanceNumber: 'WS-2026-0001',
    ...changes,
  };
}

export function amendmentOf(key: string, of: string, kind: Amendment['kind']): Amendment {
  return {
    key,
    of,
    kind,
    reason: kind === 'supplement' ? '补交材料' : '申请人撤回',
    payload: {},
    materials: [{ code: 'contract', sha256: 'cd'.repeat(32), name: '补充协议.pdf' }],
  };
}
