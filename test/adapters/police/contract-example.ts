import type { Population } from '../../../mocks/population/population.ts';
import type { ContractExample } from '../contract-suite/examined.ts';

function person(population: Population, n: number): { number: string; name: string } {
  const { number, name } = population.person(n);
  return { number, name };
}

const NOBODY = '350428190001010015';

export const example: ContractExample = {
  reads: {
    residents: {
      known: (population, n) => {
        const { number, name, household } = population.person(n);
        const { address } = population.household(household);
        return { key: number, value: { number, name, household: { address } } };
      },
      unknown: { key: NOBODY, value: null },
    },
    identities: {
      known: (population, n) => {
        const { number, name } = population.person(n);
        // Every third is asked for under another name.
        return n % 3 === 2
          ? { key: { number, name: '欧阳䶮' }, value: 'MISMATCH' }
          : { key: { number, name }, value: 'MATCH' };
      },
      unknown: { key: { number: NOBODY, name: '欧阳䶮' }, value: 'UNKNOWN_NUMBER' },
    },
  },
  listings: {},
  submissions: {
    identity: (population, n) => ({ people: [person(population, 2 * n), person(population, 2 * n + 1)] }),
    household: (population, n) => {
      const { unitNumber, address, owners } = population.unit(n);
      const certificateNumber = owners[0]?.certificateNumber ?? '';
      return { people: [person(population, n)], unitNumber, address, certificateNumber };
    },
    seal: (population, n) => {
      const { creditCode, name, roles } = population.enterprise(n);
      const legalRepresentative = person(population, roles[0]?.person ?? 0);
      return { creditCode, enterpriseName: name, kinds: ['OFFICIAL', 'FINANCIAL'], legalRepresentative };
    },
    sealCancellation: (population, n) => ({
      creditCode: population.enterprise(n).creditCode,
      deregistrationNumber: `注销20261123${String(n).padStart(6, '0')}`,
    }),
  },
};
