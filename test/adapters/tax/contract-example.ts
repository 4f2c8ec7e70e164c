import type { Population } from '../../../mocks/population/population.ts';
import type { ContractExample } from '../contract-suite/examined.ts';

/** Enterprises in business that owe no tax. */
function inOrder(population: Population, n: number) {
  const all = Array.from({ length: population.enterprises }, (_, index) => population.enterprise(index));
  const found = all.filter(
    (each) => each.state === 'ACTIVE' && each.taxArrearsFen === 0 && each.taxStatus === 'NORMAL',
  );
  const enterprise = found[n % found.length];
  if (enterprise === undefined) throw new Error('The town has no enterprise that owes no tax');
  return enterprise;
}

function person(population: Population, n: number): { number: string; name: string } {
  const { number, name } = population.person(n);
  return { number, name };
}

export const example: ContractExample = {
  reads: {
    taxAccounts: {
      known: (population, n) => {
        const { number, name } = population.person(n);
        return { key: number, value: { taxpayerNumber: number, name } };
      },
      unknown: { key: '350428190001010015', value: null },
    },
  },
  listings: {},
  submissions: {
    deedTax: (population, n) => {
      const { unitNumber, address } = population.unit(n);
      return {
        unitNumber,
        address,
        areaSquareMetres: 89.5,
        usage: 'RESIDENTIAL',
        contractNumber: `CLF20260301${String(n).padStart(8, '0')}`,
        contractDate: '2026-03-01',
        price: '1200000.00',
        sellers: [person(population, 2 * n)],
        buyers: [person(population, 2 * n + 1)],
        acquiredOn: '2020-03-01',
        sellerOnlyHome: true,
        buyerHomes: 'ONLY',
      };
    },
    registration: (population, n) => {
      const { creditCode, name, address, roles } = inOrder(population, n);
      return {
        creditCode,
        name,
        address,
        legalRepresentative: person(population, roles[0]?.person ?? 0),
        phone: '13900000000',
      };
    },
    change: (population, n) => {
      const { creditCode, address } = inOrder(population, n);
      return { creditCode, address };
    },
    enterpriseClearance: (population, n) => ({ creditCode: inOrder(population, n).creditCode }),
  },
};
