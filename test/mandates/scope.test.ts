import { describe, expect, test } from 'vitest';
import { type Act, coverage, type Mandate, stateOf } from '../../src/mandates/scope.ts';
import type { CivilDate } from '../../src/values/civil-date.ts';

const day = (text: string) => text as CivilDate;
const mandate = (changes: Partial<Mandate> = {}): Mandate => ({
  id: 'one',
  holder: 'clerk',
  department: 'land',
  items: null,
  regions: null,
  validFrom: day('2026-01-01'),
  validTo: day('2026-12-31'),
  document: 'SQ-2026-1',
  substituteFor: null,
  grantedBy: 'supervisor',
  grantedAt: new Date('2025-12-30T01:00:00Z'),
  revokedBy: null,
  revokedAt: null,
  revocationReason: null,
  ...changes,
});
const act: Act = { department: 'land', item: 'title-transfer', counties: ['350428'], day: day('2026-11-22') };
const why = (mandates: readonly Mandate[], on: Partial<Act> = {}) => {
  const found = coverage(mandates, { ...act, ...on });
  return 'why' in found ? found.why : found.id;
};

describe('a mandate', () => {
  test('holds on its first and its last day, and on no other side of them', () => {
    expect(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((text) => stateOf(mandate(), day(text))),
    ).toEqual(['NOT_YET', 'IN_FORCE', 'IN_FORCE', 'EXPIRED']);
    expect(why([mandate()], { day: day('2026-12-31') })).toBe('one');
    expect(why([mandate()], { day: day('2027-01-01') })).toBe('EXPIRED');
  });

  test('that was revoked holds on no day', () => {
    const revoked = mandate({ revokedAt: new Date(), revokedBy: 'supervisor', revocationReason: '调岗' });
    expect(why([revoked])).toBe('REVOKED');
  });

  test('covers the items and counties that it names, all where it names none', () => {
    expect(why([mandate({ items: ['title-transfer'], regions: ['350428'] })])).toBe('one');
    expect(why([mandate({ items: ['premises-check'] })])).toBe('ITEM');
    expect(why([mandate({ regions: ['350102'] })])).toBe('REGION');
    expect(why([mandate({ regions: ['350428'] })], { counties: [] })).toBe('REGION');
    expect(why([mandate()], { counties: [] })).toBe('one');
  });

  test('that covers the act is found behind others that do not; without any, the one that comes closest says why', () => {
    const expired = mandate({ id: 'old', validTo: day('2026-06-30') });
    const other = mandate({ id: 'other', items: ['premises-check'] });
    expect(why([other, expired, mandate()])).toBe('one');
    expect(why([other, expired])).toBe('EXPIRED');
    expect(why([])).toBe('NONE');
  });
});
