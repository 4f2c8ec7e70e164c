import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Population } from '../../mocks/population/population.ts';
import { createPopulation } from '../../mocks/population/town.ts';
import type { Sample } from '../../mocks/samples/sample.ts';
import { openSamples } from '../../mocks/samples/samples.ts';

const town = createPopulation({ seed: 1, people: 10_000 });

function allOf(population: Population, bundle: string): Sample[] {
  const sample = openSamples(population).get(bundle);
  const found: Sample[] = [];
  for (let next = sample?.(0); next !== undefined; next = sample?.(found.length)) found.push(next);
  return found;
}
const bundles = ['home-transfer', 'enterprise-opening', 'enterprise-relocation', 'enterprise-closing'];
const samples = new Map(bundles.map((bundle) => [bundle, allOf(town, bundle)]));
const of = (bundle: string) => samples.get(bundle) ?? [];
const field = <Value>({ form }: Sample, name: string) => form[name] as Value;
type Party = { number: string; name: string };

describe.each(bundles)('samples of %s', (bundle) => {
  test('are several hundred, and grow with the town', () => {
    expect(of(bundle).length).toBeGreaterThan(400);
    expect(allOf(createPopulation({ seed: 1, people: 40_000 }), bundle).length).toBeGreaterThan(3 * of(bundle).length);
  });

  test('have applicants, keys and units of their own', () => {
    const distinct = (values: readonly unknown[]) => new Set(values).size;
    expect(distinct(of(bundle).map(({ idempotencyKey }) => idempotencyKey))).toBe(of(bundle).length);
    expect(distinct(of(bundle).map(({ applicant }) => JSON.stringify(applicant)))).toBe(of(bundle).length);
    if (bundle !== 'enterprise-closing') {
      expect(distinct(of(bundle).map((sample) => field(sample, 'unitNumber')))).toBe(of(bundle).length);
    }
  });

  test('are the same whenever and in whatever order they are asked for', () => {
    const again = openSamples(createPopulation({ seed: 1, people: 10_000 })).get(bundle);
    for (const n of [300, 0, 17]) expect(again?.(n)).toEqual(of(bundle)[n]);
  });

  test('carry small files that are what they say', () => {
    for (const { materials } of of(bundle).slice(0, 40)) {
      for (const material of materials) {
        if (!('inline' in material)) continue;
        const bytes = Buffer.from(material.inline.base64, 'base64');
        expect(bytes.length).toBeLessThan(4096);
        if (material.inline.mediaType === 'application/pdf') expectPdf(bytes);
        else expectPng(bytes);
      }
    }
    const contents = of(bundle).flatMap(({ materials }) =>
      materials.flatMap((each) => ('inline' in each ? [each.inline.base64] : [])),
    );
    expect(new Set(contents).size).toBe(contents.length);
  });
});

function expectPdf(bytes: Buffer): void {
  const text = bytes.toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  expect(text.startsWith('%PDF-1.4')).toBe(true);
  expect(text.slice(start, start + 4)).toBe('xref');
  const [, offset] = /0000000000 65535 f \n(\d{10})/.exec(text) ?? [];
  expect(text.slice(Number(offset), Number(offset) + 7)).toBe('1 0 obj');
}

function expectPng(bytes: Buffer): void {
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const data = bytes.indexOf('IDAT');
  expect(inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)))).toHaveLength(72);
}

test('a home that is transferred is an unencumbered one of its sellers alone, and nobody owes taxes or takes part twice', () => {
  const involved = new Set<number>();
  for (const sample of of('home-transfer')) {
    const unit = town.unit(town.findUnit(field(sample, 'unitNumber')) ?? -1);
    expect(unit).toMatchObject({ usage: 'RESIDENTIAL', state: 'NORMAL', encumbrances: [] });
    const sellers = field<Party[]>(sample, 'sellers');
    expect(sellers.map(({ number }) => town.findPerson(number))).toEqual(unit.owners.map(({ holder }) => holder.index));
    expect(new Set(unit.owners.map(({ holder }) => holder.kind))).toEqual(new Set(['person']));
    expect(unit.owners.map(({ certificateNumber }) => certificateNumber)).toContain(field(sample, 'certificateNumber'));
    for (const { number, name } of [...sellers, ...field<Party[]>(sample, 'buyers')]) {
      const person = town.person(town.findPerson(number) ?? -1);
      expect(person).toMatchObject({ name, taxArrearsFen: 0, taxStatus: 'NORMAL' });
      expect(involved).not.toContain(person.index);
      involved.add(person.index);
    }
    expect(field<string>(sample, 'price')).toMatch(/^[1-9]\d+\.00$/);
    expect(field<string>(sample, 'contractDate') > (unit.owners[0]?.registeredOn ?? '')).toBe(true);
    const booklet = sample.materials.some(({ code }) => code === 'household-booklet');
    expect(booklet).toBe(field(sample, 'moveHousehold'));
  }
  expect(new Set(of('home-transfer').map((sample) => field(sample, 'buyerHomes'))).size).toBe(3);
  expect(new Set(of('home-transfer').map((sample) => field(sample, 'sellerOnlyHome'))).size).toBe(2);
});

test('an opening has a new name, premises that are free of seizure, and shares that make up the capital', () => {
  const taken = new Set(Array.from({ length: town.enterprises }, (_, index) => town.enterprise(index).name));
  for (const sample of of('enterprise-opening')) {
    expect(taken).not.toContain(field(sample, 'enterpriseName'));
    taken.add(field(sample, 'enterpriseName'));
    const unit = town.unit(town.findUnit(field(sample, 'unitNumber')) ?? -1);
    expect(['NORMAL', 'MORTGAGED']).toContain(unit.state);
    expect(['COMMERCIAL', 'OFFICE']).toContain(unit.usage);
    const capital = field<{ capital: string }[]>(sample, 'shareholders').reduce(
      (sum, each) => sum + Number(each.capital),
      0,
    );
    expect(capital).toBe(Number(field(sample, 'registeredCapital')));
  }
});

test('relocations and closings are of enterprises in order, each of one enterprise once, and never of the same', () => {
  const seen = new Set<string>();
  for (const sample of [...of('enterprise-relocation'), ...of('enterprise-closing')]) {
    const enterprise = town.enterprise(town.findEnterprise(field(sample, 'creditCode')) ?? -1);
    expect(enterprise).toMatchObject({ state: 'ACTIVE', taxArrearsFen: 0, taxStatus: 'NORMAL' });
    expect(seen).not.toContain(enterprise.creditCode);
    seen.add(enterprise.creditCode);
    if (sample.bundle === 'enterprise-relocation') {
      expect(field<string>(sample, 'unitNumber').slice(0, 6)).toBe(enterprise.county);
    }
  }
});
