import { describe, expect, test } from 'vitest';
import type { BundlePart } from '../../src/catalogue/catalogue.ts';
import { readForm } from '../../src/catalogue/form-schema.ts';
import { mapPayload } from '../../src/catalogue/payload.ts';
import { shippedBundle } from './edited-catalogue.ts';
import { BUYER, homeFacts, homeForm, openingForm, SELLER } from './samples.ts';

function part(bundle: string, code: string): BundlePart {
  const found = shippedBundle(bundle).parts.find((each) => each.code === code);
  if (!found) throw new Error(`no part ${code}`);
  return found;
}
const nothing = { form: {}, applicant: {}, facts: {}, evidence: {}, case: {} };

describe('the payload of a part', () => {
  test('lists sellers and buyers for the identity check, by number and name alone', () => {
    const mapped = mapPayload(part('home-transfer', 'identity').item, { ...nothing, form: homeForm });
    expect(mapped).toEqual({ kind: 'mapped', payload: { people: [SELLER, BUYER] } });
  });

  test('makes a list of one out of a single person', () => {
    const mapped = mapPayload(part('enterprise-opening', 'identity').item, { ...nothing, form: openingForm });
    expect(mapped).toEqual({ kind: 'mapped', payload: { people: [SELLER] } });
  });

  test('takes from the registry what the applicant is not asked for', () => {
    const mapped = mapPayload(part('home-transfer', 'clearance').item, {
      ...nothing,
      form: homeForm,
      facts: homeFacts,
    });
    expect(mapped).toMatchObject({
      kind: 'mapped',
      payload: {
        address: '福建省将乐县某路 1 号',
        areaSquareMetres: 89.5,
        usage: 'RESIDENTIAL',
        acquiredOn: '2019-05-06',
        price: '1200000.00',
        buyerHomes: 'ONLY',
      },
    });
  });

  test('carries evidence along, and a share where there is one', () => {
    const { item } = part('home-transfer', 'transfer');
    const evidence = { 完税证明: { number: 'W1' }, 核验结果: {} };
    const with_ = mapPayload(item, { ...nothing, form: homeForm, evidence });
    expect(with_).toMatchObject({
      kind: 'mapped',
      payload: { taxClearanceNumber: 'W1', buyers: [{ ...BUYER, share: '1/1' }] },
    });
    const without = mapPayload(item, { ...nothing, form: { ...homeForm, buyers: [BUYER] }, evidence });
    expect(without).toMatchObject({ kind: 'mapped', payload: { buyers: [BUYER] } });
  });

  test('is incomplete without a fact or evidence it must have, and names the pointers', () => {
    const mapped = mapPayload(part('home-transfer', 'household').item, { ...nothing, form: homeForm });
    expect(mapped).toEqual({
      kind: 'incomplete',
      missing: [
        { field: 'address', pointer: '/facts/unit/address' },
        { field: 'certificateNumber', pointer: '/evidence/不动产权证书/number' },
      ],
    });
  });

  test('carries normalised amounts of the form', () => {
    const { form } = readForm(shippedBundle('enterprise-opening'), openingForm);
    const mapped = mapPayload(part('enterprise-opening', 'establishment').item, { ...nothing, form, facts: homeFacts });
    expect(mapped).toMatchObject({
      kind: 'mapped',
      payload: {
        registeredCapital: '1000000.00',
        shareholders: [{ capital: '600000.00' }, { capital: '400000.50' }],
        county: '350428',
      },
    });
  });
});

describe('the notation', () => {
  const map = (payload: BundlePart['item']['payload'], form: Record<string, never> | object) =>
    mapPayload({ payload }, { ...nothing, form: form as never });

  test('leaves out an optional pointer that leads nowhere', () => {
    expect(map({ phone: '/form/phone?' }, {})).toEqual({ kind: 'mapped', payload: {} });
    expect(map({ phone: '/form/phone' }, {})).toMatchObject({ kind: 'incomplete' });
    expect(map({ phone: '/form/phone?' }, { phone: '1' })).toEqual({ kind: 'mapped', payload: { phone: '1' } });
  });

  test('gives constants, false among them, and keeps false and empty answers', () => {
    expect(map({ a: { const: false }, b: '/form/no', c: '/form/none' }, { no: false, none: '' })).toEqual({
      kind: 'mapped',
      payload: { a: false, b: false, c: '' },
    });
  });

  test('does not reach into what is inherited, nor into texts', () => {
    expect(map({ a: '/form/constructor' }, {})).toMatchObject({ kind: 'incomplete' });
    expect(map({ a: '/form/text/length' }, { text: 'x' })).toMatchObject({ kind: 'incomplete' });
    expect(map({ a: '/form/list/01' }, { list: [1, 2] })).toMatchObject({ kind: 'incomplete' });
  });

  test('says so where a picked member is missing', () => {
    expect(
      map({ people: { from: ['/form/people'], pick: ['number', 'name'] } }, { people: [{ number: '1' }] }),
    ).toEqual({
      kind: 'incomplete',
      missing: [{ field: 'people', pointer: 'name' }],
    });
  });
});
