import { describe, expect, test } from 'vitest';
import { factQuestions, reviewFacts } from '../../src/catalogue/fact-checks.ts';
import { neededParts } from '../../src/catalogue/plan.ts';
import type { JsonObject } from '../../src/departments/port.ts';
import { shippedBundle } from './edited-catalogue.ts';
import { BUYER, homeFacts, homeForm, SELLER } from './samples.ts';

const home = shippedBundle('home-transfer');
const parts = neededParts(home, homeForm);
const unit = homeFacts['unit'] as JsonObject;
const owner = (unit['owners'] as readonly JsonObject[])[0] ?? {};
const findings = (change: JsonObject, form: JsonObject = homeForm) =>
  reviewFacts(parts, form, new Map([['transfer', { unit: { ...unit, ...change } }]])).map(
    ({ code, field }) => `${code} ${field}`,
  );

describe('the facts of a case', () => {
  test('are asked of the port by the keys in the form', () => {
    expect(factQuestions(parts, homeForm)).toEqual([
      { part: 'clearance', name: 'unit', read: 'titles', key: homeForm['unitNumber'] },
      { part: 'transfer', name: 'unit', read: 'titles', key: homeForm['unitNumber'] },
    ]);
    expect(factQuestions(parts, {})).toEqual([]);
  });

  test('contradict nothing where the register agrees with the form', () => {
    expect(findings({})).toEqual([]);
  });

  test.each([
    ['an encumbered unit', { state: 'MORTGAGED' }, 'UNIT_ENCUMBERED /unitNumber'],
    [
      'another certificate',
      { owners: [{ ...owner, certificateNumber: '闽(2020)将乐县不动产权第0000001号' }] },
      'CERTIFICATE_MISMATCH /certificateNumber',
    ],
    [
      'a holder who does not sell',
      { owners: [owner, { ...owner, number: BUYER.number }] },
      'HOLDER_NOT_SELLING /sellers',
    ],
  ])('tell of %s', (_, change, expected) => {
    expect(findings(change as JsonObject)).toEqual([expected]);
  });

  test('tell of a seller who holds nothing', () => {
    expect(findings({}, { ...homeForm, sellers: [SELLER, BUYER] })).toEqual(['SELLER_NOT_HOLDER /sellers']);
  });

  test('tell of a unit that the register does not have, and of that alone', () => {
    const found = reviewFacts(parts, homeForm, new Map([['transfer', { unit: null }]]));
    expect(found.map(({ code }) => code)).toEqual(['UNIT_UNKNOWN']);
    expect(found[0]).toMatchObject({ part: 'transfer', item: 'title-transfer', field: '/unitNumber' });
  });

  test('find nothing where a department could not be asked', () => {
    expect(reviewFacts(parts, homeForm, new Map())).toEqual([]);
    expect(reviewFacts(parts, homeForm, new Map([['transfer', {}]]))).toEqual([]);
  });

  test('name one contradiction once, however many parts find it', () => {
    const relocation = shippedBundle('enterprise-relocation');
    const doubled = [...relocation.parts, ...relocation.parts];
    const facts = new Map([['change', { licence: { state: 'SUSPENDED' }, unit: { state: 'SEIZED' } }]]);
    expect(reviewFacts(doubled, {}, facts).map(({ code }) => code)).toEqual([
      'ENTERPRISE_NOT_ACTIVE',
      'PREMISES_BLOCKED',
    ]);
  });

  test('tell of arrears', () => {
    const closing = shippedBundle('enterprise-closing');
    const at = (arrears: string) =>
      reviewFacts(closing.parts, {}, new Map([['clearance', { account: { arrears } }]])).map(({ code }) => code);
    expect(at('0.00')).toEqual([]);
    expect(at('0.01')).toEqual(['TAX_ARREARS']);
  });
});
