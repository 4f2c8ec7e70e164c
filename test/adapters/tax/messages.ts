// What the tests of the tax adapter submit and ask with.
import type { Amendment, Call, JsonObject, Submission } from '../../../src/departments/port.ts';

/** A part's key; `n` tells one from another. */
export function keyOf(n: number): string {
  return `1135042800TE5T029H400011705100020261123${String(n).padStart(6, '0')}`;
}

export function callWithin(ms: number): Call {
  return { signal: AbortSignal.timeout(ms), purpose: 'acceptance', traceId: '0af7651916cd43dd8448eb211c80319c' };
}

export function submission(n: number, payload: JsonObject): Submission {
  return {
    key: keyOf(n),
    caseNumber: '2026112300017',
    item: { code: 'clearance', name: '存量房交易纳税申报', implementationCode: keyOf(n).slice(0, 31) },
    applicant: { kind: 'person', number: '350428190001010015', name: '䶮㛃', phone: null },
    payload,
    materials: [{ code: 'contract', sha256: 'ab'.repeat(32), name: '买卖合同 ]]> <1>' }],
    receivedAt: '2026-11-23T09:00:00+08:00',
    promise: { amount: 1, unit: 'WORKING_DAY' },
    callbackUrl: 'http://127.0.0.1:4000/callbacks/tax',
  };
}

export function amendment(n: number, of: number, kind: Amendment['kind'] = 'supplement'): Amendment {
  return { key: keyOf(n), of: keyOf(of), kind, reason: '更正 <价格> & 面积', payload: { price: '1' }, materials: [] };
}

/** Example 1 of the deed tax: only home of 89.5 square metres, seller's only one for six years. */
export const homeTransfer = {
  unitNumber: '350428001002GB00003F00010002',
  address: '将乐县古镛镇㛃巷 1 号 <甲> & 乙',
  areaSquareMetres: 89.5,
  usage: 'RESIDENTIAL',
  contractNumber: 'HT-2026-0001',
  contractDate: '2026-03-01',
  price: '1200000.00',
  sellers: [{ number: '35010219040229002X', name: '𬱖龴' }],
  buyers: [{ number: '350428190001010015', name: '䶮㛃' }],
  acquiredOn: '2020-03-01',
  sellerOnlyHome: true,
  buyerHomes: 'ONLY',
} as const satisfies JsonObject;

export const registration = {
  creditCode: '92350428MA0TE5T324',
  name: '龴记商行',
  address: '将乐县古镛镇',
  legalRepresentative: { number: '350428190001010015', name: '䶮㛃' },
  phone: '13800000000',
} as const satisfies JsonObject;
