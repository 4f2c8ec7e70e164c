// The town computes its numbers with code of its own; the gateway's parsers are the independent check.
import { describe, expect, test } from 'vitest';
import { createPopulation } from '../../../mocks/population/town.ts';
import { parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { parseCountyCode } from '../../../src/values/county-code.ts';
import { parseCreditCode } from '../../../src/values/credit-code.ts';
import { parseTitleCertificate } from '../../../src/values/title-certificate.ts';
import { parseUnitNumber } from '../../../src/values/unit-number.ts';

const indices = (count: number) => Array.from({ length: count }, (_, index) => index);

describe.each([
  { seed: 1, people: 10_000 },
  { seed: 4_294_967_295, people: 777 },
  { seed: 0, people: 100 },
])('the town of $people people and seed $seed', (settings) => {
  const town = createPopulation(settings);

  test('gives every person a valid citizen number, and no two the same', () => {
    const numbers = indices(town.people).map((index) => town.person(index).number);
    for (const number of numbers) expect(parseCitizenNumber(number), number).toBe(number);
    expect(new Set(numbers).size).toBe(town.people);
  });

  test('gives every enterprise a valid credit code and name, and no two the same', () => {
    const enterprises = indices(town.enterprises).map(town.enterprise);
    for (const { creditCode, county } of enterprises) {
      expect(parseCreditCode(creditCode), creditCode).toBe(creditCode);
      expect(creditCode.slice(2, 8)).toBe(county);
      expect(organisationCheck(creditCode.slice(8, 16)), creditCode).toBe(creditCode.charAt(16));
    }
    expect(new Set(enterprises.map(({ creditCode }) => creditCode)).size).toBe(town.enterprises);
    expect(new Set(enterprises.map(({ name }) => name)).size).toBe(town.enterprises);
  });

  test('gives every unit a valid number, and every owner a valid certificate of its own', () => {
    const units = indices(town.units).map(town.unit);
    for (const { unitNumber, county } of units) {
      expect(parseUnitNumber(unitNumber), unitNumber).toBe(unitNumber);
      expect(unitNumber.slice(0, 6)).toBe(county);
    }
    expect(new Set(units.map(({ unitNumber }) => unitNumber)).size).toBe(town.units);
    const certificates = units.flatMap(({ owners }) => owners.map(({ certificateNumber }) => certificateNumber));
    for (const certificate of certificates) expect(parseTitleCertificate(certificate), certificate).toBe(certificate);
    expect(new Set(certificates).size).toBe(certificates.length);
  });

  test('lays each county out as one range, in the order of its codes and numbers', () => {
    const follows = { enterprises: 0, units: 0 };
    for (const { code } of town.counties) {
      expect(parseCountyCode(code)).toBe(code);
      const enterprises = town.enterprisesOfCounty(code);
      const units = town.unitsOfCounty(code);
      expect([enterprises.first, units.first]).toEqual([follows.enterprises, follows.units]);
      const codes = indices(enterprises.count).map((index) => town.enterprise(enterprises.first + index).creditCode);
      const numbers = indices(units.count).map((index) => town.unit(units.first + index).unitNumber);
      expect(codes).toEqual(codes.toSorted());
      expect(numbers).toEqual(numbers.toSorted());
      follows.enterprises += enterprises.count;
      follows.units += units.count;
    }
    expect(follows).toEqual({ enterprises: town.enterprises, units: town.units });
    expect(town.enterprisesOfCounty('110101')).toEqual({ first: 0, count: 0 });
  });
});

/** GB 11714, from its text: weights 3 7 9 10 5 8 4 2, eleven minus the rest, X for ten. */
function organisationCheck(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number.parseInt(first8.charAt(index), 36), 0);
  const check = 11 - (sum % 11);
  return { 10: 'X', 11: '0' }[check] ?? String(check);
}

test('abolished districts live on in citizen numbers', () => {
  const town = createPopulation({ seed: 1, people: 2000 });
  const districts = new Set(indices(2000).map((index) => town.person(index).number.slice(0, 6)));
  expect(districts).toContain('350427');
  expect(parseCountyCode('350427')).toBeUndefined();
});
