import type { Population, UnitTruth } from '../../../mocks/population/population.ts';
import type { ContractExample } from '../contract-suite/examined.ts';
import { transferPayload } from './submission.ts';

/** Homes that may be sold. */
function free(population: Population, n: number): UnitTruth {
  const all = Array.from({ length: population.units }, (_, index) => population.unit(index));
  const found = all.filter(({ usage, state }) => usage === 'RESIDENTIAL' && state === 'NORMAL');
  const unit = found[n % found.length];
  if (unit === undefined) throw new Error('The town has no home that may be sold');
  return unit;
}

/** A county with several units. */
function county(population: Population): string {
  return population.counties.find(({ code }) => population.unitsOfCounty(code).count > 10)?.code ?? '';
}

const UNKNOWN_UNIT = '350428001002GB99999F99990099';

export const example: ContractExample = {
  reads: {
    titles: {
      known: (population, n) => {
        const { unitNumber, address, owners } = population.unit(n);
        return { key: unitNumber, value: { unitNumber, address, owners: owners.map(({ share }) => ({ share })) } };
      },
      unknown: { key: UNKNOWN_UNIT, value: null },
    },
    holdings: {
      known: (population, n) => {
        const units = population.unitsOfPerson(n).map((unit) => population.unit(unit).unitNumber);
        return { key: population.person(n).number, value: units.sort().map((unitNumber) => ({ unitNumber })) };
      },
      unknown: { key: '350428190001010015', value: [] },
    },
    encumbrances: {
      known: (population, n) => {
        const { unitNumber, encumbrances } = population.unit(n);
        return { key: unitNumber, value: encumbrances.map(({ kind, holder }) => ({ kind, holder })) };
      },
      unknown: { key: UNKNOWN_UNIT, value: null },
    },
  },
  listings: {
    titlesByCounty: {
      where: (population) => ({ county: county(population) }),
      totalCount: (population) => population.unitsOfCounty(county(population)).count,
      nameOf: (item) => (item as { unitNumber: string }).unitNumber,
    },
  },
  submissions: {
    premises: (population, n) => ({ unitNumber: free(population, n).unitNumber }),
    transfer: (population, n) => transferPayload(population, free(population, n)),
  },
};
