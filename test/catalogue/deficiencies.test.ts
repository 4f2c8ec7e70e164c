import { describe, expect, test } from 'vitest';
import { reviewForm, type SubmittedForm, type SubmittedMaterial } from '../../src/catalogue/deficiencies.ts';
import { shippedBundle } from './edited-catalogue.ts';
import { homeForm } from './samples.ts';

const home = shippedBundle('home-transfer');
const file = (code: string): SubmittedMaterial => ({ code, kind: 'file', mediaType: 'application/pdf', bytes: 1000 });
const materials: readonly SubmittedMaterial[] = [
  file('sale-contract'),
  { code: 'title-certificate', kind: 'shared' },
  { code: 'identity-documents', kind: 'shared' },
  { code: 'marriage-certificate', kind: 'deferred' },
];
const complete: SubmittedForm = { applicant: 'person', form: homeForm, materials };
const codes = (submitted: SubmittedForm) =>
  reviewForm(home, submitted).deficiencies.map(({ code, material, field }) => `${code} ${material ?? field}`);

describe('a formal review', () => {
  test('finds nothing in a complete submission and tells which parts the case has', () => {
    const review = reviewForm(home, complete);
    expect(review.deficiencies).toEqual([]);
    expect(review.parts.map(({ code }) => code)).toEqual(['identity', 'clearance', 'transfer']);
    expect(review.form).toEqual(homeForm);
  });

  test('asks for the household booklet only of those who move', () => {
    const moving = { ...complete, form: { ...homeForm, moveHousehold: true } };
    expect(codes(moving)).toEqual(['MATERIAL_MISSING household-booklet']);
    const handedIn = { ...moving, materials: [...materials, file('household-booklet')] };
    expect(codes(handedIn)).toEqual([]);
    expect(reviewForm(home, handedIn).parts.map(({ code }) => code)).toContain('household');
  });

  test('puts all defects of all departments into one list, each with its part and item', () => {
    const review = reviewForm(home, {
      applicant: 'enterprise',
      form: { ...homeForm, certificateNumber: '闽(19)将乐县不动产权第0001234号' },
      materials: [],
    });
    expect(review.deficiencies.map(({ code, part, item, material }) => [code, part, item, material])).toEqual([
      ['APPLICANT_KIND', null, null, null],
      ['FORM_FORMAT', 'transfer', 'title-transfer', null],
      ['MATERIAL_MISSING', 'identity', 'home-parties-identity', 'identity-documents'],
      ['MATERIAL_MISSING', 'clearance', 'home-deed-tax', 'sale-contract'],
      ['MATERIAL_MISSING', 'clearance', 'home-deed-tax', 'title-certificate'],
      ['MATERIAL_MISSING', 'clearance', 'home-deed-tax', 'marriage-certificate'],
    ]);
    for (const { problem, remedy } of review.deficiencies) {
      expect(problem.zh).toMatch(/\p{Script=Han}/u);
      expect(remedy.zh).toMatch(/\p{Script=Han}/u);
      expect(problem.en).not.toBe('');
    }
  });

  test.each<[string, SubmittedMaterial, string]>([
    ['an unknown material', file('passport'), 'MATERIAL_UNKNOWN null'],
    ['a material handed in twice', { code: 'title-certificate', kind: 'shared' }, 'MATERIAL_TWICE title-certificate'],
  ])('refuses %s', (_, extra, expected) => {
    expect(codes({ ...complete, materials: [...materials, extra] })).toEqual([expected]);
  });

  test.each<[string, SubmittedMaterial, string]>([
    [
      'deferral of what cannot wait',
      { code: 'sale-contract', kind: 'deferred' },
      'MATERIAL_NOT_DEFERRABLE sale-contract',
    ],
    ['sharing what nobody holds', { code: 'sale-contract', kind: 'shared' }, 'MATERIAL_NOT_SHARED sale-contract'],
    [
      'a wrong type',
      { code: 'sale-contract', kind: 'file', mediaType: 'text/html', bytes: 9 },
      'MATERIAL_TYPE sale-contract',
    ],
    [
      'an empty file',
      { code: 'sale-contract', kind: 'file', mediaType: 'image/png', bytes: 0 },
      'MATERIAL_EMPTY sale-contract',
    ],
    [
      'too large a file',
      { code: 'sale-contract', kind: 'file', mediaType: 'image/png', bytes: 20_971_521 },
      'MATERIAL_TOO_LARGE sale-contract',
    ],
  ])('refuses %s', (_, instead, expected) => {
    expect(codes({ ...complete, materials: [instead, ...materials.slice(1)] })).toEqual([expected]);
  });

  test('repeats nothing that the sender made up', () => {
    const submitted = { ...complete, materials: [...materials, file('350428190001010015')] };
    expect(JSON.stringify(reviewForm(home, submitted).deficiencies)).not.toContain('350428190001010015');
  });

  test('gives the same list for the same submission', () => {
    const broken = { ...complete, form: {}, materials: [] };
    expect(reviewForm(home, broken).deficiencies).toEqual(reviewForm(home, structuredClone(broken)).deficiencies);
    expect(reviewForm(home, broken).deficiencies.length).toBe(13);
  });
});
