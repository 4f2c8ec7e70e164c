// The town as a front end sees it: the shapes of the GraphQL schema, opaque ids aside.
import type { PersonTruth, Population, UnitTruth } from './population/population.ts';

export interface Truth {
  readonly total: number;
  readonly item: (index: number) => unknown;
}

export function truthOf(population: Population): Readonly<Record<'people' | 'enterprises' | 'units', Truth>> {
  return {
    people: { total: population.people, item: (index) => personItem(population, index) },
    enterprises: { total: population.enterprises, item: (index) => enterpriseItem(population, index) },
    units: { total: population.units, item: (index) => unitItem(population, index) },
  };
}

function personItem(population: Population, index: number): unknown {
  const person = population.person(index);
  const { number, address, members } = population.household(person.household);
  const roles = population.rolesOfPerson(index);
  return {
    number: person.number,
    name: person.name,
    household: {
      number,
      address,
      members: members.map(({ relation, person: member }) => ({
        relation,
        person: named(population.person(member)),
      })),
    },
    realEstate: holdings(population, population.unitsOfPerson(index)),
    taxAccount: { taxpayerNumber: person.number, arrears: yuan(person.taxArrearsFen), status: person.taxStatus },
    roles: {
      totalCount: roles.length,
      nodes: roles.map(({ role, enterprise }) => {
        const { creditCode, name, state, validTo } = population.enterprise(enterprise);
        return { role, enterprise: { creditCode, name, licence: { state, validTo } } };
      }),
    },
  };
}

function enterpriseItem(population: Population, index: number): unknown {
  const enterprise = population.enterprise(index);
  const { creditCode, name, state, validTo, roles } = enterprise;
  const representative = population.person(roles[0]?.person ?? 0);
  return {
    creditCode,
    name,
    licence: { state, validTo },
    legalRepresentative: {
      ...named(representative),
      household: { address: population.household(representative.household).address },
    },
    taxAccount: { arrears: yuan(enterprise.taxArrearsFen), status: enterprise.taxStatus },
    realEstate: holdings(population, population.unitsOfEnterprise(index)),
  };
}

function unitItem(population: Population, index: number): unknown {
  const { unitNumber, address, usage, areaHundredths, state, owners, encumbrances } = population.unit(index);
  return {
    unitNumber,
    address,
    usage,
    areaSquareMetres: areaHundredths / 100,
    state,
    owners: owners.map(({ share, certificateNumber, registeredOn, holder }) => ({
      share,
      certificateNumber,
      registeredOn,
      holder: holderItem(population, holder),
    })),
    encumbrances,
  };
}

function holderItem(population: Population, { kind, index }: UnitTruth['owners'][number]['holder']): unknown {
  if (kind === 'person') {
    const person = population.person(index);
    return {
      __typename: 'Person',
      ...named(person),
      household: { address: population.household(person.household).address },
      taxAccount: { arrears: yuan(person.taxArrearsFen) },
    };
  }
  const { creditCode, name, state, taxArrearsFen } = population.enterprise(index);
  const taxAccount = { arrears: yuan(taxArrearsFen) };
  return { __typename: 'Enterprise', creditCode, name, licence: { state }, taxAccount };
}

function holdings(population: Population, units: readonly number[]): unknown {
  return {
    totalCount: units.length,
    nodes: units.map((unit) => {
      const { unitNumber, address, areaHundredths } = population.unit(unit);
      return { unitNumber, address, areaSquareMetres: areaHundredths / 100 };
    }),
  };
}

function named({ number, name }: PersonTruth): { number: string; name: string } {
  return { number, name };
}

/** Yuan with two decimals. */
export function yuan(fen: number): string {
  return `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}
