import type { EnterpriseTruth, Population } from '../../../mocks/population/population.ts';
import { openSamples } from '../../../mocks/samples/samples.ts';
import type { JsonObject } from '../../../src/departments/port.ts';
import type { ContractExample } from '../contract-suite/examined.ts';

function active(population: Population, n: number): EnterpriseTruth {
  const all = Array.from({ length: population.enterprises }, (_, index) => population.enterprise(index));
  const found = all.filter(({ state }) => state === 'ACTIVE');
  const enterprise = found[n % found.length];
  if (enterprise === undefined) throw new Error('The town has no enterprise in business');
  return enterprise;
}

function county(population: Population): string {
  return population.counties.find(({ code }) => population.enterprisesOfCounty(code).count > 10)?.code ?? '';
}

/** What the catalogue makes of the n-th opening. */
function opening(population: Population, n: number): JsonObject {
  const sample = openSamples(population).get('enterprise-opening')?.(n);
  if (sample === undefined) throw new Error(`The town is too small for opening ${n}`);
  const {
    enterpriseName,
    enterpriseKind,
    businessScope,
    seals: _seals,
    contactPhone,
    ...form
  } = sample.form as JsonObject;
  const unit = population.unit(population.findUnit(String(form['unitNumber'])) ?? 0);
  return {
    ...form,
    name: enterpriseName ?? '',
    kind: enterpriseKind ?? '',
    scope: businessScope ?? '',
    phone: contactPhone ?? '',
    address: unit.address,
    county: unit.county,
  };
}

export const example: ContractExample = {
  reads: {
    licences: {
      known: (population, n) => {
        const { creditCode, name, state } = population.enterprise(n);
        return { key: creditCode, value: { creditCode, name, state } };
      },
      unknown: { key: '91350428MA0TE5T16H', value: null },
    },
    roles: {
      known: (population, n) => {
        const roles = population.rolesOfPerson(n).map(({ role, enterprise }) => {
          return { role, creditCode: population.enterprise(enterprise).creditCode };
        });
        return { key: population.person(n).number, value: roles };
      },
      unknown: { key: '350428190001010015', value: [] },
    },
  },
  listings: {
    licencesByCounty: {
      where: (population) => ({ county: county(population) }),
      totalCount: (population) => population.enterprisesOfCounty(county(population)).count,
      nameOf: (item) => (item as { creditCode: string }).creditCode,
    },
  },
  submissions: {
    establishment: opening,
    change: (population, n) => {
      const { unitNumber, address } = population.unit(n);
      return { creditCode: active(population, n).creditCode, unitNumber, address };
    },
    deregistration: (population, n) => ({
      creditCode: active(population, 100 + n).creditCode,
      reason: '决议解散',
      taxClearanceNumber: `清税20261123${String(n).padStart(6, '0')}`,
    }),
  },
};
