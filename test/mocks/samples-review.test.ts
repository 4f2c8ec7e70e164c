import { expect, test } from 'vitest';
import { createPopulation } from '../../mocks/population/town.ts';
import type { Sample } from '../../mocks/samples/sample.ts';
import { openSamples } from '../../mocks/samples/samples.ts';
import { reviewForm, type SubmittedMaterial } from '../../src/catalogue/deficiencies.ts';
import type { JsonObject } from '../../src/departments/port.ts';
import { shippedBundle } from '../catalogue/edited-catalogue.ts';

function submitted({ materials }: Sample): SubmittedMaterial[] {
  return materials.map((material) => {
    if (!('inline' in material)) return { code: material.code, kind: 'shared' };
    const { mediaType, base64 } = material.inline;
    return { code: material.code, kind: 'file', mediaType, bytes: Buffer.from(base64, 'base64').length };
  });
}

test.each([...openSamples(createPopulation({ seed: 1, people: 10_000 }))])(
  'samples of %s have no defect under the shipped catalogue',
  (code, sample) => {
    const bundle = shippedBundle(code);
    for (let n = 0; n < 60; n += 1) {
      const found = sample(n) as Sample;
      const applicant = 'person' in found.applicant ? 'person' : 'enterprise';
      const form = found.form as JsonObject;
      const review = reviewForm(bundle, { applicant, form, materials: submitted(found) });
      expect([n, review.deficiencies]).toEqual([n, []]);
      expect(reviewForm(bundle, { applicant, form, materials: [] }).deficiencies).not.toEqual([]);
    }
  },
);
