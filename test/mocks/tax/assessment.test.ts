import { describe, expect, it } from 'vitest';
import { assess, cityMaintenanceRate, type HomeTransfer, type Levy } from '../../../mocks/tax/assessment.ts';

const CITY = '350102';
const TOWN = '350428';
const base: HomeTransfer = {
  county: CITY,
  areaHundredths: 89_50n,
  residential: true,
  priceFen: 1_200_000_00n,
  contractDate: '2026-03-01',
  acquiredOn: '2020-03-01',
  sellerOnlyHome: true,
  buyerHomes: 'ONLY',
};

function due(changes: Partial<HomeTransfer>): Record<Levy, bigint> {
  return Object.fromEntries(assess({ ...base, ...changes }).map((line) => [line.levy, line.dueFen])) as Record<
    Levy,
    bigint
  >;
}

describe('the assessment of a home transfer', () => {
  it("example 1: an only home up to 140 square metres, seller's only one for six years", () => {
    expect(due({})).toEqual({
      ...{ deedTax: 12_000_00n, vat: 0n, incomeTax: 0n },
      ...{ cityMaintenance: 0n, education: 0n, localEducation: 0n },
    });
  });

  it('example 2: a second home over 140 square metres, held one year and a half, in the city', () => {
    const example = {
      priceFen: 2_060_000_00n,
      areaHundredths: 140_01n,
      buyerHomes: 'SECOND',
      acquiredOn: '2024-09-01',
      sellerOnlyHome: false,
    } as const;
    expect(due(example)).toEqual({
      ...{ deedTax: 40_000_00n, vat: 60_000_00n, incomeTax: 20_000_00n },
      ...{ cityMaintenance: 2_100_00n, education: 900_00n, localEducation: 600_00n },
    });
    expect(assess({ ...base, ...example })[0]?.baseFen).toBe(2_000_000_00n);
  });

  it('example 3: a third home of 140 square metres after three years; as an only home a third of it', () => {
    const example = { priceFen: 3_150_000_00n, areaHundredths: 140_00n, acquiredOn: '2023-03-01' };
    expect(due({ ...example, buyerHomes: 'THIRD_OR_MORE' })).toMatchObject({ deedTax: 94_500_00n, vat: 0n });
    expect(due({ ...example, buyerHomes: 'ONLY' })).toMatchObject({ deedTax: 31_500_00n, vat: 0n });
  });

  it.each<[HomeTransfer['buyerHomes'], bigint, bigint]>([
    ['ONLY', 12_000_00n, 18_000_00n],
    ['SECOND', 12_000_00n, 24_000_00n],
    ['THIRD_OR_MORE', 36_000_00n, 36_000_00n],
  ])('%s: 140.00 square metres is still the lower rate, 140.01 is not', (buyerHomes, upTo, over) => {
    expect(due({ buyerHomes, areaHundredths: 140_00n }).deedTax).toBe(upTo);
    expect(due({ buyerHomes, areaHundredths: 140_01n }).deedTax).toBe(over);
  });

  it('takes 3% from what is no home', () => {
    expect(due({ residential: false }).deedTax).toBe(36_000_00n);
  });

  it('exempts from VAT on the second anniversary of the acquisition, not a day earlier', () => {
    const priceFen = 1_030_000_00n;
    expect(due({ priceFen, acquiredOn: '2024-03-02' }).vat).toBe(30_000_00n);
    expect(due({ priceFen, acquiredOn: '2024-03-01' }).vat).toBe(0n);
    expect(due({ acquiredOn: '2024-02-29', contractDate: '2026-02-27' }).vat).not.toBe(0n);
    expect(due({ acquiredOn: '2024-02-29', contractDate: '2026-02-28' }).vat).toBe(0n);
  });

  it('takes VAT at 5% until the end of 2025 and at 3% from then on', () => {
    const priceFen = 1_050_000_00n;
    expect(due({ priceFen, contractDate: '2025-12-31', acquiredOn: '2025-01-01' }).vat).toBe(50_000_00n);
    expect(due({ priceFen: 1_030_000_00n, contractDate: '2026-01-01', acquiredOn: '2025-01-01' }).vat).toBe(30_000_00n);
  });

  it("frees the seller's only home from income tax on the fifth anniversary, and no other", () => {
    expect(due({ acquiredOn: '2021-03-01' }).incomeTax).toBe(0n);
    expect(due({ acquiredOn: '2021-03-02' }).incomeTax).toBe(12_000_00n);
    expect(due({ acquiredOn: '2010-03-01', sellerOnlyHome: false }).incomeTax).toBe(12_000_00n);
  });

  it('halves surcharges until the end of 2027', () => {
    const young = { priceFen: 2_060_000_00n, acquiredOn: '2026-06-01' };
    expect(due({ ...young, contractDate: '2027-12-31' }).education).toBe(900_00n);
    expect(due({ ...young, contractDate: '2028-01-01' }).education).toBe(1_800_00n);
  });

  it('takes city maintenance by the place: 7% in a district or city, 5% in a county, 1% elsewhere', () => {
    const young = { priceFen: 2_060_000_00n, acquiredOn: '2025-06-01' };
    expect(due({ ...young, county: CITY }).cityMaintenance).toBe(2_100_00n);
    expect(due({ ...young, county: TOWN }).cityMaintenance).toBe(1_500_00n);
    expect(due({ ...young, county: '429021' }).cityMaintenance).toBe(300_00n);
    expect(['350102', '350428', '350481', '150221', '429021', '000000'].map(cityMaintenanceRate)).toEqual([
      ...[70_000n, 50_000n, 70_000n, 50_000n, 10_000n, 10_000n],
    ]);
  });

  it('rounds each tax half up to the fen, and keeps price = base + VAT', () => {
    expect(due({ priceFen: 50n }).deedTax).toBe(1n);
    expect(due({ priceFen: 49n }).deedTax).toBe(0n);
    for (let priceFen = 1_000_000_00n; priceFen < 1_000_000_50n; priceFen++) {
      const lines = assess({ ...base, priceFen, acquiredOn: '2025-06-01' });
      const vat = lines.find((line) => line.levy === 'vat');
      expect((vat?.baseFen ?? 0n) + (vat?.dueFen ?? 0n)).toBe(priceFen);
      expect(lines.every((line) => line.taxFen - line.reliefFen === line.dueFen)).toBe(true);
    }
  });
});
