import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { formSchema, mergeQuestions, readForm } from '../../src/catalogue/form-schema.ts';
import { FORMATS } from '../../src/catalogue/formats.ts';
import type { JsonObject } from '../../src/departments/port.ts';
import { shippedBundle, shippedCatalogue } from './edited-catalogue.ts';
import { homeForm, openingForm } from './samples.ts';

const home = shippedBundle('home-transfer');
const opening = shippedBundle('enterprise-opening');
const defects = (form: JsonObject) => readForm(home, form).defects.map(({ field, code }) => `${field} ${code}`);

describe('the form of a bundle', () => {
  test.each([
    [
      'home-transfer',
      'unitNumber certificateNumber sellers buyers contractNumber contractDate price sellerOnlyHome buyerHomes moveHousehold moveWater movePower moveGas moveHeating waterAccount powerAccount gasAccount heatingAccount',
    ],
    [
      'enterprise-opening',
      'unitNumber enterpriseName enterpriseKind registeredCapital businessScope industry legalRepresentative shareholders seals contactPhone',
    ],
    ['enterprise-relocation', 'unitNumber creditCode'],
    ['enterprise-closing', 'creditCode closingReason'],
  ])('of %s asks each question once', (code, questions) => {
    const form = shippedBundle(code).form.zh;
    expect(Object.keys(form['properties'] as object).join(' ')).toBe(questions);
  });

  test('is a JSON Schema that any strict draft-07 validator with our formats takes', () => {
    for (const bundle of shippedCatalogue().bundles.values()) {
      for (const form of [bundle.form.zh, bundle.form.en]) {
        const ajv = new Ajv({ strict: true, strictRequired: false });
        for (const name of Object.keys(FORMATS)) ajv.addFormat(name, true);
        expect(() => ajv.compile(form)).not.toThrow();
      }
    }
  });

  test('says the same in both languages but for the words', () => {
    const plain = (form: JsonObject) =>
      JSON.stringify(form, (key, value) => (['title', 'description'].includes(key) ? '' : value));
    expect(plain(home.form.zh)).toBe(plain(home.form.en));
    expect(JSON.stringify(home.form.en)).not.toMatch(/转让方/);
    expect(home.form.zh).toMatchObject({ title: '二手房转移登记', properties: { sellers: { title: '转让方' } } });
    expect(home.form.en).toMatchObject({
      properties: { sellers: { items: { properties: { name: { title: 'Name' } } } } },
    });
  });

  test('requires what only an optional part asks exactly when that part is wanted', () => {
    const school = {
      code: 'school',
      title: { zh: '学校', en: 'School' },
      help: null,
      required: true,
      schema: { type: 'string' },
    };
    const [identity, , , household] = home.parts;
    if (!identity || !household) throw new Error('parts are missing');
    const parts = [identity, { ...household, item: { ...household.item, questions: [school] } }];
    const questions = mergeQuestions([], parts, ['school']);
    const form = formSchema(home.name, questions, parts, 'zh');
    expect(form['required']).not.toContain('school');
    const bundle = { ...home, form: { zh: form, en: form }, questions };
    const people = { sellers: homeForm['sellers'] ?? null, buyers: homeForm['buyers'] ?? null };
    const wanting = { ...form, additionalProperties: true };
    const read = (value: JsonObject) =>
      readForm({ ...bundle, form: { zh: wanting, en: wanting } }, value).defects.map((each) => each.field);
    expect(read({ ...people, moveHousehold: false })).toEqual([]);
    expect(read({ ...people, moveHousehold: true })).toEqual(['/school']);
    expect(read({ ...people, moveHousehold: true, school: 'x' })).toEqual([]);
  });
});

describe('reading a form', () => {
  test('takes an acceptable one and fills in what is left out', () => {
    const { moveHousehold, ...rest } = homeForm;
    expect(moveHousehold).toBe(false);
    expect(readForm(home, rest)).toEqual({ form: homeForm, defects: [] });
    expect(rest).not.toHaveProperty('moveHousehold');
    expect(readForm(opening, openingForm).defects).toEqual([]);
  });

  test('normalises what can be written in several ways', () => {
    const form = { ...homeForm, certificateNumber: '闽（2019）将乐县不动产权第0001234号', price: '1200000' };
    expect(readForm(home, form).form).toEqual(homeForm);
  });

  test('tells every defect at once, each with the place where it stands', () => {
    const { contractDate: _, ...rest } = homeForm;
    const form = {
      ...rest,
      unitNumber: '350428001002GB00003F0001000',
      sellers: [{ number: '350428190001010010', name: '张三' }],
      buyers: [],
      price: '-1',
      sellerOnlyHome: 'true',
      buyerHomes: 'FOURTH',
      extra: 1,
    };
    expect(defects(form)).toEqual([
      '/contractDate FORM_REQUIRED',
      '/extra FORM_ADDITIONAL_PROPERTIES',
      '/unitNumber FORM_FORMAT',
      '/sellers/0/number FORM_FORMAT',
      '/buyers FORM_MIN_ITEMS',
      '/price FORM_FORMAT',
      '/sellerOnlyHome FORM_TYPE',
      '/buyerHomes FORM_ENUM',
    ]);
  });

  test.each([
    [
      'a citizen number as a JSON number',
      { sellers: [{ number: 350428190001010, name: '张三' }] },
      '/sellers/0/number FORM_TYPE',
    ],
    ['a price of nothing', { price: '0.00' }, '/price FORM_NOT'],
    ['a day that does not exist', { contractDate: '2026-02-30' }, '/contractDate FORM_FORMAT'],
    [
      'a share that is none',
      { buyers: [{ number: '35010219040229002X', name: '李四', share: '0/2' }] },
      '/buyers/0/share FORM_FORMAT',
    ],
    ['an empty name', { sellers: [{ number: '350428190001010015', name: '' }] }, '/sellers/0/name FORM_MIN_LENGTH'],
  ])('refuses %s', (_, change, defect) => {
    expect(defects({ ...homeForm, ...change } as JsonObject)).toEqual([defect]);
  });

  test('speaks of the question in both languages and never of the answer', () => {
    const number = '350428190001010010';
    const { defects: found } = readForm(home, { ...homeForm, sellers: [{ number, name: '张三' }], [number]: 1 });
    expect(JSON.stringify(found.map(({ problem, remedy }) => [problem, remedy]))).not.toContain(number);
    expect(found.find(({ code }) => code === 'FORM_FORMAT')).toEqual({
      field: '/sellers/0/number',
      code: 'FORM_FORMAT',
      problem: {
        zh: '转让方，第 1 项，公民身份号码：格式或者校验位不正确',
        en: 'Sellers, no. 1, Citizen number: wrong format or check character',
      },
      remedy: FORMATS['citizen-number']?.remedy,
    });
  });
});
